"""What a question wants of the work orders as a whole: a figure, groups, a list, single orders, orders that say something."""

import re

from agent.embedded.comparing import rivals
from agent.embedded.cue_words import Reading, alternatives
from agent.embedded.extremes import extreme, first_orders
from agent.embedded.grouping import field_asked, field_asked_anywhere, grouped, nearest_is_beside
from agent.embedded.learned import PERSON, machines_in, values_in
from agent.embedded.spans import Span
from domain.queries import OrderValues

_BEFORE_SEARCH = 6
"""Words that stand at most before the orders that are searched ("do we have any work orders about ...")."""


def wanted_of_orders(reading: Reading, values: OrderValues, span: Span, *, named: bool, asset: bool) -> str:
    """`figure`, `share`, `groups`, `list`, `record`, `search`, `parts`, `latest`, `earliest`, or nothing.

    Manuals have numbers too: a count is one of work orders where it says so, or names a machine or a time with a kind of
    work or of failure.
    """
    rest, orders = reading.rest, reading.has("orders")
    anchored = named or span.named or bool(machines_in(Reading(rest), values))
    if single := _single_orders(reading, values, anchored=anchored, machine=named or asset or anchored):
        return single
    if _part_asked(reading):
        return "groups"
    if not reading.has("count") and searched(rest):
        return "search"
    particular = any(reading.has(name) for name in ("corrective", "preventive", "mention", "unfinished"))
    categories = anchored and (particular or _names_work(rest, values, dated=span.named))
    priced = reading.has("cost") or reading.has("hours")
    if reading.has("share") and (orders or categories or (priced and anchored)):
        return "share"
    if (orders or span.named) and rivals(reading, values):
        return "figure"
    money = priced and any(reading.has(name) for name in ("sum", "mean", "most"))
    by = grouped(Reading(rest), values)
    # "Which machine cost the most?", "cost by machine": only records of work can tell, whichever machine it is.
    ranked = priced and (
        (reading.has("which") and reading.has("most") and field_asked_anywhere(rest, values)) or bool(by)
    )
    counted = orders or (money and anchored) or ranked
    if _superlative(reading, values, counted=counted):
        return "groups"
    if counted and (money or ranked):
        return "figure"
    machine = named or bool(machines_in(Reading(rest), values))
    told = orders or particular or categories or (machine and span.named)
    if (reading.has("count") and told) or (reading.has("tally") and orders):
        return "figure"
    if (
        _how_often(reading, anchored=anchored or asset or reading.has("past"))
        or (orders and by)
        or _compared(reading, values, by)
    ):
        return "figure"
    filtered = span.named or particular or _names_work(rest, values, dated=True)
    return (
        "list" if _deeds_of_a_person(reading, values) or (_listed(rest) and filtered and (orders or anchored)) else ""
    )


def _listed(rest: str) -> bool:
    return re.match(rf"\W*(?:\w+ ){{0,2}}(?:{alternatives('list')})(?!\w)", rest, re.IGNORECASE) is not None


def _deeds_of_a_person(reading: Reading, values: OrderValues) -> bool:
    """Whether the jobs of a person are asked for: "what did M. Holm do in May?"."""
    return reading.has("deeds") and any(known.field == PERSON for known in values_in(Reading(reading.rest), values))


def _single_orders(reading: Reading, values: OrderValues, *, anchored: bool, machine: bool) -> str:
    """`parts`, `latest`, `earliest` or `record`: one order, or few, by a place among all of them."""
    if machine and reading.has("parts") and reading.has("latest") and _exchanged(reading):
        return "parts"
    if reading.has("when") and reading.has("past") and reading.has("latest") and not reading.has("besides"):
        return "latest"
    if first_orders(reading):
        return "earliest"
    return "record" if extreme(reading, values, anchored=anchored) else ""


def searched(rest: str) -> re.Match[str] | None:
    """Orders about something ("jobs about rust", "anything on record about broken teeth"): the match ends before the words."""
    opening = rf"\W*(?:[^\W_]+\W+){{0,{_BEFORE_SEARCH}}}?"
    orders = rf"(?:{alternatives('orders')})(?!\w)(?:\W+[^\W_]+)?"
    record = rf"(?:{alternatives('something')})\W+(?:[^\W_]+\W+){{0,3}}?(?:{alternatives('on_record')})"
    behind = rf"\W+(?:(?:{alternatives('concerning')}|{alternatives('mention')})\W+)"
    match = re.match(
        rf"{opening}(?:{orders}{behind}|{record}(?:{behind}|\W+(?:on|of|with|for|zu|til|med)\W+))", rest, re.IGNORECASE
    )
    return match if match and Reading(rest[match.end() :]).words() else None


def _exchanged(reading: Reading) -> bool:
    return reading.has("exchanged")


def _part_asked(reading: Reading) -> bool:
    """The part that fails or was exchanged most ("which part was replaced most")."""
    asked = reading.has("which") and reading.has("nouns.part") and not (reading.has("likely") or reading.has("ought"))
    return asked and reading.has("most") and (reading.has("exchanged") or reading.has("fails"))


def _compared(reading: Reading, values: OrderValues, by: list[str]) -> bool:
    """Both kinds of work by something, or values of a field grouped by a time or a second field."""
    both = reading.has("corrective") and reading.has("preventive") and (bool(by) or reading.has("beside"))
    rest = reading.rest
    return both or (bool(by) and (len(by) > 1 or reading.has("beside")) and bool(values_in(Reading(rest), values)))


def _names_work(rest: str, values: OrderValues, *, dated: bool) -> bool:
    """A kind of work or of failure; with a time also a component. A state alone asks for a list."""
    enough = {"kind", "failure_mode", "alarm_code", *(("component", *values.own) if dated else ())}
    return any(known.field in enough for known in values_in(Reading(rest), values))


def _how_often(reading: Reading, *, anchored: bool) -> bool:
    """How often something happened to a machine, and nothing else."""
    return anchored and reading.has("often") and not reading.has("besides")


def _superlative(reading: Reading, values: OrderValues, *, counted: bool) -> bool:
    """Whether the most or the least of something countable is asked for."""
    rest = reading.rest
    if reading.has("likely") or (reading.has("ought") and not reading.has("orders")):
        return False
    frequent = reading.has("frequent")
    asked = reading.has("which") or field_asked(rest, values) or re.search(r"\btop\s+\w+", rest, re.IGNORECASE)
    if frequent:
        return bool(asked and (counted or nearest_is_beside(rest, values)))
    failed = reading.has("failures") or (nearest_is_beside(rest, values) and _names_work(rest, values, dated=False))
    return bool(asked and (reading.has("most") or reading.has("least")) and (counted or failed))
