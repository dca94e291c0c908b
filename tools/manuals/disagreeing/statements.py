"""The values that a passage states, each with the words that it is said of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from domain.documents import Passage, SearchHit
from language.folding import fold
from language.identifiers import identifiers, key
from language.numbers import digits, numbers
from language.sentences import sentences
from language.units import Quantity, dimension, quantities
from language.vocabulary import phrases, vocabulary
from language.words import is_stop, stem, stems

CUT = "§"
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\s\w]")
SIDES = {"least": "up", "more": "up", "most": "down", "less": "down"}


@dataclass(frozen=True)
class Statement:
    """One value of one line.

    `runs` are the stems of what it is said of, cut where a word of grammar, a figure or a sign stands; `keys` every other figure and
    code of the line; `sides` where it is a limit; `around` the stems of the title, the headings and the passage, `heading` those of
    its own heading, `types` the codes of title and headings. `labelled`: it stands in a row, whose first cell names the thing whole.
    """

    hit: SearchHit
    line: str
    quantity: Quantity
    runs: tuple[tuple[str, ...], ...]
    keys: frozenset[str]
    sides: frozenset[str]
    around: frozenset[str]
    heading: frozenset[str]
    types: frozenset[str]
    labelled: bool

    @property
    def words(self) -> tuple[str, ...]:
        """What it is said of, in order."""
        return tuple(chain.from_iterable(self.runs))

    @property
    def measure(self) -> str:
        """What is measured: torque, pressure, ..."""
        return dimension(self.quantity.unit)


def statements(hit: SearchHit) -> Iterator[Statement]:
    """The values that stand alone in their line or cell: of two of one measure it cannot be told what each is said of."""
    passage, document = hit.passage, hit.document
    language = document.language or "en"
    headings = " ".join((document.title, *hit.section.path, hit.section.title, passage.caption))
    around = stems(f"{headings} {passage.text}", language)
    heading = stems(hit.section.title, language)
    types = frozenset(name.key for name in identifiers(headings)) - {key(document.number)}
    said = _of_rows(passage) if passage.table else ((line, "", line) for line in sentences(passage.text))
    for line, label, value in said:
        measured = quantities(value)
        for one in measured:
            if [dimension(other.unit) for other in measured].count(dimension(one.unit)) == 1:
                before, behind = value[: one.start], value[one.end :]
                plain = f"{label}; {before} {CUT} {behind}"
                known = (_runs(plain, language), _keys(plain, language), _sides(plain, language))
                yield Statement(hit, line, one, *known, around, heading, types, bool(label))


def row_line(header: Sequence[str], cells: Sequence[str]) -> str:
    """A row as "Header: cell; Header: cell"."""
    pairs = zip_longest(header, cells, fillvalue="")
    return "; ".join(f"{name}: {cell}" if name and name != cell else cell for name, cell in pairs if cell)


def _of_rows(passage: Passage) -> Iterator[tuple[str, str, str]]:
    """(row as a line, what it is said of, value) of every cell but the first of its row.

    The name of the column belongs to what it is said of where another column has a value of the same measure ("warning", "trip").
    """
    header, *rows = passage.table
    for row in rows:
        named = list(zip_longest(row, header[: len(row)], fillvalue=""))
        label = next((at for at, cell in enumerate(row) if cell.strip()), 0)
        values = [_with_unit(cell, name) if at != label else "" for at, (cell, name) in enumerate(named)]
        measures = [{dimension(one.unit) for one in quantities(value)} for value in values]
        for at, value in enumerate(values):
            if measures[at]:
                twice = any(measures[at] & other for place, other in enumerate(measures) if place != at)
                yield row_line(header, row), f"{row[label]} {named[at][1]}" if twice else row[label], value


def _with_unit(cell: str, name: str) -> str:
    """A bare number with the unit that its column names ("Torque (Nm)")."""
    bare = cell.strip()
    if not numbers(bare) or quantities(bare) or any(letter.isalpha() for letter in bare):
        return cell
    opened = max(name.rfind(sign) for sign in "([,/")
    unit = name[opened + 1 :].strip(" )]") if opened >= 0 else name.split()[-1] if name.split() else ""
    return f"{bare} {unit}"


def _runs(plain: str, language: str) -> tuple[tuple[str, ...], ...]:
    """The runs of content words; the word right before a value ("every", "to") says how it is meant and no more what is."""
    runs: list[list[str]] = [[]]
    for token in _TOKEN.findall(fold(plain)):
        if token == CUT and len(runs[-1]) > 1:
            runs[-1].pop()
        if not token[0].isalpha() or is_stop(token, language):
            runs += [[]] if runs[-1] else []
        else:
            runs[-1].append(stem(token, language))
    return tuple(tuple(run) for run in runs if run)


def _keys(plain: str, language: str) -> frozenset[str]:
    found = [*quantities(plain), *numbers(digits(plain, language))]
    figures = {str(number.values[0].normalize()) for number in found if number.values}
    return frozenset({name.key for name in identifiers(plain)} | figures)


def _sides(plain: str, language: str) -> frozenset[str]:
    folded, limits = fold(plain), vocabulary(language).limits
    return frozenset(side for name, side in SIDES.items() if name in limits and phrases(limits[name]).search(folded))
