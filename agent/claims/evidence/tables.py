"""Tables cut into rows and cells, each under its names."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any

from agent.claims.evidence.place import Place, plain
from agent.claims.reading.injection import before_orders
from language.units import canonical

MOST_ROWS = 1_000
"""Rows of one table that are cut into cells; what lies behind them is still quoted by its line."""
_POSITION = re.compile(r"\s*\d{1,3}[.)]?\s*")


def table_places(table: tuple[tuple[str, ...], ...], lines: tuple[str, ...], language: str) -> Iterable[Place]:
    header, *rows = table
    known = {plain(" ".join(cells)) for cells in table}
    printed_rows = [tuple(plain(cell) for cell in row if cell.strip()) for row in rows]
    parallel = " ; ".join(header)
    measuring = [column for column in range(1, len(header)) if _holds_units(rows, column)]
    for number, row in enumerate(rows[:MOST_ROWS]):
        printed = row_text(header, row)
        tainted = bool(before_orders(printed)[1])
        unit = " ".join(row[column] for column in measuring if column < len(row))
        more: dict[str, Any] = {"language": language, "tainted": tainted, "unit": unit}
        numbered = _POSITION.fullmatch(row[0])
        yield Place(number, "row", printed, " ; ".join(row[1:] if numbered else row), row[0], "", parallel, **more)
        for column, cell in enumerate(row[1:], start=1):
            name = header[column] if column < len(header) else ""
            named = "" if numbered else f"{header[0] if header else ''} {row[0]}"
            own = f"{named} ; {name} ; {cell}".strip(" ;")
            if cell.strip():
                yield Place(number, "cell", printed, own, row[0], name, "", cell, **more)
    for number, line in enumerate(lines, start=len(rows)):
        said = plain(line)
        is_row = any(
            said.startswith(cells[0]) and all(cell in said for cell in cells) for cells in printed_rows if cells
        )
        if said not in known and not is_row and not any(said.startswith(one[:40]) for one in known if one):
            yield Place(number, "sentence", line, line, around=parallel, language=language)


def _holds_units(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column names the unit of its row's values and nothing else ("Unit": mA, V, °C)."""
    told = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    return bool(told) and all(map(canonical, told))


def row_text(header: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row for people: its name, then each cell under its column."""
    first = row[0] if row else ""
    rest = [
        f"{name}: {cell}" if name.strip() else cell
        for name, cell in zip_longest(header[1 : len(row)], row[1:], fillvalue="")
        if cell.strip()
    ]
    named = f"{header[0]}: {first}" if header and header[0].strip() and first else first
    return " | ".join(filter(None, [named, *rest]))
