"""Entries of the alarm lists that say something: which alarm is about the yaw cable."""

from functools import cache
from typing import Annotated, Any, cast

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from domain.errors import BadInput
from domain.records import AlarmCode
from language.vocabulary import all_languages, vocabulary
from language.words import fold
from stores.records.orders.wording import saying, searchable, shortened
from tools.context import ToolContext, ToolResult
from tools.evidence import alarm_evidence
from tools.findings import FOUND, absence, written_evidence
from tools.machine import model_of
from tools.phrases.saying import label, say, word
from tools.wording import shown_words, telling_words

MANY = 200
"""Entries that are looked at for one word."""
_NOT = frozenset({"false", "0", "n"})
"""How exports write a no besides by a word."""
WHOLE = 3
"""Entries up to which each is given whole; more are listed."""


def _joined(given: Any) -> Any:
    return " ".join(map(str, cast("list[Any]", given))) if isinstance(given, list) else given


Words = Annotated[str, BeforeValidator(_joined), WithJsonSchema({"type": "string"})]


class FindAlarms(BaseModel):
    """Alarms by words."""

    words: Words = ""
    reset: SkipJsonSchema[str] = ""
    limit: SkipJsonSchema[int] = Field(default=30, ge=1, le=60)


def find_alarms(ctx: ToolContext, args: FindAlarms) -> ToolResult:
    """How many entries of this machine's model, else of all, say the words; and these entries. Raises BadInput."""
    wanted = telling_words(args.words, ctx.language) if args.words.strip() else []
    if args.reset:
        return _that_reset(ctx, args, wanted)
    if not wanted:
        raise BadInput("find_alarms needs words.")
    found = _saying(ctx, wanted)
    whole = [alarm for alarm, says in found if says == len(wanted)]
    language = ctx.language
    said = shown_words(wanted, language)
    lines = [say("alarms_say", language, count=len(whole), words=said)]
    if len(whole) > WHOLE:
        lines += [_line(alarm, language) for alarm in whole[: args.limit]]
        lines += [say("more_alarms", language, count=len(whole) - args.limit)] if len(whole) > args.limit else []
    fields = {"words": said, FOUND: str(len(whole))}
    listing = written_evidence("alarm", lines, language, title=say("title_alarms", language, words=said), fields=fields)
    if whole:
        return ToolResult((listing, *(alarm_evidence(alarm, language) for alarm in whole if len(whole) <= WHOLE)))
    most = max((says for _, says in found), default=0)
    near = [alarm for alarm, says in found if says == most][:WHOLE]
    note = "The alarms shown say some of the words." if near else "Try other words, or search_manuals."
    return ToolResult((listing, *(alarm_evidence(alarm, language) for alarm in near)), note=note)


def _that_reset(ctx: ToolContext, args: FindAlarms, wanted: list[str]) -> ToolResult:
    """Entries whose list says that they can be reset, or cannot."""
    codes = ctx.fleet.alarm_codes()
    every = {(a.code, a.controller, *a.models): a for code in codes for a in ctx.fleet.alarms(code) if a.reset.strip()}
    if not every:
        return ToolResult((absence("alarm", say("no_resets", ctx.language), ctx.language),))
    patterns = [saying(one) for one in wanted]
    can = args.reset.casefold() != "no"
    found = [
        a
        for a in every.values()
        if (fold(a.reset.strip()) not in _denials()) is can and all(p.search(_text(a)) for p in patterns)
    ]
    language = ctx.language
    lines = [say("can_be_reset" if can else "cannot_be_reset", language, count=len(found), all=len(every))]
    lines += [f"{_line(a, language)} ({word('reset', language)}: {a.reset})" for a in found[: args.limit]]
    title = say("title_resets", language)
    return ToolResult((written_evidence("alarm", lines, language, title=title, fields={FOUND: str(len(found))}),))


@cache
def _denials() -> frozenset[str]:
    """Alone in the field they say that an alarm cannot be reset; a list is in its own language, not in that of the question."""
    held = [vocabulary(language) for language in all_languages()]
    return _NOT.union(*(one.negations | one.pointing["no"] | one.permission["forbidden"] for one in held))


def _line(alarm: AlarmCode, language: str) -> str:
    models = f" ({', '.join(alarm.models)})" if alarm.models else ""
    return f"{label('alarm', language)} {alarm.code}: {alarm.title}{models}"


def _saying(ctx: ToolContext, words: list[str]) -> list[tuple[AlarmCode, int]]:
    """Entries that say any of the words, with how many of them."""
    held: dict[tuple[str, ...], AlarmCode] = {}
    says: dict[tuple[str, ...], int] = {}
    for one in words:
        pattern = saying(one)
        found: set[tuple[str, ...]] = set()
        for spelling in shortened(one):
            for alarm in ctx.fleet.search_alarms(spelling, model=model_of(ctx), limit=MANY):
                key = (alarm.code, alarm.controller, *alarm.models)
                if key not in found and pattern.search(_text(alarm)):
                    found.add(key)
                    held[key] = alarm
        for key in found:
            says[key] = says.get(key, 0) + 1
    return [(alarm, says[key]) for key, alarm in held.items()]


def _text(alarm: AlarmCode) -> str:
    return searchable("\n".join((alarm.code, alarm.title, alarm.meaning, *alarm.causes)))
