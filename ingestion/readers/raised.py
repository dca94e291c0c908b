"""Raised and lowered type as the Unicode characters for it: 10⁶, m², CO₂, 25¹⁾; printed on the line it would be another number."""

_RAISED = dict(zip("0123456789+-−–=()n*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ*", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def raised(text: str) -> str:
    """The text as superscript; letters that have none stay as they are ("1st"), figures among them follow a "^"."""
    return _set(text, _RAISED, "^")


def lowered(text: str) -> str:
    """The text as subscript; letters that have none stay as they are ("Umax")."""
    return _set(text, _LOWERED, "_")


def _set(text: str, forms: dict[str, str], mark: str) -> str:
    bare = text.strip()
    if all(character in forms for character in bare):
        return "".join(forms.get(character, character) for character in text)
    return f"{mark}{text}" if any(character.isdigit() for character in bare) else text
