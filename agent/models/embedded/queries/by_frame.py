"""Which query a frame asks for."""

from collections.abc import Callable

from agent.models.embedded.conversation import Conversation
from agent.models.embedded.meant import FIGURE
from agent.models.embedded.queries import orders, others
from agent.models.embedded.queries.orders import last, newest
from agent.models.embedded.slots import Args, conditions, has_noun
from agent.models.embedded.topic import OVER_ORDERS
from language.words import words

Call = tuple[str, Args]


def queries(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """The calls of every frame that asks of the records."""
    if conditions(talk).never and has_noun(talk, "asset") and not talk.header.values("asset", "which_asset"):
        return [("find_assets", {"no_jobs": others.of_jobs(talk)})]
    calls: list[Call] = []
    # Who did it is told by the same orders.
    left = meant - {"last", "list"} if "who" in meant else meant
    for frame, made in _FRAMES.items():
        if frame in left:
            # Where the stock is asked for too, the part that is said is the one in the store, not one that was used up.
            asked = newest if made is last and "stock" in meant else made
            calls += [call for call in asked(talk) if call not in calls]
    return calls if "stock" in meant else [_with_places(talk, *call) for call in calls]


def _with_places(talk: Conversation, name: str, args: Args) -> Call:
    """A store or supplier that is named narrows no orders: the answer says that it could not be used."""
    sites = {word for one in talk.header.named if one.kind == "site" for word in words(one.said)}
    places = [
        one.said for one in talk.header.named if one.kind in {"stock", "supplier"} and not sites & {*words(one.said)}
    ]
    if name not in OVER_ORDERS or not places or talk.header.values("part", "unknown_part"):
        return name, args
    return name, args | {"unused": list(dict.fromkeys([*args.get("unused", ()), *places]))}


def _order(talk: Conversation) -> list[Call]:
    return [] if talk.header.values("work_order", "unknown_work_order") else orders.listed(talk)


_FRAMES: dict[str, Callable[[Conversation], list[Call]]] = {
    "count": orders.counted,
    "rank": orders.ranked,
    "total": orders.added_up,
    "list": orders.listed,
    "last": last,
    "who": orders.whose,
    "similar": others.similar,
    "order": _order,
    "brief": others.brief,
    "machines": others.machines,
    "revisions": others.revisions,
    "calculate": others.calculation,
    "alarm": others.alarms,
    FIGURE: orders.figured,
}
"""Frame -> its calls; frames that are answered by look-ups alone (`machine`, `stock`, `manual`) are elsewhere."""
