"""One look over the whole file before anything is imported."""

from collections.abc import Callable
from dataclasses import dataclass

from ingestion.records.cells.values import filled
from ingestion.records.columns.profiles import Profile
from ingestion.records.files.tables import Line, RecordTable

HEAD = 5000


@dataclass(frozen=True)
class Survey:
    """Columns with their profiles, the first rows, and how many there are."""

    columns: tuple[str, ...]
    profiles: list[Profile]
    head: list[Line]
    rows: int

    def cell(self, row: Line, place: int) -> str:
        """The cell of a row, empty where the row is too short."""
        return row.cells[place] if place < len(row.cells) else ""

    def determines(self, one: int, other: int) -> bool:
        """Whether each value of one column goes with one value of the other, in the first rows."""
        seen: dict[str, str] = {}
        for row in self.head:
            key, value = self.cell(row, one), self.cell(row, other)
            if filled(key) and filled(value) and seen.setdefault(key, value) != value:
                return False
        return bool(seen)


def survey(table: RecordTable, progress: Callable[[int], None] = lambda _: None) -> Survey:
    """Read the file once."""
    found = [Profile() for _ in table.columns]
    head: list[Line] = []
    count = 0
    for row in table.rows():
        count += 1
        if len(head) < HEAD:
            head.append(row)
        for place, profile in enumerate(found):
            profile.add(row.cells[place] if place < len(row.cells) else "")
        if count % 500 == 0:
            progress(count)
    return Survey(table.columns, found, head, count)
