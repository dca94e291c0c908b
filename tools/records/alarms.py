"""What an alarm code means: the alarm lists, else the manuals."""

import re
from collections.abc import Sequence

from pydantic import BaseModel

from domain.documents import SearchHit
from domain.errors import NotFound
from language.identifiers import spelt
from language.units import quantities
from tools.context import ToolContext, ToolResult
from tools.evidence import alarm_evidence, hit_evidence
from tools.findings import not_there
from tools.machine import at_machine, model_of, wanted_machine

POOL, MOST = 8, 3
_RANGE = re.compile(r"\s*(?:[-–…/]|\.\.)\s*$")


class LookupAlarm(BaseModel):
    """Meaning, causes, actions, reset."""

    code: str
    machine: str = ""


def lookup_alarm(ctx: ToolContext, args: LookupAlarm) -> ToolResult:
    """Entries of the alarm lists; where the lists do not know the code, the manuals are searched for it. Raises NotFound."""
    there = at_machine(ctx, args.machine)
    model = model_of(there)
    try:
        alarms = ctx.fleet.alarms(args.code, model=model)
        return ToolResult(tuple(alarm_evidence(alarm, ctx.language) for alarm in alarms))
    except NotFound as error:
        found = _in_manuals(there, args.code)
        if found:
            note = f"The alarm lists do not know {args.code}; the manuals name it here."
            return ToolResult(tuple(hit_evidence(hit) for hit in found), note=note)
        return ToolResult((not_there("alarm", error, ctx.language),), nearest=error.nearest)


def _in_manuals(ctx: ToolContext, code: str) -> list[SearchHit]:
    """Passages that print the code as one, those that describe alarms first: in a cell or a heading, else among the words."""
    wanted = wanted_machine(ctx)

    def search(*kinds: str) -> Sequence[SearchHit]:
        return ctx.passages.search(
            f"alarm fault code {code}",
            library=ctx.library,
            model=wanted.model,
            serial=wanted.serial,
            controller=wanted.controller,
            limit=POOL,
            kinds=kinds,
        ).hits

    try:
        hits = list({hit.passage.id: hit for hit in (*search("alarm"), *search())}.values())
    except NotFound:
        return []
    printed = spelt(code)
    entry = [hit for hit in hits if _is_entry(hit, printed)]
    return (entry or [hit for hit in hits if _names(hit.passage.text, printed)])[:MOST]


def _is_entry(hit: SearchHit, printed: re.Pattern[str]) -> bool:
    cells = (cell.strip() for row in hit.passage.table for cell in row)
    titled = hit.passage.kind == "alarm" and not hit.passage.table and printed.search(hit.section.title)
    return bool(titled) or any(printed.fullmatch(cell) for cell in cells)


def _names(text: str, printed: re.Pattern[str]) -> bool:
    """Whether the code stands there as such: not as a quantity ("309 Nm"), nor as the end of a range ("300-309")."""
    taken = [(one.start, one.end) for one in quantities(text)]
    for match in printed.finditer(text):
        within = any(start <= match.start() < end for start, end in taken)
        ranged = _RANGE.search(text[: match.start()]) or re.match(r"\s*[-–…]\s*\d", text[match.end() :])
        if not within and not ranged:
            return True
    return False
