"""What an import tells: before it begins, how columns are read; at its end, what became of the rows."""

from dataclasses import dataclass
from pathlib import Path

from domain.model import Noun
from ingestion.records.columns.mapping import Mapping
from ingestion.records.reading import Reader


class Rejected(Noun):
    """A row that was kept aside."""

    line: int
    reason: str


class ImportReport(Noun):
    """The end of an import (contract: `nacelle import --json`). `mapping`: field -> column."""

    kind: str
    file: str
    sheet: str | None = None
    header_line: int
    mapping: dict[str, str]
    kept: list[str]
    ignored: list[str]
    read: int
    added: int
    changed: int
    unchanged: int
    repeated: int
    numbered: int
    rejected: list[Rejected]
    rejected_file: str | None
    notes: list[str]
    dry_run: bool
    seconds: float


@dataclass(frozen=True)
class Shown:
    """How a file is about to be read."""

    kind: str
    path: Path
    form: str
    sheet: str
    header_line: int
    mapping: Mapping
    notes: list[str]

    def lines(self) -> list[str]:
        """The mapping, a line each."""
        where = f"sheet {self.sheet}, row" if self.sheet else "line"
        columns = self.mapping.columns
        out = [f"{self.path.name} ({self.form}), names in {where} {self.header_line}, as {self.kind}:"]
        out += [f"  {name:<14} <- {column}" for name, column in self.mapping.named().items()]
        out += [f"  {name:<14} =  {value} (every row)" for name, value in self.mapping.constants.items()]
        kept = ", ".join(columns[n] for n in self.mapping.kept)
        out += [f"  kept under their own names: {kept}"] if kept else []
        return out + [f"  {note}" for note in self.notes]


def notes(reader: Reader) -> list[str]:
    """What was assumed and can be overruled."""
    told = {*reader.mapping.fields, *reader.mapping.constants}
    found: list[str] = []
    for place, order in reader.guessed.items():
        way = "day/month/year" if order == "dmy" else "month/day/year"
        found.append(
            f"{reader.mapping.columns[place]}: no date tells day from month, read as {way}; say --dates dmy or mdy"
        )
    found += [
        f"{reader.mapping.columns[place]}: some dates have the day first and some the month; what cannot be read as most are is kept aside, "
        "what can be read both ways may be wrong; say --dates dmy or mdy"
        for place in reader.mixed
    ]
    for name in reader.machines:
        column = reader.mapping.columns[reader.mapping.fields[name][0]]
        found.append(f"{column}: holds the {name} and its name in one cell, both are kept")
    if reader.kind == "work-orders":
        if "number" not in told:
            found.append("no column of numbers: each row gets one made of its contents")
        if not told & {"status", "closed"}:
            found.append("neither state nor closing date: status is 'unknown', neither open nor closed")
    for name, yes in reader.flags.items():
        other = "preventive" if yes == "corrective" else "corrective"
        columns = " + ".join(reader.mapping.columns[n] for n in reader.mapping.fields[name])
        found.append(f"{columns}: yes is read as {yes}, no as {other}")
    return found


def in_words(report: ImportReport) -> str:
    """The report as one line, and what was rejected."""
    seen = f"{report.read} rows read: {report.added} added, {report.changed} changed, {report.unchanged} unchanged, {len(report.rejected)} rejected"
    if report.repeated:
        seen += f"; {report.repeated} repeat another row"
    if report.numbered:
        seen += f"; {report.numbered} without a number got one made of their contents"
    tried = " (dry run, nothing written)" if report.dry_run else ""
    return f"{report.kind}: {seen}; {report.seconds:.1f} s{tried}."
