"""The numbers that Word counts and does not store: which item of which list a paragraph is."""

from collections.abc import Iterator
from typing import Any, NamedTuple

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLETS = {"bullet", "none"}
_STYLES = ("ListBullet", "ListNumber")
"""Styles that are a list without naming one; "List Paragraph" only indents, and its numbers are typed."""


class Place(NamedTuple):
    """An item's step ("3", "3.b"), "" for a bullet; and how deep its list stands, 1 at the top."""

    step: str
    depth: int


class Numbering:
    """Counts the items of a document's lists, as Word does: a list goes on behind whatever stands between its items."""

    def __init__(self, document: Any) -> None:
        self._formats = dict(_formats(document))
        self._counts: dict[tuple[str, int], int] = {}

    def interrupt(self) -> None:
        """A heading or other text: lists that only a style's name shows begin anew."""
        self._counts = {key: count for key, count in self._counts.items() if key[0].isdecimal()}

    def next(self, paragraph: Any) -> Place | None:
        """The place of the next paragraph; None where it stands in no list."""
        style = paragraph.style.style_id if paragraph.style is not None else ""
        number, level = _list_of(paragraph)
        if number == "0" or (not number and not style.startswith(_STYLES)):
            self.interrupt()
            return None
        kind, start = self._formats.get((number, level), ("decimal" if "Number" in style else "bullet", 1))
        if kind in _BULLETS:
            return Place("", level + 1)
        key = (number or style, level)
        self._counts[key] = self._counts.get(key, start - 1) + 1
        for deeper in [k for k in self._counts if k[0] == key[0] and k[1] > level]:
            del self._counts[deeper]
        outer = self._counts.get((key[0], level - 1), 0) if level else 0
        count = self._counts[key]
        return Place(f"{outer}.{chr(96 + min(max(count, 1), 26))}" if outer else str(count), level + 1)


def _list_of(paragraph: Any) -> tuple[str, int]:
    """The number of the paragraph's list, by itself or by its style, and the level in it."""
    holders = [paragraph._p]
    style = paragraph.style
    while style is not None and len(holders) < 8:
        holders.append(style.element)
        style = style.base_style
    for holder in holders:
        properties = holder.pPr.numPr if holder.pPr is not None else None
        if properties is not None and properties.numId is not None:
            return str(properties.numId.val), properties.ilvl.val if properties.ilvl is not None else 0
    return "", 0


def _formats(document: Any) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
    """How (list, level) is numbered, "decimal", "lowerLetter", "bullet", ..., and from which number on."""
    try:
        root: Any = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return
    abstract = {one.get(f"{_W}abstractNumId"): one for one in root.findall(f"{_W}abstractNum")}
    for number in root.findall(f"{_W}num"):
        link = number.find(f"{_W}abstractNumId")
        base = abstract.get(link.get(f"{_W}val")) if link is not None else None
        overridden = {
            one.get(f"{_W}ilvl"): int(start.get(f"{_W}val"))
            for one in number.findall(f"{_W}lvlOverride")
            if (start := one.find(f"{_W}startOverride")) is not None
        }
        for level in base.findall(f"{_W}lvl") if base is not None else ():
            kind, start = level.find(f"{_W}numFmt"), level.find(f"{_W}start")
            at = level.get(f"{_W}ilvl")
            first = overridden.get(at, int(start.get(f"{_W}val")) if start is not None else 1)
            name = kind.get(f"{_W}val") if kind is not None else "decimal"
            yield (number.get(f"{_W}numId"), int(at)), (name, first)
