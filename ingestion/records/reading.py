"""The values of one row, read as its columns were agreed to be written."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from domain.errors import BadInput
from ingestion.records.cells.moments import Order, moment_in
from ingestion.records.cells.named_machines import NamedMachine, named_machine
from ingestion.records.cells.numbers import NumberStyle, days_in, hours_in, number_in, style_of
from ingestion.records.cells.splitting import items_of
from ingestion.records.cells.values import TRUE, are_totals, filled, is_flag
from ingestion.records.columns.guessing import CORRECTIVE, is_flag_name
from ingestion.records.columns.mapping import Mapping
from ingestion.records.columns.names import words_of_name
from ingestion.records.columns.profiles import date_order, is_figure
from ingestion.records.columns.surveys import Survey
from ingestion.records.fields import DATES, LABELLED, LISTS, NAME_OF, NUMBERS, Kind
from ingestion.records.files.tables import Line
from language.measuring.unit_names import canonical

SHOWN = 40


class BadRow(BadInput):
    """A row that cannot be a record; the message says why."""


@dataclass
class Reader:
    """Reads rows of one file: `values` by field, `rest` under the company's own names."""

    kind: Kind
    mapping: Mapping
    orders: dict[int, Order] = field(default_factory=dict[int, Order])
    guessed: dict[int, Order] = field(default_factory=dict[int, Order])
    mixed: list[int] = field(default_factory=list[int])
    styles: dict[int, NumberStyle] = field(default_factory=dict[int, NumberStyle])
    flags: dict[str, str] = field(default_factory=dict[str, str])
    counted: dict[int, NumberStyle] = field(default_factory=dict[int, NumberStyle])
    own: dict[str, int] = field(default_factory=dict[str, int])
    machines: dict[str, NamedMachine] = field(default_factory=dict[str, NamedMachine])

    @classmethod
    def of(cls, kind: Kind, mapping: Mapping, survey: Survey, form: str, dates: Order | None) -> "Reader":
        """Agree on dates, numbers and flags, a column at a time."""
        reader = cls(kind, mapping)
        semicolons = form.endswith(";")
        if kind == "work-orders":
            reader.counted = {
                place: style_of(survey.profiles[place].values, semicolons=semicolons)
                for place in mapping.kept
                if is_figure(survey.profiles[place])
            }
        for name, places in mapping.fields.items():
            for place in places:
                profile, column = survey.profiles[place], survey.columns[place]
                if name in DATES:
                    order, guess = date_order(profile, survey.profiles)
                    reader.orders[place] = dates or order
                    reader.mixed += [place] if all(profile.votes) and dates is None else []
                    if (
                        guess
                        and dates is None
                        and any(c in cell for cell in profile.sample[:20] for c in "/-")
                        and profile.ambiguous
                    ):
                        reader.guessed[place] = order
                elif name in NUMBERS:
                    minutes = any(canonical(word) == "min" for word in words_of_name(column))
                    reader.styles[place] = style_of(profile.values, semicolons=semicolons, minutes=minutes)
                elif name in NAME_OF and (way := named_machine(profile.values)):
                    reader.machines[name] = way
                elif name == "kind" and is_flag_name(column) and profile.share("flag") > 0.95:
                    reader.flags[name] = "corrective" if set(words_of_name(column)) & CORRECTIVE else "preventive"
        flagged = (place for name in reader.flags for place in mapping.fields[name])
        reader.own = {mapping.columns[place]: place for place in (*mapping.kept, *flagged)}
        return reader

    def values(self, row: Line) -> dict[str, object]:
        """The row's values by field; what is not filled is left out.

        Raises:
            BadRow: a date is no date, a number no number, cells stand behind the last column, or the row adds up others.
        """
        if are_totals(row.cells):
            raise BadRow("adds up the rows above it")
        if any(filled(cell) for cell in row.cells[len(self.mapping.columns) :]):
            raise BadRow(f"has {len(row.cells)} cells where the header has {len(self.mapping.columns)}")
        found: dict[str, object] = {}
        for name, value in self.mapping.constants.items():
            found[name] = self._value(name, [(-1, value)])
        for name, places in self.mapping.fields.items():
            cells = [(place, _cell(row, place)) for place in places]
            cells = [(place, cell) for place, cell in cells if filled(cell)]
            if cells:
                found[name] = self._value(name, cells)
        for name, way in self.machines.items():
            tag, called = way.parted(str(found.get(name, "")))
            found |= {name: tag, NAME_OF[name]: found.get(NAME_OF[name]) or called} if called else {}
        if self.mapping.in_code and "code" in found:
            place = self.mapping.fields["code"][0]
            found["aliases"] = (f"{self.mapping.columns[place].upper()} {_cell(row, place)}",)
        return found

    def cells(self, row: Line) -> dict[str, str]:
        """Every filled cell of the row by its column."""
        found = {name: _cell(row, n) for n, name in enumerate(self.mapping.columns)}
        return {name: cell for name, cell in found.items() if filled(cell)}

    def rest(self, row: Line) -> dict[str, str]:
        """The columns that feed no field, where filled."""
        kept = {name: _cell(row, place) for name, place in self.own.items()}
        return {name: value for name, value in kept.items() if filled(value)}

    def figures(self, row: Line) -> dict[str, float]:
        """The numbers of the company's own columns of numbers, where they can be read."""
        found: dict[str, float] = {}
        for place, style in self.counted.items():
            with suppress(ValueError):
                found[self.mapping.columns[place]] = number_in(_cell(row, place), style)
        return found

    def _value(self, name: str, cells: list[tuple[int, str]]) -> object:
        place, cell = cells[0]
        if name in DATES:
            return self._dated(name, place, cell)
        if name in NUMBERS:
            return self._counted(name, place, cell)
        if name == "code" and self.mapping.in_code:
            return " ".join(f"{self.mapping.columns[n].upper()} {text}" for n, text in cells)
        if name in LISTS[self.kind]:
            return tuple(dict.fromkeys(item for _, text in cells for item in items_of(text, name)))
        if name in self.flags and is_flag(cell):
            yes, other = self.flags[name], "preventive" if self.flags[name] == "corrective" else "corrective"
            return yes if cell.strip().casefold() in TRUE else other
        sign = " " if name in LABELLED else "\n"
        return sign.join(dict.fromkeys(text for _, text in cells))

    def _dated(self, name: str, place: int, cell: str) -> datetime:
        try:
            return moment_in(cell, self.orders.get(place, "dmy"))
        except ValueError:
            raise BadRow(f"{name}: '{_short(cell)}' is no date") from None

    def _counted(self, name: str, place: int, cell: str) -> float | int:
        style = self.styles.get(place, NumberStyle())
        read: Callable[[str, NumberStyle], float | int] = number_in
        if name in {"hours", "lead_time_days"}:
            read = hours_in if name == "hours" else days_in
        try:
            return read(cell, style)
        except ValueError:
            raise BadRow(f"{name}: '{_short(cell)}' is no number") from None


def _cell(row: Line, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _short(cell: str) -> str:
    plain = " ".join(cell.split())
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 3] + "..."
