"""Printed numbers of headings ("7.3", "A.1", "Chapter 4")."""

import re

_NUMBER = re.compile(
    r"^(?:(?:chapter|kapitel|capítulo|chapitre|section|part|teil|del|parte|appendix|annex|anhang|bilag|anexo|annexe)\s+)?"
    r"(?P<number>(?:\d{1,3}|[A-Z])(?:[.\-]\d{1,3}){0,4}|[IVX]{1,5})(?P<mark>[.:)–—]?)\s+(?P<title>\S.*)$",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"^(?:chapter|kapitel|capítulo|chapitre|appendix|annex|anhang|bilag|anexo|annexe)\s+(?P<number>\d{1,3}|[A-Z]|[IVX]+)\.?$",
    re.IGNORECASE,
)
_CODED = re.compile(r"\d{3,6}\s+[A-ZÀ-Þ]")


def split_number(text: str) -> tuple[str, str]:
    """("7.3", "Replacing the pads") of "7.3 Replacing the pads"; the number is "" where none is printed."""
    match = _NUMBER.match(text)
    if not match:
        alone = _CHAPTER.match(text)
        return (alone["number"], text) if alone else ("", text)
    number, title = match["number"], match["title"]
    named = not text.startswith(number)
    lettered = number.isalpha() and not named
    if lettered and (not match["mark"] or number.islower() or len(title) < 3):
        return "", text
    if number.islower() or (number[0].isalpha() and not number[0].isupper()):
        return "", text
    opens = title[0].isupper() or title[0] in '"“(„«' or ("." in number and _CODED.match(title) is not None)
    if not any(c.isalpha() for c in title) or not (named or opens):
        return "", text
    return number, text if named else title


def is_chapter(text: str) -> bool:
    """Whether a line is "Chapter 4" and nothing more."""
    return _CHAPTER.match(text) is not None


def depth_of(number: str) -> int:
    """1 for "7", 2 for "7.3"."""
    return number.rstrip(".0").count(".") + number.count("-") + 1 if number else 0


def is_below(number: str, above: str) -> bool:
    """Whether "7.3" is a section of "7"."""
    outer = above.rstrip(".")
    return bool(outer) and number.startswith((f"{outer}.", f"{outer}-")) and number.rstrip(".") != outer
