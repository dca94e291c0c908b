"""Questions that set values of one field side by side: "preventive and corrective by year", "PM01 versus PM02"."""

import re
from typing import Any

from agent.embedded.cue_words import Reading, cue
from agent.embedded.learned import machines_in, values_in
from domain.queries import OrderValues

KINDS = ("preventive", "corrective")


def sides(reading: Reading, values: OrderValues, *, by: str) -> dict[str, Any]:
    """The field and the values that are compared, taken out of the question; nothing where none are.

    Args:
        reading: What is left of the question.
        values: What stands in the loaded work orders.
        by: The field that is grouped by, where one is.
    """
    compared = by or reading.has("beside") or reading.has("more")
    if not compared:
        return {}
    if all(reading.has(kind) for kind in KINDS):
        for kind in KINDS:
            reading.take_cue(kind)
        return {"field": "kind", "sides": list(KINDS)}
    first = values_in(tried := Reading(reading.rest), values)
    second = {known.field: known for known in values_in(tried, values)}
    for known in first:
        other = second.get(known.field)
        apart = not by and reading.has("more") and cue("either").search(reading.rest)
        if other and (apart or _joined(reading.rest, known.said, other.said)):
            reading.rest = tried.rest
            return {"field": known.field, "sides": [known.value, other.value]}
    return {}


def rivals(reading: Reading, values: OrderValues) -> str:
    """What "more ... or ..." sets against each other: `asset`, the field of two values, or nothing."""
    if not reading.has("more") or not cue("either").search(reading.rest):
        return ""
    if len(machines_in(Reading(reading.rest), values)) > 1:
        return "asset"
    return str(sides(Reading(reading.rest), values, by="").get("field", ""))


def _joined(rest: str, one: str, other: str) -> bool:
    """Whether nothing but a word for "and" or "versus" stands between the two values."""
    between = rf"\W+(?:(?:{cue('joined').pattern})\W+)?(?:(?:{cue('more').pattern})\W+)?"
    said = [r"[\W_]+".join(map(re.escape, value.split())) for value in (one, other)]
    return any(re.search(rf"{a}s?{between}{b}", rest, re.IGNORECASE) for a, b in (said, said[::-1]))
