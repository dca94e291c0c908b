"""Facts of alarm lists inside manuals: what a code means, what causes it, what to do."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from domain.documents import Section
from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, Source
from evals.generate.required import rare_words

FEWEST_CODES = 5
_CODED = re.compile(r"^(?P<code>[A-Z]{0,3}[-_]?\d{2,5})\W?\s+(?P<title>[^\W\d].{3,80})$")
_CODE_COLUMN = re.compile(r"^(?:alarm|fault|error|status|event|fehler|fejl|código|code|kode)[\w ]*$", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z]{0,3}[-_]?\d{1,5}$")
_PARTS = {
    "causes": re.compile(r"\b(?:causes?|reasons?|ursachen?|årsag\w*|causas?)\b", re.IGNORECASE),
    "actions": re.compile(
        r"\b(?:actions?|what to do|remed\w+|maßnahmen?|abhilfe|handling\w*|acción\w*|ações)\b", re.IGNORECASE
    ),
}


def alarm_facts(library: LibraryText) -> Iterator[Fact]:
    """Entries of every document that lists codes under headings, and of tables whose first column is a code."""
    entries = Counter(source.document.id for source in _firsts(library) if coded(source.section))
    for group in library.by_section():
        if entries[group[0].document.id] >= FEWEST_CODES:
            yield from _entry(group, library)
    for source in library.sources:
        yield from _index(source)


def _firsts(library: LibraryText) -> Iterator[Source]:
    for group in library.by_section():
        yield group[0]


def coded(section: Section) -> tuple[str, str] | None:
    """The code and the title of an entry's heading."""
    match = _CODED.match(f"{section.number} {section.title.removeprefix(section.number).strip()}".strip())
    return (match["code"], match["title"]) if match else None


def _entry(group: Sequence[Source], library: LibraryText) -> Iterator[Fact]:
    section, first = group[0].section, group[0]
    own = coded(section)
    if own:
        code, title = own
        yield Fact("alarm", "meaning", {"code": code}, ((title,),), first, pages_of(first, title), f"{code} {title}")
        return
    above = section.model_copy(update={"title": section.path[-2], "number": ""}) if len(section.path) > 1 else None
    entry = coded(above) if above else None
    part = next((name for name, pattern in _PARTS.items() if pattern.search(section.title)), "")
    text = " ".join(" ".join(source.passage.text for source in group).split())
    required = rare_words(text.split(" See: ", 1)[0], library, 2, entry[1], first.language) if entry else ()
    if entry and part and len(required) == 2:
        yield Fact("alarm", part, {"code": entry[0]}, required, first, pages_of(first, first.passage.text), text)


def _index(source: Source) -> Iterator[Fact]:
    if len(source.passage.table) < 2:
        return
    header, *rows = source.passage.table
    if len(header) < 2 or not _CODE_COLUMN.match(header[0]):
        return
    for row in rows:
        if len(row) == len(header) and _CODE.match(row[0]) and len(row[1].split()) > 1 and not row[1][0].isdigit():
            title = " ".join(row[1].split()).rstrip(" .")
            quote = f"{row[0]} {title}"
            yield Fact("alarm", "meaning", {"code": row[0]}, ((title,),), source, pages_of(source, title), quote)
