"""A value in another unit, by pint, which takes half a second to import and is asked for nothing else."""

from decimal import Context, Decimal
from functools import cache, lru_cache
from typing import Any

from language.measuring.unit_names import canonical, units

_DIGITS = Context(prec=15)


def convert(value: Decimal, unit: str, to: str) -> Decimal:
    """A value in another unit.

    Raises:
        ValueError: one of them is no unit, or they measure different things.
    """
    source, target = units().get(canonical(unit)), units().get(canonical(to))
    if source is None or target is None:
        raise ValueError(f"'{unit if source is None else to}' is no unit that is known here.")
    if source == target:
        return value
    try:
        if source.dimension == "temperature":
            return _rounded(_registry().Quantity(value, source.pint).to(target.pint).magnitude)
        return _rounded(value * _factor(source.pint, target.pint))
    except _registry_error() as error:
        raise ValueError(
            f"{source.name} ({source.dimension}) cannot be given in {target.name} ({target.dimension})."
        ) from error


def _rounded(value: Decimal) -> Decimal:
    return Decimal(f"{value.normalize(_DIGITS):f}")


@cache
def _registry() -> Any:
    import pint  # noqa: PLC0415

    library: Any = pint
    return library.UnitRegistry(non_int_type=Decimal)


def _registry_error() -> type[Exception]:
    from pint import PintError  # noqa: PLC0415

    return PintError


@lru_cache(1_024)
def _factor(source: str, target: str) -> Decimal:
    return Decimal(_registry().Quantity(Decimal(1), source).to(target).magnitude)
