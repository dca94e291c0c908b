"""Whether two statements say different values of the same thing."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import pairwise

from domain.documents import Applicability, Document, SerialRange
from language.units import Quantity, convert, dimension, same
from stores.passages.applying.applicability import in_range, same_name
from tools.manuals.disagreeing.statements import Statement

ROUNDED = Decimal("0.03")
"""What a value may differ by when it was rounded in another unit ("25 Nm (18 ft-lb)")."""
SHARED = 0.66
"""Share of the words of the shorter statement that the longer one, or what stands around it, says too."""
LEAST_WORDS = 2


def disagree(one: Statement, other: Statement) -> bool:
    """Whether two lines of different documents, both in force and for the same machines, cannot both be right."""
    return (
        one.measure == other.measure
        and one.keys == other.keys
        and one.sides == other.sides
        and (one.types <= other.types or other.types <= one.types)
        and _independent(one.hit.document, other.hit.document)
        and _meet(one.hit.document.applies_to, other.hit.document.applies_to)
        and _meet(one.hit.passage.applies_to, other.hit.passage.applies_to)
        and _differ(one.quantity, other.quantity)
        and _same_subject(one, other)
    )


def _independent(one: Document, other: Document) -> bool:
    """Neither is an edition of the other."""
    linked = one.id in {other.id, other.superseded_by} or other.id == one.superseded_by
    return not linked and not (one.number and one.number == other.number)


def _meet(one: Applicability, other: Applicability) -> bool:
    """Whether there may be a machine that both are for."""
    return (
        _names_meet(one.models, other.models)
        and _names_meet(one.controllers, other.controllers)
        and (
            not one.serials or not other.serials or any(_ranges_meet(a, b) for a in one.serials for b in other.serials)
        )
    )


def _names_meet(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or any(same_name(a, b) for a in one for b in other)


def _ranges_meet(one: SerialRange, other: SerialRange) -> bool:
    ends = [(a, b) for a, b in ((one.first, other), (other.first, one), (one.last, other), (other.last, one)) if a]
    return not ends or any(in_range(end, within) for end, within in ends)


def _differ(one: Quantity, other: Quantity) -> bool:
    """Whether no value satisfies both; one rounded from another unit is the same."""
    if dimension(one.unit) != dimension(other.unit) or same(one, other):
        return False
    mine = _span(one, one.unit)
    theirs = _span(other, one.unit)
    slack = Decimal(0) if one.unit == other.unit else ROUNDED * max(abs(mine[1]), abs(theirs[1]))
    return mine[0] > theirs[1] + slack or theirs[0] > mine[1] + slack


def _span(quantity: Quantity, unit: str) -> tuple[Decimal, Decimal]:
    low, high = quantity.value, quantity.upper if quantity.upper is not None else quantity.value
    if quantity.tolerance:
        low, high = low - quantity.tolerance[0], high + quantity.tolerance[1]
    low, high = convert(low, quantity.unit, unit), convert(high, quantity.unit, unit)
    return min(low, high), max(low, high)


def _same_subject(one: Statement, other: Statement) -> bool:
    mine, theirs = set(one.words), set(other.words)
    if len(mine & theirs) < LEAST_WORDS:
        return False
    if one.labelled and other.labelled and mine != theirs:
        return False
    if _is_another(one, other) or _is_another(other, one):
        return False
    shorter, longer = (one, other) if len(mine) <= len(theirs) else (other, one)
    return _said_too(shorter.words, {*longer.words, *longer.around}) >= SHARED and not _contrast(one.words, other.words)


def _is_another(one: Statement, other: Statement) -> bool:
    """Whether the thing that a row names is but the first part of another's name there ("rotor speed", "rotor speed sensor")."""
    if not one.labelled:
        return False
    label = one.runs[0]
    pairs = {pair for run in other.runs for pair in pairwise(run)}
    return not set(label) <= set(other.words) or any(a == label[-1] and b not in label for a, b in pairs)


def _said_too(some: Collection[str], there: Collection[str]) -> float:
    return len([word for word in some if word in there]) / len(some)


def _contrast(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether another word stands in the same place: "front bearing" is not "rear bearing", "filter clean" not "filter new"."""
    return any(
        _neighbours(one, step, other).get(word, there) != there
        for step in (1, -1)
        for word, there in _neighbours(other, step, one).items()
    )


def _neighbours(words: Sequence[str], step: int, others: Collection[str]) -> dict[str, str]:
    """Of each word that both say, the one next to it that only this one says."""
    pairs = pairwise(words[::step])
    return {word: beside for word, beside in pairs if word in others and beside not in others}
