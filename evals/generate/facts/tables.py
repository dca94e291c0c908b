"""Facts of tables: one cell by its row and column, or one line of a two-column list."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, Source, heading, named_job, quiet
from evals.generate.required import required_of
from evals.generate.wording.sentences import lower_first
from stores.passages.wording.glossary import function_words

LONGEST_HEADER, LONGEST_LABEL, LONGEST_CELL, LONGEST_KEY = 60, 70, 300, 16
PAIR = 2
_QUANTITY = re.compile(
    r"\b(?:weight|strength|pressure|voltage|current|torque|length|width|height|diameter|thickness|temperature|speed|power|volume|capacity|resistance|"
    r"resistivity|conductivity|area|section|size|rating|load|time|interval|gap|clearance|quantity|amount|number|level|range|limit|value|max|min|"
    r"gewicht|druck|spannung|strom|moment|länge|breite|höhe|durchmesser|temperatur|drehzahl|leistung|menge|zeit)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:Table|Tabelle|Tabel|Tabla|Tabela)\s+[\w.-]+\s*", re.IGNORECASE)
_CONTINUES = re.compile(r"^[^\W\d_A-Z]+ \S+ \S+")
_SENTENCE = re.compile(r"^[\"'/\\$-]|[?:;]$|[^\W\d_]{5,}\.$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"[\d.,/ ]+")
_NAME = re.compile(r"[^\W_]{2,}[-./][^\W_]+|[A-Z]{1,3}\d+")
# Columns that point elsewhere, number the rows, or wait for a pen.
_NO_SUBJECT = re.compile(
    r"^(?:no\.?|nr\.?|pos\.?|item|step|see|section|ref\.?|page|remarks?|notes?|found|initials?|sign\w*|date|abschnitt|seite|unit)$",
    re.IGNORECASE,
)


def table_facts(library: LibraryText) -> Iterator[Fact]:
    """Facts of every table of the library that reads as one."""
    lists = [table for source in library.sources if len(table := source.passage.table) > 1 and len(table[0]) == PAIR]
    used = Counter(name for table in lists for name in {row[0].casefold() for row in table if row})
    recurring = frozenset(name for name, times in used.items() if times > 1)
    for source in library.sources:
        if len(source.passage.table) > 1:
            yield from _of_table(source, library, recurring)


def _of_table(source: Source, library: LibraryText, recurring: frozenset[str]) -> Iterator[Fact]:
    header, *rows = [tuple(" ".join(cell.split()) for cell in row) for row in source.passage.table]
    if is_header(header) and all(len(row) == len(header) for row in rows):
        label_column = label_column_of(header, rows)
        if label_column is not None:
            yield from _cells(source, library, header, rows, label_column)
        elif is_key(header, rows):
            rows = [(f"{quiet(header[0])} {row[0]}", *row[1:]) for row in rows]
            yield from _cells(source, library, header, rows, 0, keyed=True)
    elif len(header) == PAIR and all(len(row) == PAIR for row in rows):
        yield from _pairs(source, library, [header, *rows], recurring)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names columns: short names, all different, with no figures among them."""
    if len(cells) < PAIR or len({cell.casefold() for cell in cells}) < len(cells):
        return False
    if any(cell.split()[0].casefold() in function_words()["en"] or _CONTINUES.match(cell) for cell in cells if cell):
        return False
    return all(
        cell
        and len(cell) <= LONGEST_HEADER
        and not _SENTENCE.search(cell)
        and _WORD.search(cell)
        and not cell[0].isdigit()
        for cell in cells
    ) and sum(any(c.isdigit() for c in cell) for cell in cells) < len(cells)


def label_column_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> int | None:
    """The first column whose cells name things, each another one."""
    for column in range(len(header) - 1):
        cells = [row[column] for row in rows]
        named = [cell for cell in cells if _names(cell) and len(cell) <= LONGEST_LABEL]
        if len(named) == len(cells) and len(set(cells)) == len(cells) and not _NO_SUBJECT.match(header[column]):
            return column
    return None


def _names(cell: str) -> bool:
    return bool(_WORD.search(cell) or (_NAME.search(cell) and not _FIGURE.fullmatch(cell)))


def is_key(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column tells the rows apart by figures, as sizes and ratings do: "gage number 7"."""
    cells = [row[0] for row in rows]
    short = all(0 < len(cell) <= LONGEST_KEY and cell[0].isdigit() for cell in cells)
    return short and len(set(cells)) == len(cells) and not _NO_SUBJECT.match(header[0])


def _cells(
    source: Source,
    library: LibraryText,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    label_column: int,
    *,
    keyed: bool = False,
) -> Iterator[Fact]:
    for row in rows:
        for column in range(label_column + 1, len(header)):
            cell, name = row[column], header[column]
            if len(cell) < 1 or len(cell) > LONGEST_CELL or cell in "-–—" or _NO_SUBJECT.match(name):
                continue
            required = required_of(cell, library, source.language, f"{name} {row[label_column]}")
            if required:
                slots = {
                    "column": column_name(name, source.language),
                    "row": label(row[label_column], source.language),
                }
                if not keyed and names_quantity(slots["row"]) and not names_quantity(slots["column"]):
                    slots = {"column": slots["row"], "row": slots["column"]}
                quote = next((line for line in source.passage.text.splitlines() if cell in line), cell)
                yield Fact("table", "cell", slots, required, source, pages_of(source, quote), quote, _caption(source))


def _pairs(
    source: Source, library: LibraryText, rows: Sequence[Sequence[str]], recurring: frozenset[str]
) -> Iterator[Fact]:
    """A list without a header: properties of a job (tools, times: names that recur or measure), or entries with their meaning."""
    job = named_job(source.section, library)
    named = [
        row
        for row in rows
        if _WORD.search(row[0]) and not re.search(r"[\d:?]", row[0]) and len(row[0]) <= LONGEST_HEADER
    ]
    if len(named) < len(rows) or not job or any(name[:1].islower() for name, _ in rows):
        return
    for name, cell in rows:
        required = required_of(cell, library, source.language, f"{name} {job}")
        if required and cell[-1:] not in ":?" and len(cell) <= LONGEST_CELL:
            slots = {"column": column_name(name, source.language), "row": job}
            asks = "pair" if name.casefold() in recurring or names_quantity(name) else "entry"
            yield Fact("table", asks, slots, required, source, pages_of(source, cell), f"{name} {cell}")


def column_name(name: str, language: str) -> str:
    """A column's name within a sentence, its unit behind it in brackets."""
    named, _, unit = quiet(name).rpartition(", ")
    return lower_first(f"{named} ({unit})" if named and len(unit) <= len("µg/m³") + 2 else quiet(name), language)


def names_quantity(text: str) -> bool:
    """Whether a row or a column is named after something measured: "weight", "tensile strength (lb/in2)"."""
    return bool(_QUANTITY.search(text)) or bool(
        re.search(r"\((?:[a-z%°µΩ]{1,4}[²³23]?)(?:/[a-z]{1,3}[²³23]?)?\)", text, re.IGNORECASE)
    )


def label(cell: str, language: str) -> str:
    """A row's name within a sentence: "pump on / off", not "Pump on / off"."""
    return lower_first(quiet(cell.strip(" .:")), language)


def _caption(source: Source) -> str:
    return _NUMBERED.sub("", source.passage.caption).strip(" .:") or heading(source.section)
