"""Read a question that counts, adds up, groups or lists work orders into the arguments of `query_work_orders`."""

import re
from typing import Any

from agent.embedded.comparing import rivals, sides
from agent.embedded.cue_words import Reading, alternatives, cue
from agent.embedded.extremes import extreme, first_orders, take_extreme
from agent.embedded.grouping import first_of, grouped
from agent.embedded.learned import machines_in, values_in
from agent.embedded.narrowing import bounds, narrowing
from agent.embedded.shares import share_of
from agent.embedded.spans import Span, span_in
from agent.embedded.wanted_figures import searched, wanted_of_orders
from agent.embedded.worded import as_recorded, exchanged, is_exchange
from domain.queries import OrderValues
from stores.passages import glossary
from stores.passages.text import fold

LISTED, FOUND = 12, 5
_CAMEL = re.compile(r"(?<=[a-zäöüßæøåáéíóúñãõç])(?=[A-Z])")


def counting(
    question: str, values: OrderValues, asset: str = "", named: tuple[str, ...] = (), language: str = "en"
) -> dict[str, Any] | None:
    """The arguments, or nothing where the question is no such question.

    Args:
        question: As asked, identifiers and all.
        values: What stands in the loaded work orders.
        asset: The machine of the conversation, used where the question names none.
        named: Machines that were recognised in the question.
        language: Of the question.
    """
    if not values.orders:
        return None
    span = span_in(_CAMEL.sub(" ", question).replace("?", " ").replace("’", "'"))
    reading = Reading(span.rest)
    wanted = wanted_of_orders(reading, values, span, named=bool(named), asset=bool(asset))
    if not wanted:
        return None
    rival = rivals(reading, values) if wanted == "figure" else ""
    asked = reading.rest
    args: dict[str, Any] = {"assets": machines_in(reading, values) or list(named) or ([asset] if asset else [])}
    args |= _time(span) | _mentions(reading, language)
    if wanted == "search":
        args |= _search(reading, language) | {"list_orders": True, "top": FOUND}
        return {name: value for name, value in args.items() if value}
    # Before "cost" is taken for a measure, "cost centre 4711" is taken whole.
    unfinished = reading.take_cue("unfinished")
    by = ["asset"] if rival == "asset" else grouped(reading, values) if wanted in {"figure", "share"} else []
    compared = sides(reading, values, by=by[0] if by else "")
    # A value between a superlative and its noun ("most common corrective codes") does not part them.
    ranked = first_of(Reading(reading.rest), values)["by"] if wanted == "groups" else ""
    categories = values_in(reading, values)
    args |= bounds(reading) | _shape(reading, wanted, values, by) | _split(by, compared)
    if ranked and ranked != "asset":
        args["by"] = ranked
    args |= narrowing(reading, categories, values) | ({"status": "open"} if unfinished else {})
    about = _telling(reading, language)
    if args.get("by") == "part" or wanted == "parts":
        swapped = args.get("by") == "part" and any(is_exchange(word) and not _is_use(word) for word in about)
        args["about"] = [
            *as_recorded([w for w in about if not is_exchange(w)], language),
            *([exchanged()] if swapped else []),
        ]
    elif about:
        args["about"] = as_recorded(about, language)
    if wanted == "share":
        args |= {"share": True, "share_of": share_of(asked, args, values)}
    return {name: value for name, value in args.items() if value}


def _is_use(word: str) -> bool:
    """A part that is used need not have replaced another."""
    return cue("use").fullmatch(word) is not None


def _time(span: Span) -> dict[str, Any]:
    return {"period": span.period, "since": _iso(span.since), "until": _iso(span.until)}


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def _mentions(reading: Reading, language: str) -> dict[str, Any]:
    """The words behind "mention", up to the next thing understood."""
    match = reading.take(re.compile(rf"(?<!\w)(?:{alternatives('mention')})\s+(?P<words>[^;?]+)", re.IGNORECASE))
    if not match:
        return {}
    quoted = re.findall(r"[\"“'«„]([^\"”'»“]+)[\"”'»“]", match.group("words"))
    return {
        "mentions": [" ".join(q.split()) for q in quoted]
        or as_recorded(Reading(match.group("words")).words(), language)
    }


def _search(reading: Reading, language: str) -> dict[str, Any]:
    """The words that are searched for in the orders, and the values of the records before them."""
    match = searched(reading.rest)
    if not match:
        return {}
    return {"about": as_recorded(_telling(Reading(reading.rest[match.end() :]), language), language)}


def _telling(reading: Reading, language: str) -> list[str]:
    """The words left that are no function words of the question's language and do not stand for orders."""
    function = (
        glossary.function_words().get(language, frozenset()) if language != glossary.ENGLISH else frozenset[str]()
    )
    return [word for word in reading.words() if fold(word) not in function and not cue("orders").fullmatch(word)]


def _split(by: list[str], compared: dict[str, Any]) -> dict[str, Any]:
    """A second field that divides the groups, and the values that are set side by side."""
    if compared:
        only = not by or by[0] == compared["field"]
        where = {"by": compared["field"], "top": 50} if only else {"split": compared["field"]}
        return {**where, "sides": compared["sides"]}
    return {"split": by[1]} if len(by) > 1 else {}


def _shape(reading: Reading, wanted: str, values: OrderValues, by: list[str]) -> dict[str, Any]:
    """What is worked out, grouped by what, how many groups."""
    shape: dict[str, Any] = {}
    if wanted == "record":
        shape |= extreme(reading, values, anchored=True)
        take_extreme(reading)
    elif reading.has("cost") or reading.has("hours"):
        mean = reading.has("mean")
        if mean or reading.has("sum") or wanted in {"groups", "share"} or by:
            shape |= {"of": "hours" if reading.has("hours") else "cost", "measure": "mean" if mean else "sum"}
    reading.take(
        re.compile(rf"(?<!\w)(?:per|pro|je|pr\.?|por|each)\s+(?:{alternatives('orders')})(?!\w)", re.IGNORECASE)
    )
    if wanted == "groups":
        shape |= first_of(reading, values)
    elif by:
        shape |= {"by": by[0], "top": 50}
    if wanted == "list":
        shape |= {"list_orders": True, "top": LISTED}
    if wanted == "earliest":
        shape |= {"list_orders": True, "top": first_orders(reading), "oldest_first": True}
    if wanted in {"parts", "latest"}:
        shape |= {"list_orders": True, "top": 1} | ({"with_parts": True} if wanted == "parts" else {})
        reading.take_cue("latest")
        reading.take_cue("when")
    for name in (
        "often",
        "count",
        "tally",
        "mean",
        "sum",
        "hours",
        "cost",
        "most",
        "least",
        "list",
        "fails",
        "beside",
        "share",
        "more",
        "earliest",
        "deeds",
    ):
        reading.take_cue(name)
    return shape
