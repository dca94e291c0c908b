"""Tables of a page: ruled ones first, then those that only rules across or their alignment show."""

from collections.abc import Sequence

from ingestion.pages import PageTable, Rule, Word
from ingestion.readers.page_tables.alignment import aligned_table, aligned_tables
from ingestion.readers.page_tables.cell_lines import lines_of
from ingestion.readers.page_tables.grids import grid_table, grids_of, words_inside
from ingestion.readers.pdf.columns import text_columns
from ingestion.readers.pdf.segments import Segment, segments_of

_LEAST_WIDTH = 60.0
_MOSTLY_TEXT = 0.5
_NAMED_COLUMNS = 2


def regions_of(words: Sequence[Word], rules: Sequence[Rule], number: int | None) -> list[list[Segment]]:
    """The columns of a page in reading order, each as the segments that stand in no table and its tables."""
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
        across = [w for w in rest if left - 2 <= (w.x0 + w.x1) / 2 <= right + 2 and (w.y0 + w.y1) / 2 <= bottom]
        between = [w for w in across if top <= (w.y0 + w.y1) / 2]
        made = aligned_table(lines_of(between), lone, number, strict=False) if between else None
        if made and not _is_text(made[0]):
            table, used = _with_head_above(across, top, made, lone, number)
            tables.append(table)
            rest = _without(rest, used)
    return [
        _with_aligned(region, lone, number) for region in text_columns([*segments_of(rest), *map(_as_segment, tables)])
    ]


def _with_head_above(
    words: Sequence[Word], top: float, made: tuple[PageTable, list[Word]], rules: Sequence[Rule], number: int | None
) -> tuple[PageTable, list[Word]]:
    """The table with the line over its first rule where that names its columns: rules that stand below each row leave it out."""
    table, used = made
    above = lines_of([word for word in words if word.y1 <= top + 2])[-1:]
    if not above or len(above[0].parts) < _NAMED_COLUMNS or top - above[0].y1 > above[0].y1 - above[0].y0:
        return made
    whole = aligned_table(lines_of([*above[0].words, *used]), rules, number, strict=False)
    if (
        whole is None
        or len(whole[0].rows) != len(table.rows) + 1
        or len(whole[0].rows[0].cells) != len(table.rows[0].cells)
    ):
        return made
    named = sum(map(bool, whole[0].rows[0].cells))
    return whole if named == len(above[0].parts) and named >= len(table.rows[0].cells) - 1 else made


def _is_text(table: PageTable) -> bool:
    """Whether most rows are one cell: text between rules, as above and below notes."""
    lone = sum(sum(map(bool, row.cells)) < 2 or row.spans[:1] == (len(row.cells),) for row in table.rows)
    return lone > _MOSTLY_TEXT * len(table.rows)


def _with_aligned(region: Sequence[Segment], rules: Sequence[Rule], number: int | None) -> list[Segment]:
    words = [word for segment in region for word in segment.words]
    made = [segment for segment in region if segment.table]
    for table, used in aligned_tables(words, rules, number):
        made.append(_as_segment(table))
        words = _without(words, used)
    return segments_of(words) + made


def _as_segment(table: PageTable) -> Segment:
    return Segment(*(table.box or (0.0, 0.0, 0.0, 0.0)), (), table)


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
