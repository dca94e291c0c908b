"""Tables that are typed: columns parted by bars, by tabs or by blanks, and lines of dashes for rules."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ingestion.pages import PageTable, Rule, Word
from ingestion.readers.merged_cells import Cell, table_of_cells
from ingestion.readers.page_tables.alignment import aligned_tables

_BARS = str.maketrans(dict.fromkeys("│┃║¦", "|"))
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|+:=─━═┼╪╬├┤╞╡╠╣┌┐└┘┬┴╔╗╚╝╦╩_-]{3,}")
_DRAWN = re.compile(r"[-=─━═_]{3}")
_GAP = re.compile(r"\S(?: {2,}|\t+ *)\S")
_COLUMN, _LINE, _SIZE = 5.0, 12.0, 10.0
"""Points that a typed character is wide, a line is high, and the type is: what the white space between columns is measured against."""
_LEAST_ROWS = 2
_FRAMED = 3
_MOST_LINES = 2_000


def with_tables(lines: Sequence[str]) -> Iterator[list[str] | PageTable]:
    """The lines, with the runs of them that are a table as such."""
    framed = _framed(lines)
    if framed:
        yield from ([line] for line in framed)
        return
    for kind, group in groupby(lines, key=_kind):
        run = list(group)
        table = _barred(run) if kind == "barred" else _tabbed(run) if kind == "tabbed" else None
        if table:
            yield table
        elif kind == "text" and len(run) <= _MOST_LINES:
            yield from _aligned(run)
        else:
            yield [line for line in run if not is_rule(line)]


def _framed(lines: Sequence[str]) -> list[str]:
    """What stands in a frame drawn around these lines, where no bar parts any of them."""
    bare = [line.translate(_BARS).strip() for line in lines]
    inner = [
        line.strip("|").strip() for line in bare if line.startswith("|") and line.endswith("|") and not is_rule(line)
    ]
    whole = len(inner) + sum(map(is_rule, bare)) == len(lines)
    return inner if whole and not any(_BAR.search(line) for line in inner) else []


def is_rule(line: str) -> bool:
    """Whether a line is drawn, of dashes or the like."""
    return bool(_RULE.fullmatch(line.strip()) and _DRAWN.search(line))


def _kind(line: str) -> str:
    bare = line.translate(_BARS).strip()
    bars = len(_BAR.findall(bare.strip("|")))
    if bars or (is_rule(bare) and set("|+┼╪╬├╞╠┌╔└╚") & set(bare)):
        return "barred"
    return "tabbed" if "\t" in line.strip() else "text"


def _barred(lines: Sequence[str]) -> PageTable | None:
    """Rows between bars; where rules part the rows, a line that fills the first column alone, or all but that, goes on with the row above."""
    bare = [line.translate(_BARS).strip() for line in lines]
    rules = [at for at, line in enumerate(bare) if is_rule(line)]
    double = {at for at in rules if set("=═╪╬") & set(lines[at])}
    rows: list[list[str]] = []
    header: int | None = None
    opened = False
    for at, line in enumerate(bare):
        if at in rules:
            if rows and header is None and (at in double or not double):
                header = len(rows)
            opened = False
            continue
        cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line.removeprefix("|").removesuffix("|"))]
        goes_on = opened and len(rules) > _FRAMED and (not cells[0] or not any(cells[1:]))
        if goes_on and len(cells) == len(rows[-1]):
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        opened = True
    if len(rows) < _LEAST_ROWS and not rules:
        return None
    if header and not any(rows[0]):
        rows, header = rows[1:], 0
    return table_of_cells([[Cell(cell) for cell in row] for row in rows], header if header != len(rows) else 0)


def _tabbed(lines: Sequence[str]) -> PageTable | None:
    """Rows with a tab for every column; or with as many as bring the next column in line."""
    for tabs in (r"\t", r"\t+"):
        rows = [[cell.strip() for cell in re.split(tabs, line.rstrip())] for line in lines]
        if len(rows) >= _LEAST_ROWS and all(1 < len(row) <= len(rows[0]) for row in rows):
            return table_of_cells([[Cell(cell) for cell in row] for row in rows])
    return None


def _aligned(lines: Sequence[str]) -> Iterator[list[str] | PageTable]:
    """Columns parted by blanks: the characters as words on a page, read as the tables of a page are."""
    if sum(bool(_GAP.search(line)) for line in lines) < _LEAST_ROWS:
        yield [line for line in lines if not is_rule(line)]
        return
    words: list[Word] = []
    rules: list[Rule] = []
    for at, line in enumerate(lines):
        y = at * _LINE
        if is_rule(line):
            rules.append(Rule(0.0, y + _SIZE / 2, len(line) * _COLUMN, y + _SIZE / 2))
            continue
        words += [
            Word(found.start() * _COLUMN, y, found.end() * _COLUMN, y + _SIZE, found.group(), _SIZE)
            for found in re.finditer(r"\S+", line)
        ]
    tables = {
        min(word.y0 for word in used) // _LINE: (table, {int(word.y0 // _LINE) for word in used})
        for table, used in aligned_tables(words, rules, None)
    }
    taken = {at for _, used in tables.values() for at in used}
    kept: list[str] = []
    for at, line in enumerate(lines):
        if at in tables:
            if kept:
                yield kept
            kept = []
            yield _without_places(tables[at][0])
        elif at not in taken and not is_rule(line):
            kept.append(line)
    if kept:
        yield kept


def _without_places(table: PageTable) -> PageTable:
    rows = tuple(
        row._replace(lines=tuple(line._replace(box=None, size=0.0) for line in row.lines)) for row in table.rows
    )
    return table._replace(rows=rows, box=None, ruled=True)
