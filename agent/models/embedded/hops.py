"""The one step further that evidence names: an alarm's job and parts, an order's parts, a job's whole section, ways round what failed."""

import re
from collections.abc import Iterable

from agent.models.embedded.conversation import Call as Made
from agent.models.embedded.conversation import Conversation
from agent.models.embedded.lookups import parts_known
from agent.models.embedded.slots import Args
from agent.models.embedded.topic import topic
from domain.answers import Evidence
from language.identifiers import identifiers
from language.units import quantities

Call = tuple[str, Args]
FAILED = frozenset({"error", "timeout"})
SEARCHES = frozenset({"search_manuals"})
MOST_PARTS, SECTIONS = 4, 2
_PART_DIGITS = 4
_TORN = frozenset({"procedure", "step"})


def hops(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """The calls that the evidence of this turn's first calls leads to; made once."""
    calls = _round_failures(talk)
    alarms = _of_kind(talk, "alarm")
    if alarms and "manual" in meant:
        calls.append(("search_manuals", {"query": _job_of(alarms[0], talk)}))
    if "stock" in meant and not _of_kind(talk, "part"):
        calls += _parts(talk)
    calls += _sections(talk, meant)
    return calls


def _round_failures(talk: Conversation) -> list[Call]:
    """Another way to what a tool could not give."""
    calls: list[Call] = []
    for call in talk.calls:
        failed, empty = call.status in FAILED, not talk.evidence
        if call.name == "lookup_alarm" and (failed or empty):
            calls.append(("search_manuals", {"query": f"alarm {call.args.get('code', '')}"}))
        elif call.name == "find_parts" and (failed or (empty and " " in str(call.args.get("query", "")))):
            calls.append(("search_manuals", {"query": talk.question}))
        elif call.name == "find_work_orders" and _found_none(talk, call) and call.args.get("text"):
            calls.append(("find_similar_cases", {"text": call.args["text"]}))
        elif call.name in {"find_assets", "find_alarms", "compare_revisions"} and (failed or empty):
            calls.append(("search_manuals", {"query": talk.question}))
    return calls


def _found_none(talk: Conversation, call: Made) -> bool:
    orders = [item for item in talk.evidence.values() if item.kind == "work_order" and not item.fields.get("filter")]
    return call.status == "empty" or not orders


def _job_of(alarm: Evidence, talk: Conversation) -> str:
    """What the manuals call the job: the alarm's title and its last action, with what is asked of it."""
    title = (
        re.sub(rf"^\W*\w*\s*{re.escape(alarm.source_id or '')}\W*", "", alarm.title) if alarm.source_id else alarm.title
    )
    return " ".join(dict.fromkeys([title.strip(), *topic(talk.question, talk.header)]))


def _parts(talk: Conversation) -> list[Call]:
    """Look-ups of the part numbers that alarms and orders name, else the manuals; by the alarm's title where none does."""
    for kind in ("alarm", "work_order", "manual"):
        items = _of_kind(talk, kind)
        numbers = _part_numbers(items[:3], talk)
        if numbers:
            return [("find_parts", {"query": number}) for number in numbers[:MOST_PARTS]]
        if kind == "alarm" and items:
            return [("find_parts", {"query": _job_of(items[0], talk)})]
    return [
        ("find_parts", {"query": number}) for number in (parts_known(talk) if talk.leans.value else [])[:MOST_PARTS]
    ]


def _part_numbers(items: Iterable[Evidence], talk: Conversation) -> list[str]:
    """What looks like a part number in these texts; lines that share words with the question come first."""
    known = {str(item.source_id) for item in talk.evidence.values()} | {one.value for one in talk.header.named}
    about = set(topic(talk.question, talk.header))
    found: dict[str, int] = {}
    for item in items:
        for line in item.text.split("\n"):
            values = [(one.start, one.end) for one in quantities(line)]
            near = sum(word in line.casefold() for word in about)
            for one in identifiers(line):
                inside = any(start < one.end and one.start < end for start, end in values)
                digits = sum(c.isdigit() for c in one.written)
                if digits >= _PART_DIGITS and not inside and one.written not in known and not _is_date(one.written):
                    found[one.written] = max(found.get(one.written, 0), near)
    return sorted(found, key=lambda number: -found[number])


def _is_date(written: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d(?:-\d\d){0,2}|\d\d?[./]\d\d?[./]\d{2,4}", written) is not None


def _sections(talk: Conversation, meant: frozenset[str]) -> list[Call]:
    """The sections of the best passages, where a job found in parts is to be read whole."""
    found = [item for item in _of_kind(talk, "manual") if item.applies and item.section_id and item.score > 0]
    if not found or not meant & {"manual", "alarm"}:
        return []
    best = list(dict.fromkeys(str(item.section_id) for item in found))
    jobs = [str(item.section_id) for item in found[:6] if item.passage_kind in _TORN]
    return [
        ("read_section", {"section_id": one}) for one in list(dict.fromkeys([*best[:1], *jobs[:1], *best]))[:SECTIONS]
    ]


def _of_kind(talk: Conversation, kind: str) -> list[Evidence]:
    return [item for item in talk.evidence.values() if item.kind == kind]
