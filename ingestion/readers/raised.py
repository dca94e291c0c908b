"""Raised and lowered type as the Unicode characters for it: 10⁶, m², CO₂, 25 ¹⁾; printed on the line it would be another number."""

import re

_RAISED = dict(zip("0123456789+-−–=()n*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ*", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_TEN = re.compile(r"(?<![\d.,])10$")
_OF_TEN = re.compile(r"[+−–-]?\d{1,3}")
_OF_UNIT = re.compile(r"[23]|[−–-]\d")


def with_raised(before: str, text: str) -> str:
    """`before` with superscript behind it: as a power of ten or of a unit, else, behind a number or word, as the mark of a note, apart.

    Letters that have no superscript stay as they are ("1st"), figures among them follow a "^".
    """
    bare = text.strip()
    power = (_TEN.search(before) and _OF_TEN.fullmatch(bare)) or (before[-1:].isalpha() and _OF_UNIT.fullmatch(bare))
    note = not power and before[-1:].isalnum() and not any(character.isalpha() for character in bare)
    return f"{before}{' ' if note and bare else ''}{_set(text, _RAISED, '^')}"


def lowered(text: str) -> str:
    """The text as subscript; letters that have none stay as they are ("Umax"), and so does a hyphen that a font sets low ("7020-A")."""
    if not any(map(str.isalnum, text)):
        return text
    return _set(text, _LOWERED, "_")


def _set(text: str, forms: dict[str, str], mark: str) -> str:
    bare = text.strip()
    if all(character in forms for character in bare):
        return "".join(forms.get(character, character) for character in text)
    return f"{mark}{text}" if any(character.isdigit() for character in bare) else text
