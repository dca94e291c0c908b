"""What is counted ends somewhere: a step behind a job's last one, and a row that a table of sizes has not. Proved by structure, in any language."""

import re
from collections import defaultdict
from collections.abc import Iterator

from evals.generate.facts.procedures import FEWEST_STEPS, steps_of
from evals.generate.facts.tables import column_name, is_header, is_key, label, label_column_of
from evals.generate.lacks.lack import Lack
from evals.generate.library import LibraryText, named_job, quiet
from stores.passages.wording.text import fold

BEYOND = 3
"""So far behind the last step: a list that was read one line short does not answer it."""
FEWEST_ROWS, MOST = 3, 4
_NUMBERED = re.compile(r"^\s*\(?(\d{1,2})[.)]\s", re.MULTILINE)


def numbered(library: LibraryText) -> Iterator[Lack]:
    """Steps and rows that are not there."""
    yield from _steps(library)
    yield from _rows(library)


def _steps(library: LibraryText) -> Iterator[Lack]:
    """The step with a number that nothing on its section's pages has, of jobs whose name is their own."""
    highest: dict[tuple[str, int | None], int] = defaultdict(int)
    for source in library.sources:
        for number in _NUMBERED.findall(source.passage.text):
            place = source.place
            highest[place] = max(highest[place], int(number))
    for group in library.by_section():
        steps, job = steps_of(group), named_job(group[0].section, library)
        if len(steps) < FEWEST_STEPS or not job or library.titles[fold(group[0].section.title)] > 1:
            continue
        document, pages = group[0].document.id, {source.passage.page for source in group}
        around = [count for (of, page), count in highest.items() if of == document and page in _beside(pages)]
        number = max(len(steps), *around, *(highest[source.place] for source in group)) + BEYOND
        proof = f"'{job}' has {len(steps)} steps, and the passages beside it number nothing {number}"
        yield Lack("nth", {"n": str(number), "job": job}, proof, twin=f"steps of {job}", language=group[0].language)


def _beside(pages: set[int | None]) -> set[int]:
    return {page + more for page in pages if page is not None for more in (0, 1)}


def _rows(library: LibraryText) -> Iterator[Lack]:
    """Whole figures that no row of any table with that first column has."""
    keys: dict[str, dict[int, tuple[str, str, str]]] = defaultdict(dict)
    unclear: set[str] = set()
    for source in library.sources:
        if len(source.passage.table) < 2:
            continue
        header, *rows = [tuple(" ".join(cell.split()) for cell in row) for row in source.passage.table]
        if not is_header(header) or label_column_of(header, rows) is not None or not is_key(header, rows):
            continue
        for row in rows:
            if row[0].isdigit():
                keys[quiet(header[0])][int(row[0])] = (quiet(header[0]), header[1], source.language)
            else:
                unclear.add(quiet(header[0]))
    for named, rows in keys.items():
        if named in unclear or len(rows) < FEWEST_ROWS:
            continue
        unknown = [number for number in range(min(rows), max(rows) + 2 * MOST) if number not in rows][:MOST]
        for number in unknown:
            first, column, language = next(iter(rows.values()))
            slots = {"column": column_name(column, language), "row": label(f"{first} {number}", language)}
            proof = f"of {len(rows)} rows that passages tell apart by '{named}' none is {number}"
            yield Lack("cell", slots, proof, twin=named, language=language)
