"""What the value of a filter asks for: one of several values, none of them, an empty field, a number with a sign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import BadInput
from domain.queries import Bound

OR = "|"
_NOT = re.compile(r"\s*(?:!=?|<>|(?:is\s+)?not\b|except\b)\s*", re.IGNORECASE)
_EMPTY = frozenset({"", "none", "null", "nobody", "empty", "unassigned", "unknown", "blank"})
_ANY = frozenset({"any", "*", "all", "known", "some"})
_NUMBER = r"-?\d+(?:\.\d+)?"
_BOUND = re.compile(rf"(>=|<=|=>|=<|>|<|==?)?\s*({_NUMBER})\s*[^\W\d]*")
_RANGE = re.compile(rf"({_NUMBER})\s*(?:\.\.+|-|–|to)\s*({_NUMBER})\s*[^\W\d]*")
_SIGNS = {"=>": ">=", "=<": "<=", "==": "=", "": "="}


@dataclass(frozen=True)
class Wish:
    """`values` of which one is enough, or of which none may be where it is `excluded`; "" is an empty field."""

    values: tuple[str, ...]
    excluded: bool = False

    @property
    def empty(self) -> bool:
        """Whether it is about a field that tells nothing."""
        return self.values == ("",)


def wish_of(written: str, known: Sequence[str] = ()) -> Wish:
    """Read "open", "not closed", "!closed", "a|b", "none", "any".

    Args:
        written: The value as a model wrote it.
        known: Values of the records; one that is written exactly so is meant literally ("unknown", "not started").
    """
    plain = written.strip()
    literal = {value.casefold() for value in known}
    if plain.casefold() in literal:
        return Wish((plain,))
    negated = _NOT.match(plain)
    if negated:
        plain = plain[negated.end() :].strip()
    values = tuple(dict.fromkeys(part.strip() for part in plain.split(OR) if part.strip())) or ("",)
    if len(values) == 1 and values[0].casefold() not in literal:
        if values[0].casefold() in _EMPTY:
            return Wish(("",), excluded=bool(negated))
        if values[0].casefold() in _ANY:
            return Wish(("",), excluded=not negated)
    return Wish(values, excluded=bool(negated))


def bounds_of(field: str, written: str) -> tuple[Bound, ...]:
    """Read ">5", "<= 3", "5", "5..8". Raises BadInput."""
    between = _RANGE.fullmatch(written.strip())
    if between:
        low, high = sorted(map(float, between.groups()))
        return Bound(of=field, sign=">=", value=low), Bound(of=field, sign="<=", value=high)
    match = _BOUND.fullmatch(written.strip())
    if match is None:
        raise BadInput(f"'{written}' is no bound of {field}; write '>5', '<5', '5' or '5..8'.")
    written_sign = match[1] or ""
    return (_bound(field, _SIGNS.get(written_sign, written_sign), float(match[2])),)


def _bound(field: str, sign: str, value: float) -> Bound:
    return Bound.model_validate({"of": field, "sign": sign, "value": value})
