"""The parts that a job needs: those that its order names, those of its alarm, and those of the alarm's jobs that it names by a word."""

import re
from collections.abc import Iterator

from domain.errors import NotFound
from domain.records import AlarmCode, Asset, Part, WorkOrder
from language.identifiers import identifiers
from language.words import is_stop, stem, words
from tools.context import ToolContext
from tools.manuals.searching import referred_to

MOST, SHORTEST = 6, 3
ENGLISH = "en"
_APART = re.compile(r"[,;\n]")


def parts_for_job(ctx: ToolContext, order: WorkOrder, asset: Asset | None) -> list[Part]:
    """The surest first, each with its stock."""
    found: dict[str, Part] = {}
    for number, said in _candidates(ctx, order, asset):
        if len(found) >= MOST:
            break
        if number not in {order.number, order.asset} and (part := _part(ctx, number)) and _is_said(part, said):
            found.setdefault(part.number, part)
    return list(found.values())


def _candidates(ctx: ToolContext, order: WorkOrder, asset: Asset | None) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Numbers that may be parts, each with the words of which its name must have one, where a number alone is not enough."""
    own = f"{order.title} {order.description} {order.actions} {' '.join(order.fields.values())}"
    yield from ((number, None) for number in (*order.parts_used, *_numbers(own)))
    alarms = _alarms(ctx, order, asset)
    for alarm in alarms:
        told = "\n".join((*alarm.actions, *alarm.fields.values()))
        yield from ((number, None) for number in _numbers(told))
    # What all parts of the job are called tells none of them.
    said = _words(own) - _words(f"{order.title} {order.component}")
    for alarm in alarms:
        for place in (one for value in alarm.fields.values() for one in _APART.split(value)):
            section = referred_to(ctx, place)
            for passage in ctx.passages.passages(section.id) if section else ():
                yield from ((number, said) for number in _numbers(passage.text))


def _alarms(ctx: ToolContext, order: WorkOrder, asset: Asset | None) -> list[AlarmCode]:
    try:
        return list(ctx.fleet.alarms(order.alarm_code, model=asset.model if asset else "")) if order.alarm_code else []
    except NotFound:
        return []


def _part(ctx: ToolContext, number: str) -> Part | None:
    try:
        return ctx.inventory.part(number)
    except NotFound:
        return None


def _numbers(text: str) -> list[str]:
    return list(dict.fromkeys(one.written for one in identifiers(text)))


def _is_said(part: Part, said: frozenset[str] | None) -> bool:
    return said is None or bool(said & _words(part.name))


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word, ENGLISH) for word in words(text) if _tells(word))


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and not is_stop(word, ENGLISH)
