"""Where a line sends its reader: "(OM-220 7.3)" to a section of another document, "(7.4)" to one of its own, a cell "see SB-31" to a document."""

import re
from collections.abc import Iterable
from functools import lru_cache

from agent.models.embedded.writing.matching import Words
from agent.models.embedded.writing.units import Unit
from domain.answers import Evidence
from language.sentences import sentences

_NUMBER = r"\d{1,2}(?:\.\d{1,2}){1,3}"
_OTHER = re.compile(rf"(?<![\w-])([A-Z][^\W_]*(?:-[^\W_]+)+),?\s+(?:§\s*)?({_NUMBER})(?![\w.,]*\d)")
_OWN = re.compile(rf"\((?:§\s*|[^\W\d_]+\.?\s+)?({_NUMBER})\)")
_CELL = re.compile(rf"(?:[^\W\d_]+\.?\s+){{1,3}}([^\W_]+(?:[-./][^\W_]+)*)(?:,?\s+(?:§\s*)?{_NUMBER})?\W*")
"""A cell that has a word or a few before a document's number, and nothing else: in the place of a value."""


@lru_cache(8_192)
def _named(text: str, own: str) -> tuple[tuple[str, str], ...]:
    """What stands before each reference of a text, and the section that it names."""
    others = [(text[: found.start()], f"{found[1]} {found[2]}") for found in _OTHER.finditer(text)]
    return (*others, *((text[: found.start()], f"{own} {found[1]}") for found in _OWN.finditer(text)))


def sent_to(known: Words, items: Iterable[tuple[str, Evidence]]) -> str:
    """The section to which the sentence sends that has most of the question before the reference; "" where none has any of it."""
    told = [
        (known.coverage(known.mask(before)), name)
        for text, item in items
        for part in sentences(text)
        for before, name in _named(part, item.fields.get("number") or item.document_id or "")
    ]
    most, name = max(told, key=lambda one: one[0], default=(0.0, ""))
    return name if most else ""


def cells_sent_to(unit: Unit, documents: Iterable[str]) -> list[tuple[str, str]]:
    """The cells of a row that have one of these documents' numbers in the place of a value: the column's name and the number."""
    known = {number.casefold(): number for number in documents if number}
    cells = [(name, _CELL.fullmatch(cell)) for name, cell in zip(unit.columns, unit.cells, strict=False)]
    return [(name, known[found[1].casefold()]) for name, found in cells if found and found[1].casefold() in known]


def is_named(item: Evidence, sections: Iterable[str]) -> bool:
    """Whether evidence stands in one of these sections, or below it."""
    said = (item.section or "").split(" ")[0].rstrip(".")
    own = item.fields.get("number") or item.document_id or ""
    return bool(said) and any(f"{own} {said}.".startswith(f"{one}.") for one in sections)
