"""Which tools to call next: look-ups of what is named, queries over the records, the manuals; then what their evidence names."""

from collections.abc import Mapping
from typing import Any

from agent.models.embedded.asking_back import MOST, ask, question_back, too_vague, what_about
from agent.models.embedded.hops import hops
from agent.models.embedded.lookups import named_lookups, one_of_the_list, parts_wanted, stock_lookups
from agent.models.embedded.meant import frames_meant, weigh
from agent.models.embedded.queries.by_frame import had_alarm, queries
from agent.models.embedded.queries.covering import with_unused
from agent.models.embedded.requests.asked import Tell, requested, several
from agent.models.embedded.requests.wording import bought
from agent.models.embedded.slots import Args, Call
from agent.models.embedded.talk.again import in_another_unit, is_about_the_answer, section_again
from agent.models.embedded.talk.conversation import OVER_ORDERS, Conversation
from agent.models.embedded.telling import CLEAR
from agent.models.embedded.topic import is_of_records, searched, topic
from agent.question.leaning import Leaning

DOUBT = 0.15
"""Probability from which the manuals are searched too."""
_NO_MANUALS = frozenset({"smalltalk", "out_of_scope", "calculate", "order", "alarm"})
_OF_ONE_ORDER = frozenset({"who", "last", "list", "order"})
_OF_ONE = frozenset({"last", "who", "similar"})
_NO_SERVICE = frozenset({"smalltalk", "out_of_scope", "calculate"})
MOST_CALLS, OTHERS = 8, 2


def next_calls(talk: Conversation, frames: Mapping[str, float], tell: Tell | None = None) -> list[Call]:
    """The calls of the next round; none when the plan has come to its end. What was called in this turn is not called again.

    Args:
        talk: The question in its thread.
        frames: The probabilities of what it asks for (`agent.models.embedded.frames`).
        tell: Gives them for a part of the question, where it may ask for several things.
    """
    if tell and (parts := several(talk, tell)):
        return _not_made([call for part, told in parts for call in _of_part(part, told)], talk)
    if converted := in_another_unit(talk):
        return _not_made(converted, talk)
    if chosen := one_of_the_list(talk):
        return _not_made(chosen, talk)
    if called := bought(talk):
        return _to_buy(talk, called)
    asked_for = requested(talk, frames)
    if asked_for is None and is_about_the_answer(talk, frames):
        return []
    frames = weigh(talk, frames)
    meant = frames_meant(talk, frames)
    if asked_for is None and too_vague(talk, meant):
        return [what_about(talk)]
    calls = asked_for if asked_for is not None else _first(talk, frames, meant)
    fresh = _not_made(calls, talk)
    if fresh or asked_for is not None:
        return fresh
    fresh = _not_made(with_unused(talk, hops(talk, meant), meant), talk)
    if fresh or talk.replied:
        return fresh
    back = question_back(talk, meant)
    return [back] if back else []


def _to_buy(talk: Conversation, called: list[str]) -> list[Call]:
    """The parts that are called so and fit the machine; of a few that are not told by number the person says which."""
    fits: Args = {"limit": 2 * MOST} | ({"fits": talk.header.tag} if talk.header.tag else {})
    fresh = _not_made([("find_parts", {"query": one, **fits}) for one in called], talk)
    found = [item.text.split("\n")[0] for item in talk.evidence.values() if item.kind == "part" and item.source_id]
    several = 1 < len(found) <= MOST and not (talk.replied or talk.header.values("part", "unknown_part"))
    return fresh or ([ask("which_one", talk.header.language, found)] if several else [])


def _of_part(talk: Conversation, frames: Mapping[str, float]) -> list[Call]:
    """A change that is asked for, else what answers the part."""
    asked_for = requested(talk, frames)
    frames = weigh(talk, frames)
    return asked_for if asked_for is not None else _first(talk, frames, frames_meant(talk, frames))


