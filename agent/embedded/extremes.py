"""Questions for the single dearest, cheapest, longest or shortest work order."""

import re
from typing import Any

from agent.embedded.cue_words import Reading, alternatives, cue, number_words
from agent.embedded.grouping import field_at_start
from agent.embedded.learned import values_in
from domain.queries import OrderValues

EXTREMES = {"dearest": ("highest", "cost"), "cheapest": ("lowest", "cost"), "longest": ("highest", "hours"), "shortest": ("lowest", "hours")}  # fmt: skip
SEVERAL = 5
"""Orders listed where several are asked for without a number ("the most expensive jobs")."""
_BEHIND, _BEFORE = 3, 4
"""Words behind an adjective and before a verb ("which order has cost us the most") within which the noun of an order stands."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def first_orders(reading: Reading) -> int:
    """How many of the first or oldest orders are asked for ("when was the first work order for ...?"); none where they are not."""
    told = [alternatives(name) for name in ("earliest", "order", "orders")]
    noun = re.compile(rf"(?<!\w)(?:{told[0]})\s+(?:[^\W\d_]+\s+)?(?P<noun>{told[1]}|{told[2]})(?!\w)", re.IGNORECASE)
    match = noun.search(reading.rest)
    if not match or reading.has("besides") or not any(reading.has(name) for name in ("when", "which", "list")):
        return 0
    return _how_many(reading.rest, match, match["noun"])


def extreme(reading: Reading, values: OrderValues, *, anchored: bool) -> dict[str, Any]:
    """The measure, of what, and how many orders; nothing where no order is asked for by such a word. Nothing is taken.

    Args:
        reading: The question without its span of time.
        values: What stands in the loaded work orders.
        anchored: A machine or a time is named, so that no noun for orders is needed beside a kind of failure.
    """
    for name, (measure, of) in EXTREMES.items():
        match = cue(name).search(reading.rest)
        if match and (noun := _order_beside(reading.rest, match, values, anchored=anchored)):
            return {"measure": measure, "of": of, "list_orders": True, "top": _how_many(reading.rest, match, noun)}
    return {}


def _order_beside(rest: str, match: re.Match[str], values: OrderValues, *, anchored: bool) -> str:
    """The noun of an order beside the superlative, or of what failed; none where it is said of something else."""
    behind = [word.group() for word in _WORD.finditer(rest[match.end() :].split(";")[0])][:_BEHIND]
    before = _WORD.findall(rest[: match.start()])[-_BEFORE:]
    verb = cue("booked").fullmatch(match.group()) is not None
    for place, word in enumerate([] if verb else behind):
        if _is_order(word) or (place == 0 and anchored and values_in(Reading(word), values)):
            return word
        if field_at_start(" ".join(behind[place:]), values):
            return ""
    return next((word for word in reversed(before) if _is_order(word)), "")


def _is_order(word: str) -> bool:
    return any(cue(name).fullmatch(word) for name in ("orders", "order"))


def _how_many(rest: str, match: re.Match[str], noun: str) -> int:
    """The number ("three most expensive jobs", "top 5") before the superlative; one where one is asked for."""
    before = rest[: match.start()].split(";")[-1].casefold()
    words = re.findall(r"[^\W_]+", before)[-2:]
    told = [int(word) if word.isdecimal() else number_words().get(word, 0) for word in words if word != "to"]
    if any(0 < count <= 50 for count in told):
        return max(told)
    return 1 if cue("order").fullmatch(noun) else SEVERAL


def take_extreme(reading: Reading) -> None:
    """The words of the superlative and the number before it out of the question."""
    for name in EXTREMES:
        reading.take_cue(name)
    numbers = "|".join(number_words())
    reading.take(re.compile(rf"(?<![\w-])(?:{numbers}|\d{{1,2}})(?=\W+;)", re.IGNORECASE))
