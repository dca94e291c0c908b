"""Which tools to call next: look-ups by the identifiers named, then what their evidence leads to."""

import re
from typing import Any

from agent.embedded.intents import intents
from agent.embedded.procedures import asks_for_steps
from agent.embedded.ranking import Ranker
from agent.entities import Catalogue, recognise
from agent.state import Round, Situation
from domain.answers import Evidence

Call = tuple[str, dict[str, Any]]
MAX_PART_LOOKUPS = 4
MAX_BULLETINS = 2
_BULLETIN = re.compile(r"\b(?:SB|TSB|TB|SIB|SI|SL)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
_PROCEDURE_KINDS = {"procedure", "step"}
_RECORD_INTENTS = {"stock", "history", "open_orders", "asset_info", "count"}


def next_calls(situation: Situation, work: Round, catalogue: Catalogue) -> list[Call]:
    """The calls of the next round, none when the evidence is as complete as it can be."""
    wanted = intents(situation.question)
    calls = _first(situation, wanted) if work.rounds == 0 else _follow_up(situation, work, wanted, catalogue)
    made = {(call.name, _key(call.args)) for call in work.calls}
    fresh: list[Call] = []
    for name, args in calls:
        if (name, _key(args)) not in made:
            made.add((name, _key(args)))
            fresh.append((name, args))
    return fresh


def _key(args: dict[str, Any]) -> str:
    return repr(sorted(args.items()))


def _first(situation: Situation, wanted: frozenset[str]) -> list[Call]:
    named = situation.entities
    calls: list[Call] = [("lookup_alarm", {"code": code}) for code in named.alarms]
    calls += [("get_work_order", {"number": number}) for number in named.work_orders + named.unknown_work_orders]
    calls += [("find_parts", {"query": number}) for number in named.parts + named.unknown_parts]
    if wanted & {"history", "open_orders"} and not named.work_orders:
        calls.append(("find_work_orders", _order_filter(situation, wanted)))
    if situation.asset and ("asset_info" in wanted or not (calls or _subject(situation))):
        calls.append(("get_asset", {"tag": situation.asset.tag}))
    if "stock" in wanted and not (named.parts or named.unknown_parts or named.alarms):
        calls.append(("find_parts", {"query": _subject(situation) or situation.search_text}))
    if _needs_manuals(wanted, calls):
        calls.append(("search_manuals", {"query": situation.search_text}))
    return calls


def _needs_manuals(wanted: frozenset[str], calls: list[Call]) -> bool:
    """Records alone answer look-ups by number and questions about stock, history and machines."""
    if not calls:
        return True
    if any(name == "lookup_alarm" for name, _ in calls):
        return False
    return bool(wanted & {"procedure", "cause"}) or ("value" in wanted and not wanted & _RECORD_INTENTS)


def _order_filter(situation: Situation, wanted: frozenset[str]) -> dict[str, Any]:
    query: dict[str, Any] = {}
    if situation.asset:
        query["asset"] = situation.asset.tag
    if "open_orders" in wanted:
        query["status"] = "open"
    if situation.entities.alarms:
        query["alarm_code"] = situation.entities.alarms[0]
    if situation.entities.parts:
        query["part"] = situation.entities.parts[0]
    subject = _subject(situation)
    if subject and not (situation.entities.alarms or "open_orders" in wanted):
        query["text"] = subject
    return query


_NOT_SUBJECT = frozenset(
    "what when where which who why how the and for has have had was were did does done been before last time work order orders job jobs "
    "history open past previous previously fixed repaired with this that there any our are you can tell show give list all about stock part "
    "parts spare spares number need got still lead available happened same similar seen turbine turbines machine warehouse van many much left".split()
)


def _subject(situation: Situation) -> str:
    """The content words of the question: no stop words, no identifiers."""
    words = re.findall(r"[^\W\d_]{3,}", situation.search_text.casefold())
    tag = situation.asset.tag.casefold() if situation.asset else ""
    return " ".join(word for word in words if word not in _NOT_SUBJECT and word not in tag)


def _follow_up(situation: Situation, work: Round, wanted: frozenset[str], catalogue: Catalogue) -> list[Call]:
    calls: list[Call] = []
    alarms = [item for item in work.evidence if item.kind == "alarm"]
    if alarms and (wanted & {"procedure", "cause", "value"}) and work.rounds == 1:
        calls.append(("search_manuals", {"query": _alarm_query(alarms[0]), "limit": 6}))
    if asks_for_steps(situation.search_text, wanted) and not alarms:
        calls += [
            ("read_section", {"section_id": section}) for section in job_sections(work.evidence, situation.search_text)
        ]
    if not work.evidence and not _named(situation):
        calls.append(("search_manuals", {"query": situation.search_text}))
    if work.rounds == 1 and not alarms:
        calls += [
            ("search_manuals", {"query": f"{bulletin} {situation.search_text}", "limit": 6})
            for bulletin in _bulletins(work.evidence)
        ]
    if "stock" in wanted:
        named = [item for item in work.evidence if item.kind == "alarm" and _part_numbers(item, catalogue)]
        numbers = [number for item in named or work.evidence for number in _part_numbers(item, catalogue)]
        known = {item.source_id for item in work.evidence if item.kind == "part"}
        fresh = [number for number in dict.fromkeys(numbers) if number not in known]
        if alarms or not known:
            calls += [("find_parts", {"query": number}) for number in fresh[:MAX_PART_LOOKUPS]]
    return calls


def _alarm_query(alarm: Evidence) -> str:
    actions = [line.text.removeprefix("Action: ") for line in alarm.regions if line.text.startswith("Action: ")]
    return f"{alarm.title} {actions[-1] if actions else ''}".strip()


def _part_numbers(item: Evidence, catalogue: Catalogue) -> list[str]:
    # Manuals lead to parts only through the best hit, or every table of spares would be looked up.
    return recognise(item.text, catalogue).parts if item.kind in {"alarm", "manual"} else []


def _bulletins(evidence: tuple[Evidence, ...]) -> list[str]:
    """Service bulletins that the best passages refer to: they change what the manual says."""
    found = [name for item in evidence[:8] if item.kind == "manual" for name in _BULLETIN.findall(item.text)]
    return list(dict.fromkeys(found))[:MAX_BULLETINS]


def _named(situation: Situation) -> bool:
    """Whether the question is about a record that it names: then the manuals are no substitute."""
    named = situation.entities
    return bool(
        situation.asset
        or named.alarms
        or named.parts
        or named.work_orders
        or named.unknown_parts
        or named.unknown_work_orders
    )


def job_sections(evidence: tuple[Evidence, ...], question: str) -> list[str]:
    """The sections that are read whole for a job: of the best procedures found, of the best heading, of the best passage."""
    found = [item for item in evidence if item.kind == "manual" and item.score > 0 and item.applies and item.section_id]
    jobs = [item for item in found[:8] if item.passage_kind in _PROCEDURE_KINDS]
    ranker = Ranker(question, evidence, None)
    named = sorted(found[:12], key=lambda item: -ranker.coverage(item.section or ""))
    return list(dict.fromkeys(str(item.section_id) for item in (*jobs[:2], *named[:1], *found[:1])))