def _first(talk: Conversation, frames: Mapping[str, float], meant: frozenset[str]) -> list[Call]:
    if wanted := parts_wanted(talk):
        return wanted
    if which := had_alarm(talk):
        return with_unused(talk, which, meant)
    calls = named_lookups(talk, meant)
    if talk.header.values("unknown_asset") and not talk.header.tag:
        return calls
    # Who did the one order that was shown is told by itself.
    shown = talk.leans is not Leaning.NOT and not talk.header.values("work_order") and calls[:1]
    left = meant - _OF_ONE_ORDER if shown and calls[0][0] == "get_work_order" else meant
    calls += _of_all(talk, queries(talk, left), meant)
    if "stock" in meant:
        calls += stock_lookups(talk, calls)
    if "machines" in meant and calls and not topic(talk.question, talk.header):
        return with_unused(talk, calls[:MOST_CALLS], meant)  # no word is left that a manual could say
    surely = "machines" in meant and frames.get("machines", 0.0) >= CLEAR
    if _needs_manuals(frames, meant, calls) or (not surely and _may_be_of_manuals(talk, meant)):
        calls += _searches(talk)
    return with_unused(talk, calls[:MOST_CALLS], meant)


def _of_all(talk: Conversation, calls: list[Call], meant: frozenset[str]) -> list[Call]:
    """Of all machines, and counted of the one that an earlier question named, where this question does not say which it means."""
    if not talk.machine_before:
        return calls
    found: list[Call] = []
    for name, args in calls:
        where: dict[str, str] = args.get("where", {})
        left = {field: value for field, value in where.items() if field != "asset"}
        of_all = {key: value for key, value in args.items() if key != "where"} | ({"where": left} if left else {})
        own = name in OVER_ORDERS and where.get("asset") == talk.machine_before
        own = own and not (
            name == "find_work_orders" and meant & _OF_ONE and not talk.header.values("assigned_to", "site")
        )
        found += [(name, of_all)] if own else []
        found += [] if own and name == "find_work_orders" else [(name, args)]
    return found


def _searches(talk: Conversation) -> list[Call]:
    """The manuals: in a thread also with the question before, and for the other machines or models that the question names beside its own."""
    query, header = searched(talk.question, talk.header), talk.header
    mine = {header.tag, header.machine.model if header.machine else ""}
    others = [name for name in header.values("asset", "model") if name not in mine]
    others = others if header.machine else others[1:]
    own = [searched(talk.asked, header)] if talk.leans is Leaning.SUBJECT else []
    wider = [] if is_of_records(talk.question, header) else [talk.with_the_one_before]
    return (
        section_again(talk)
        + [("search_manuals", {"query": each}) for each in (query, *own, *filter(None, wider))]
        + [("search_manuals", {"query": query, "machine": name}) for name in others[:OTHERS]]
    )


def _may_be_of_manuals(talk: Conversation, meant: frozenset[str]) -> bool:
    """A question that names no record may be about none, whatever it sounds like."""
    return not (meant & _NO_SERVICE or talk.header.named or is_of_records(talk.question, talk.header))


def _needs_manuals(frames: Mapping[str, float], meant: frozenset[str], calls: list[Call]) -> bool:
    """Where they are asked, or the records are not surely what is asked: a search too many costs little."""
    if "manual" in meant:
        return not any(name == "lookup_alarm" for name, _ in calls)
    doubtful = frames.get("manual", 0.0) >= DOUBT or max((frames.get(name, 0.0) for name in meant), default=0.0) < CLEAR
    return not calls or (doubtful and not meant & _NO_MANUALS)


def _not_made(calls: list[Call], talk: Conversation) -> list[Call]:
    made = [(call.name, dict(call.args)) for call in talk.calls]
    fresh: list[tuple[str, dict[str, Any]]] = []
    for call in calls:
        if call not in made and call not in fresh:
            fresh.append(call)
    return fresh
