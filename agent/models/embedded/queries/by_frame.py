"""Which query a frame asks for."""

from collections.abc import Callable

from agent.models.embedded.conversation import Conversation
from agent.models.embedded.meant import FIGURE
from agent.models.embedded.queries import orders, others
from agent.models.embedded.queries.orders import last, newest
from agent.models.embedded.slots import Args, conditions, has_noun

Call = tuple[str, Args]


def queries(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """The calls of every frame that asks of the records."""
    found, any_machine = conditions(talk), has_noun(talk, "asset") and not talk.header.values("asset", "which_asset")
    if talk.header.values("unknown_part"):
        return []  # what no record knows narrows nothing
    if (found.never or found.none) and any_machine:
        of_jobs = {name: str(value).removeprefix("not ") for name, value in others.of_jobs(talk).items()}
        return [("find_assets", {"no_jobs": of_jobs})]
    if any_machine and others.service_due(talk):
        return others.machines(talk)
    calls: list[Call] = []
    # Who did it is told by the same orders.
    left = meant - {"last", "list"} if "who" in meant else meant
    for frame, made in _FRAMES.items():
        if frame in left:
            # Where the stock is asked for too, the part that is said is the one in the store, not one that was used up.
            asked = newest if made is last and "stock" in meant else made
            calls += [call for call in asked(talk) if call not in calls]
    return calls + others.next_services(talk)


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
