"""Tables of a page: ruled ones first, then those that only rules across or their alignment show."""

from collections.abc import Sequence

from ingestion.pages import PageTable, Rule, Word
from ingestion.readers.alignment import aligned_table, aligned_tables
from ingestion.readers.cell_lines import lines_of
from ingestion.readers.columns import text_columns
from ingestion.readers.grids import grid_table, grids_of, words_inside
from ingestion.readers.segments import segments_of

_LEAST_WIDTH = 60.0


def find_tables(words: Sequence[Word], rules: Sequence[Rule], number: int | None) -> tuple[list[PageTable], list[Word]]:
    """The tables and the words that stand in none."""
    tables: list[PageTable] = []
    rest = list(words)
    grids, lone = grids_of(rules)
    for grid in sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0])):
        table = grid_table(grid, rest, number)
        if table:
            tables.append(table)
            taken = {id(word) for word in words_inside(grid, rest)}
            rest = [word for word in rest if id(word) not in taken]
    for top, bottom, left, right in _stacks(lone):
        between = [w for w in rest if top <= (w.y0 + w.y1) / 2 <= bottom and left - 2 <= (w.x0 + w.x1) / 2 <= right + 2]
        made = aligned_table(lines_of(between), lone, number, strict=False) if between else None
        if made:
            tables.append(made[0])
            rest = _without(rest, made[1])
    for region in text_columns(segments_of(rest)):
        for table, used in aligned_tables([w for s in region for w in s.words], lone, number):
            tables.append(table)
            rest = _without(rest, used)
    return tables, rest


def _without(words: Sequence[Word], used: Sequence[Word]) -> list[Word]:
    gone = {id(word) for word in used}
    return [word for word in words if id(word) not in gone]


def _stacks(rules: Sequence[Rule]) -> list[tuple[float, float, float, float]]:
    """Regions (top, bottom, left, right) between the first and last of three or more rules of one width."""
    groups: list[list[Rule]] = []
    for rule in sorted((r for r in rules if r.x1 - r.x0 >= _LEAST_WIDTH), key=lambda r: r.y0):
        home = next((g for g in groups if abs(g[0].x0 - rule.x0) < 6 and abs(g[0].x1 - rule.x1) < 6), None)
        if home is None:
            groups.append([rule])
        else:
            home.append(rule)
    return [(g[0].y0, g[-1].y0, g[0].x0, g[0].x1) for g in groups if len(g) >= 3]
