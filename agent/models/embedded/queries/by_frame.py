"""Which query a frame asks for."""

from collections.abc import Callable

from agent.models.embedded.meant import FIGURE
from agent.models.embedded.queries import orders, others
from agent.models.embedded.queries.orders import last, newest
from agent.models.embedded.slots import Call, conditions, has_noun
from agent.models.embedded.talk.conversation import Conversation
from agent.question import nouns
from language.words import words

ASKED = 3
"""Words at the beginning of a question that say what it asks for."""
_OF_JOBS = frozenset({"kind", "failure_mode", "component", "alarm"})


def queries(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """The calls of every frame that asks of the records."""
    found, any_machine = conditions(talk), has_noun(talk, "asset") and not talk.header.values("asset", "which_asset")
    if talk.header.values("unknown_part"):
        return []  # what no record knows narrows nothing
    if any_machine and (found.never or found.none or _had_none(talk)):
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


def had_alarm(talk: Conversation) -> list[Call]:
    """Which machines had an alarm that is named ("which turbines had alarm 214"): that is told by their jobs, not by what the alarm means."""
    past = has_noun(talk, "past") and talk.header.values("alarm") and not talk.header.values("asset", "which_asset")
    counted = has_noun(talk, "frequent") or has_noun(talk, "least") or has_noun(talk, "number")
    if not past or counted or conditions(talk).excluded or not _begins_with_machines(talk):
        return []
    return [("find_assets", {"jobs": others.of_jobs(talk)})]


def _had_none(talk: Conversation) -> bool:
    """Whether it asks which machines did not have a kind of job: it begins with them, and "not" stands before the kind."""
    return _begins_with_machines(talk) and any(kind in _OF_JOBS for kind, _ in conditions(talk).excluded)


def _begins_with_machines(talk: Conversation) -> bool:
    told, language = words(talk.asked)[:ASKED], talk.header.language
    begins = bool(told) and told[0] in nouns.single_words("interrogative", language)
    return begins and any("asset" in nouns.named_by((word,), language) for word in told)


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
    "documents": others.documents,
    "revisions": others.revisions,
    "calculate": others.calculation,
    "alarm": others.alarms,
    FIGURE: orders.figured,
}
"""Frame -> its calls; frames that are answered by look-ups alone (`machine`, `stock`, `manual`) are elsewhere."""
