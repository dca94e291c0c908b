"""Entries of the alarm lists that say something: which alarm is about the yaw cable."""

import hashlib

from pydantic import BaseModel, Field

from domain.answers import Evidence, Region
from domain.records import AlarmCode
from stores.records.wording import OR, saying, searchable, shortened
from tools.context import ToolContext, ToolResult
from tools.evidence import alarm_evidence

MANY = 200
"""Entries that are looked at for one word."""
NEAREST = 3


class FindAlarms(BaseModel):
    """Alarm codes by words: those whose entry says all of them, else the nearest. Use lookup_alarm where the code is known."""

    words: list[str] = Field(description="What the alarm is about, a word each; 'gearbox|gear': one of them is enough.")
    limit: int = Field(default=10, ge=1, le=50)


def find_alarms(ctx: ToolContext, args: FindAlarms) -> ToolResult:
    """How many entries of this machine's model, else of all, say the words; and these entries."""
    model = ctx.asset.model if ctx.asset else ctx.model
    held: dict[tuple[str, ...], AlarmCode] = {}
    says: dict[tuple[str, ...], int] = {}
    for word in args.words:
        pattern = saying(word)
        found: set[tuple[str, ...]] = set()
        for spelling in shortened(word):
            for alarm in ctx.fleet.search_alarms(spelling, model=model, limit=MANY):
                key = (alarm.code, alarm.controller, *alarm.models)
                if key not in found and pattern.search(_text(alarm)):
                    found.add(key)
                    held[key] = alarm
        for key in found:
            says[key] = says.get(key, 0) + 1
    whole = [key for key in held if says[key] == len(args.words)]
    most = max(says.values(), default=0)
    chosen = whole[: args.limit] or [key for key in held if says[key] == most][:NEAREST]
    if not chosen:
        return ToolResult(note=f"No alarm in the lists says any of: {', '.join(_said(word) for word in args.words)}.")
    found_by_words = _found(", ".join(_said(word) for word in args.words), len(whole))
    return ToolResult((found_by_words, *(alarm_evidence(held[key]) for key in chosen)))


def _found(words: str, count: int) -> Evidence:
    """The search itself as evidence: what was looked for and how many entries say all of it."""
    text = f"Alarms: {count} say all of {words}"
    return Evidence(
        id=f"alarm:words:{hashlib.sha256(words.encode()).hexdigest()[:12]}",
        kind="alarm",
        title=f"Alarms with {words}",
        text=text,
        regions=(Region(text=text, start=0, end=len(text)),),
        fields={"words": words, "found": str(count)},
    )


def _said(word: str) -> str:
    return f'"{" or ".join(word.split(OR))}"'


def _text(alarm: AlarmCode) -> str:
    return searchable("\n".join((alarm.code, alarm.title, alarm.meaning, *alarm.causes)))
