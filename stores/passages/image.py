"""A library's segments laid side by side in memory: what a search computes on."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from domain.documents import Applicability
from stores.passages.segments import Floats, Ints, Segment

K1 = 1.2
B = 0.75


@dataclass(frozen=True)
class Image:
    """All passages of a library, numbered from 0 over its documents.

    `scopes[scope_of[i]]` is (applicability of the document, of the passage) for passage `i`. The postings of term `t`
    are `posted[bounds[t]:bounds[t + 1]]`, with their BM25 saturation in `impacts`.
    """

    vectors: Floats
    tokens: Ints
    starts: npt.NDArray[np.int64]
    heads: Ints
    document_of: Ints
    scope_of: Ints
    terms: dict[str, int]
    surfaces: dict[str, int]
    posted: Ints
    impacts: Floats
    bounds: npt.NDArray[np.int64]
    idf: Floats
    document_ids: list[str]
    passage_ids: list[str]
    section_ids: list[str]
    kinds: list[str]
    twins: list[str]
    scopes: list[tuple[Applicability, Applicability]]

    @property
    def size(self) -> int:
        """How many passages."""
        return len(self.passage_ids)

    def postings(self, term: int) -> tuple[Ints, Floats]:
        """The passages that hold a term, ascending, and its saturated frequency in each."""
        span = slice(self.bounds[term], self.bounds[term + 1])
        return self.posted[span], self.impacts[span]

    @cached_property
    def own_words(self) -> Ints:
        """How many words each passage has beside its headings."""
        return (np.diff(self.starts) - self.heads).astype(np.int32)

    @cached_property
    def runs(self) -> tuple[Ints, Ints]:
        """Where each section's passages begin, and for every passage the number of its section."""
        ids = np.asarray(self.section_ids)
        begins = np.concatenate([np.ones(1, np.bool_), ids[1:] != ids[:-1]])
        return np.flatnonzero(begins).astype(np.int32), (np.cumsum(begins) - 1).astype(np.int32)

    @cached_property
    def number_share(self) -> Floats:
        """How much of each passage's own words are numbers, 0 to 1."""
        numeric = np.fromiter((term[0].isdigit() for term in self.terms), dtype=np.bool_, count=len(self.terms))
        counted = np.concatenate([np.zeros(1, np.int64), np.cumsum(numeric[self.tokens], dtype=np.int64)])
        bodies = self.starts[:-1] + self.heads
        lengths = np.maximum(1, self.own_words)
        return ((counted[self.starts[1:]] - counted[bodies]) / lengths).astype(np.float32)

    @cached_property
    def vocabulary(self) -> list[str]:
        """Words as written, of four letters or more, for finding what a misspelt word meant."""
        return [surface for surface in self.surfaces if len(surface) > 3]

    def compounds(self, part: str) -> list[int]:
        """Terms of the words that begin or end with a part, as "getriebeol" ends with "ol" and begins with "getriebe"."""
        forwards, backwards = self._sorted
        return _beginning(part, forwards) + _beginning(part[::-1], backwards)

    @cached_property
    def _sorted(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """The vocabulary sorted from its first letters and from its last, with the words' terms."""
        named = [(surface, self.surfaces[surface]) for surface in self.vocabulary]
        return sorted(named), sorted((surface[::-1], term) for surface, term in named)


def assemble(segments: Sequence[Segment], dimensions: int) -> Image:
    """Lay segments side by side and post their terms (BM25, Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75)."""
    terms: dict[str, int] = {}
    surfaces: dict[str, int] = {}
    tokens: list[Ints] = []
    scopes: list[tuple[Applicability, Applicability]] = []
    scope_of: list[Ints] = []
    for segment in segments:
        renumber = np.asarray([terms.setdefault(term, len(terms)) for term in segment.terms], dtype=np.int32)
        tokens.append(renumber[segment.tokens] if len(segment.tokens) else segment.tokens)
        for surface, number in segment.surfaces:
            surfaces.setdefault(surface, int(renumber[number]))
        scope_of.append(segment.scope_of + np.int32(len(scopes)))
        scopes += [(segment.applies_to, scope) for scope in segment.scopes]
    lengths = _joined([np.diff(segment.starts) for segment in segments])
    flat = _joined(tokens)
    posted, impacts, bounds, idf = _post(flat, lengths, len(terms))
    return Image(
        vectors=np.concatenate([segment.vectors for segment in segments])
        if segments
        else np.zeros((0, dimensions), np.float32),
        tokens=flat,
        starts=np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)]),
        heads=_joined([segment.heads for segment in segments]),
        document_of=np.repeat(np.arange(len(segments), dtype=np.int32), [len(segment.heads) for segment in segments]),
        scope_of=_joined(scope_of),
        terms=terms,
        surfaces=surfaces,
        posted=posted,
        impacts=impacts,
        bounds=bounds,
        idf=idf,
        document_ids=[segment.document_id for segment in segments],
        passage_ids=[one for segment in segments for one in segment.passage_ids],
        section_ids=[one for segment in segments for one in segment.section_ids],
        kinds=[one for segment in segments for one in segment.kinds],
        twins=[one for segment in segments for one in segment.twins],
        scopes=scopes,
    )


def _beginning(start: str, words: list[tuple[str, int]]) -> list[int]:
    """The terms of the words that begin so."""
    first = bisect_left(words, (start, -1))
    last = bisect_left(words, (start + "\U0010ffff", -1))
    return [term for _, term in words[first:last]]


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)


def _post(flat: Ints, lengths: Ints, terms: int) -> tuple[Ints, Floats, npt.NDArray[np.int64], Floats]:
    count = max(1, len(lengths))
    owner = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    keys, frequency = np.unique(flat.astype(np.int64) * count + owner, return_counts=True)
    posted = (keys % count).astype(np.int32)
    bounds = np.searchsorted(keys, np.arange(terms + 1, dtype=np.int64) * count)
    average = max(1.0, float(lengths.mean())) if len(lengths) else 1.0
    room = K1 * (1 - B + B * lengths[posted] / average)
    impacts = (frequency * (K1 + 1) / (frequency + room)).astype(np.float32)
    holders = np.diff(bounds)
    idf = np.log1p((len(lengths) - holders + 0.5) / (holders + 0.5)).astype(np.float32)
    return posted, impacts, bounds, idf
