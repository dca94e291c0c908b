"""A source in small places, each with what frames it: a sentence and its clauses, a table's cell under its row and column, a field."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from math import log

from evals.contradiction.text.reading import LABEL, read
from evals.contradiction.text.tokens import Reading, Token, alike
from language.sentences import sentences

Table = tuple[tuple[str, ...], ...]
Text = tuple[str, str, Table]
"""Heading, text and table of one cited place."""
_WRAPPED = re.compile(r"(?<![.:;!?|])[ \t]*\r?\n(?=[^\W\d_A-ZÄÖÜÉÅØÆ]|\()")
"""A line's end within a sentence: the next line goes on in small letters."""
_FIELD = re.compile(r"^([^\W\d_][^:\n]{0,40}):\s+(?=\S)")


@dataclass(frozen=True, eq=False)
class Region:
    """One place: its tokens, what frames them (heading, row, column, field name), and whether it is negated."""

    said: Reading
    tokens: tuple[Token, ...]
    frame: tuple[Token, ...] = ()
    place: int = 0
    part: bool = False
    """Whether it is a clause, the smallest place."""
    negated: bool = False
    needless: bool = False
    told: bool = True
    """Whether it is running text or a step: fields and cells have no order."""

    def places(self, token: Token) -> list[int]:
        """Where it says the token itself."""
        return _alike_in(token, self.tokens, self._words)

    def framed(self, token: Token) -> bool:
        """Whether its frame says the token."""
        return bool(_alike_in(token, self.frame, self._frame_words))

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        return _by_key(self.tokens)

    @cached_property
    def _frame_words(self) -> dict[str, list[int]]:
        return _by_key(self.frame)


def _by_key(tokens: Sequence[Token]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for token in tokens:
        if token.kind == "word":
            found.setdefault(token.key, []).append(token.start)
    return found


def _alike_in(token: Token, tokens: Sequence[Token], words: dict[str, list[int]]) -> list[int]:
    if token.kind == "word":
        return words.get(token.key, [])
    return [one.start for one in tokens if one.kind == token.kind and alike(one, token)]


@dataclass(eq=False)
class Source:
    """All places of what a sentence cites."""

    texts: tuple[Text, ...]
    language: str
    regions: list[Region] = field(default_factory=list[Region])
    fields: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    @cached_property
    def hard(self) -> list[Token]:
        """Every value, name and day."""
        return [
            t for region in self.regions if not region.part for t in (*region.tokens, *region.frame) if t.kind != "word"
        ]

    @cached_property
    def figures(self) -> list[Token]:
        """Values and names of the text itself, without those of headings."""
        return [t for region in self.regions if not region.part for t in region.tokens if t.kind != "word"]

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(key for region in self.regions if region.part for key in {t.key for t in region.tokens})

    def has(self, token: Token) -> bool:
        """Whether the token stands anywhere in it."""
        return token.key in self._keys or (token.kind != "word" and any(alike(token, one) for one in self.hard))

    @cached_property
    def _keys(self) -> set[str]:
        return {t.key for region in self.regions for t in (*region.tokens, *region.frame)}

    def weight(self, key: str) -> float:
        """Rare keys tell places apart (inverse frequency over places, K. Sparck Jones, 1972)."""
        return 0.3 + log((1 + self._parts) / (1 + self._counts[key]))

    @cached_property
    def _parts(self) -> int:
        return sum(region.part for region in self.regions)


@lru_cache(512)
def source_of(texts: tuple[Text, ...]) -> Source:
    """The places of these texts."""
    languages = Counter[str]()
    for _, text, _ in texts:
        languages[read(text).language] += len(text)
    source = Source(texts, languages.most_common(1)[0][0] if languages else "en")
    fields: defaultdict[str, list[float]] = defaultdict(list)
    place = 0
    rows = {_letters(" ".join(row)) for _, _, table in texts for row in table}
    for heading, text, table in texts:
        head = read(heading, source.language).tokens
        for line in (
            line for whole in _WRAPPED.sub(" ", text).splitlines() for line in sentences(LABEL.sub("", whole))
        ):
            place += 1
            if line.strip() and _letters(line) not in rows:
                named = _FIELD.match(line)
                label = read(named[1], source.language) if named else None
                said = read(line[named.end() :] if named else line, source.language)
                source.regions += _regions(said, (*head, *(label.tokens if label else ())), place, told=label is None)
                source.regions += _regions(label, head, place) if label and len(label.tokens) > 2 else ()
                values = [t.number if t.dimension else t.raw for t in said.tokens if t.kind == "value"]
                if named and len(values) == 1:
                    fields[named[1]] += values
        for said, frame in _cells(table, source.language):
            place += 1
            source.regions += _regions(said, (*head, *frame), place, told=False)
    source.fields = dict(fields)
    return source


def _regions(said: Reading, frame: Sequence[Token], place: int, *, told: bool = True) -> Iterator[Region]:
    whole = Region(said, said.tokens, tuple(frame), place, told=told)
    yield whole
    for clause in said.clauses:
        flags = {"negated": clause in said.negated, "needless": clause in said.needless}
        yield replace(whole, tokens=tuple(said.of_clause(clause)), part=True, **flags)


def _of(cell: Reading, name: Sequence[Token]) -> Reading:
    """A cell whose bare figures count what its row is named."""
    words = frozenset(token.key for token in name)
    tokens = (
        replace(t, counted=t.counted | words) if t.kind == "value" and not t.dimension else t for t in cell.tokens
    )
    return replace(cell, tokens=tuple(tokens))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _cells(table: Table, language: str) -> Iterator[tuple[Reading, tuple[Token, ...]]]:
    """Each cell with its column's head and its row's name."""
    heads = [read(cell, language).tokens for cell in table[0]] if len(table) > 1 else []
    for row in table[1:]:
        name = read(row[0], language).tokens if row else ()
        for column, cell in enumerate(row[1:], start=1):
            yield _of(read(cell, language), name), (*name, *(heads[column] if column < len(heads) else ()))
