"""A table of an answer while its rows come: they stay one table, and what belongs to a row but is no row waits until it ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from agent.claims.verdict import Judgement
from language.words import words

Part = Literal["head", "row", "text"]
_RULE = re.compile(r"\|?[\s|:+=-]*-[\s|:+=-]*\|?")


def is_row(line: str) -> bool:
    """Whether a line is one of a table."""
    return line.lstrip().startswith("|")


def cells_of(row: str) -> list[str]:
    """What stands in its cells."""
    return [cell.strip() for cell in row.strip().removesuffix("|").removeprefix("|").split("|")]


@dataclass
class Table:
    """`head` are the lines above its rows, `between` rows that say nothing by themselves and wait for one that does.

    `rows` counts those shown; `behind` are the lines and judgements that follow the table.
    """

    head: list[str] = field(default_factory=list[str])
    between: list[str] = field(default_factory=list[str])
    rows: int = 0
    behind: list[Judgement | str] = field(default_factory=list[Judgement | str])
    is_open: bool = False
    _first: str = ""

    def parts(self, line: str) -> Iterator[tuple[Part, str]]:
        """What can be told of a line now, and of the one before it: a first row is the head where a rule follows."""
        rule = _RULE.fullmatch(line.strip()) is not None
        if self._first:
            yield ("head" if rule else "row"), self._first
            self._first = ""
        elif is_row(line) and not self.is_open:
            self.is_open, self._first = True, line
            return
        if not (rule and self.is_open):
            yield ("row" if is_row(line) else "text"), line

    def rest(self) -> str:
        """A first row that nothing has followed."""
        first, self._first = self._first, ""
        return first

    def set_head(self, row: str, *, stands: bool) -> None:
        """The names of the columns; empty ones where they do not stand: rows without a head are no table."""
        cells = cells_of(row)
        self.head = [row if stands else f"|{'  |' * len(cells)}", f"|{'---|' * len(cells)}"]

    def lead(self, *, warned: bool) -> list[str]:
        """What stands before the next row: the head of a table; again where a warning has parted it."""
        waiting, self.between = self.between, []
        if self.rows and not warned:
            return waiting
        return ["", *self.head, *waiting] if self.rows else [*self.head, *waiting]

    def put_behind(self, row: str, lead: str, source: str) -> None:
        """The source's own lines of a row, which name the row where they do not say it themselves."""
        name = cells_of(row)[0].replace("*", "")
        lines = source.split("\n")
        said = set(words(source))
        named = f"{name}: " if name and not set(words(name)) <= said else ""
        self.behind.append("\n".join([f"> {named}{lead} {lines[0]}".rstrip(), *(f"> {line}" for line in lines[1:])]))
