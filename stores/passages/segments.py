"""One document's share of the search index: its words and vectors, immutable, in one file."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from domain.documents import Applicability, Document, Passage, Section
from stores.passages.text import words

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Segment:
    """What search needs of a document.

    `tokens[starts[i]:starts[i + 1]]` are the term numbers of passage `i`, the first `heads[i]` of them from its headings.
    `surfaces` are the words as written, with the number of their term. `scopes` are the distinct applicabilities.
    """

    generation: str
    document_id: str
    vectors: Floats
    tokens: Ints
    starts: Ints
    heads: Ints
    scope_of: Ints
    terms: list[str]
    codes: list[int]
    surfaces: list[tuple[str, int]]
    passage_ids: list[str]
    section_ids: list[str]
    kinds: list[str]
    twins: list[str]
    scopes: list[Applicability]
    applies_to: Applicability

    @property
    def whole(self) -> bool:
        """Whether every passage has its vector, its words and its headings."""
        count = len(self.passage_ids)
        return len(self.vectors) == len(self.heads) == len(self.starts) - 1 == count

    def save(self, path: Path) -> None:
        """Write whole or not at all."""
        rest = {
            name: getattr(self, name)
            for name in ("terms", "codes", "surfaces", "passage_ids", "section_ids", "kinds", "twins")
        }
        rest["scopes"] = [scope.model_dump(mode="json") for scope in self.scopes]
        rest["applies_to"] = self.applies_to.model_dump(mode="json")
        rest["generation"], rest["document_id"] = self.generation, self.document_id
        packed = np.frombuffer(json.dumps(rest).encode(), dtype=np.uint8)
        arrays = {name: getattr(self, name) for name in ("vectors", "tokens", "starts", "heads", "scope_of")}
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        with unfinished.open("wb") as file:
            np.savez(file, rest=packed, **arrays)
        unfinished.replace(path)


def load_segment(path: Path) -> Segment | None:
    """Read a saved segment; None where it is missing or damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in ("vectors", "tokens", "starts", "heads", "scope_of")}
            rest: dict[str, Any] = json.loads(file["rest"].tobytes())
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    rest["surfaces"] = [(surface, term) for surface, term in rest["surfaces"]]
    rest["scopes"] = [Applicability.model_validate(scope) for scope in rest["scopes"]]
    rest["applies_to"] = Applicability.model_validate(rest["applies_to"])
    segment = Segment(**arrays, **rest)
    return segment if segment.whole else None


def indexed_text(passage: Passage, section: Section | None) -> tuple[str, str]:
    """The headings above a passage and its own words, as both embedder and lexical index see them."""
    path = (section.path or (section.title,)) if section else ()
    body = (
        f"{passage.caption}\n{passage.text}"
        if passage.caption and passage.caption not in passage.text
        else passage.text
    )
    return " > ".join(heading for heading in path if heading), body


def build_segment(
    generation: str,
    document: Document,
    sections: Sequence[Section],
    passages: Sequence[Passage],
    vectors: Floats,
) -> Segment:
    """Split the texts into terms and lay them out."""
    by_id = {section.id: section for section in sections}
    terms: dict[str, int] = {}
    surfaces: dict[str, int] = {}
    codes: set[int] = set()
    tokens: list[int] = []
    starts, heads, scope_of = [0], list[int](), list[int]()
    scopes: dict[Applicability, int] = {}
    for passage in passages:
        headings, body = indexed_text(passage, by_id.get(passage.section_id))
        for place, text in enumerate((headings, body)):
            for word in words(text, document.language):
                number = terms.setdefault(word.term, len(terms))
                surfaces.setdefault(word.surface, number)
                if word.code:
                    codes.add(number)
                tokens.append(number)
            if place == 0:
                heads.append(len(tokens) - starts[-1])
        starts.append(len(tokens))
        scope_of.append(scopes.setdefault(passage.applies_to, len(scopes)))
    return Segment(
        generation=generation,
        document_id=document.id,
        vectors=vectors,
        tokens=np.asarray(tokens, dtype=np.int32),
        starts=np.asarray(starts, dtype=np.int32),
        heads=np.asarray(heads, dtype=np.int32),
        scope_of=np.asarray(scope_of, dtype=np.int32),
        terms=list(terms),
        codes=sorted(codes),
        surfaces=[(surface, number) for surface, number in surfaces.items() if surface.isalpha()],
        passage_ids=[passage.id for passage in passages],
        section_ids=[passage.section_id for passage in passages],
        kinds=[passage.kind for passage in passages],
        twins=[_twin_key(passage) for passage in passages],
        scopes=list(scopes),
        applies_to=document.applies_to,
    )


def _twin_key(passage: Passage) -> str:
    """Passages with the same words are twins; only the best of them is shown."""
    spoken = " ".join(word.surface for word in words(passage.text))
    return hashlib.blake2b(spoken.encode(), digest_size=8).hexdigest()
