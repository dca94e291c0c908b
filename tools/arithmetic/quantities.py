"""Numbers with units, and what may be done with two of them."""

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.errors import BadInput
from language.units import convert, same

LARGEST = 30
"""Powers of ten that a value may reach; more is no figure of a technician's."""


@dataclass(frozen=True)
class Value:
    """A number, its unit ("" for none), and whether it is a percentage as written."""

    number: Decimal
    unit: str = ""
    percent: bool = False


def is_bounded(number: Decimal) -> bool:
    """Whether it is neither too large nor too small to be meant."""
    return number.is_finite() and (not number or abs(number.adjusted()) <= LARGEST)


def plus(one: Value, other: Value) -> Value:
    """The sum, in the unit of the first. Raises BadInput."""
    if other.percent and not one.percent:
        raise BadInput("Say what the percentage is of: 340 * 1.2, or 340 * 20 %.")
    return replace(one, number=one.number + in_unit_of(one, other).number)


def times(one: Value, other: Value) -> Value:
    """The product; only one of them may have a unit. Raises BadInput."""
    if one.unit and other.unit:
        raise BadInput(f"'{one.unit}' times '{other.unit}' is not supported; leave the units out.")
    return Value(one.number * other.number, one.unit or other.unit)


def over(one: Value, other: Value) -> Value:
    """The quotient; of two quantities of one kind it has no unit. Raises BadInput."""
    if not other.unit:
        return Value(one.number / other.number, one.unit)
    if not one.unit:
        raise BadInput(f"A number divided by '{other.unit}' is not supported; leave the units out.")
    return Value(one.number / in_unit_of(one, other).number)


def power(one: Value, other: Value) -> Value:
    """Of plain numbers. Raises BadInput."""
    if one.unit or other.unit:
        raise BadInput("A quantity with a unit cannot be raised to a power here; leave the unit out.")
    return Value(one.number**other.number)


def in_unit_of(value: Value, other: Value) -> Value:
    """The other quantity in the unit of the first. Raises BadInput."""
    if value.unit == other.unit or (value.unit and other.unit and same(f"1 {value.unit}", f"1 {other.unit}")):
        return other
    try:
        if not (value.unit and other.unit):
            raise ValueError
        return Value(convert(other.number, other.unit, value.unit), value.unit)
    except (ValueError, ArithmeticError):
        first, second = (f"'{one.unit}'" if one.unit else "a number without unit" for one in (value, other))
        raise BadInput(f"{first} and {second} cannot be added, compared or divided.") from None
