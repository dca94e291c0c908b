"""Which tools to call next: look-ups by the identifiers named, then what their evidence leads to."""

from collections.abc import Sequence
from typing import Any

from agent.embedded.alarms_asked import alarm_words
from agent.embedded.asked_besides import asked_of_manuals
from agent.embedded.concepts import own_subjects
from agent.embedded.document_asked import asks_for_document
from agent.embedded.journeys import (
    alternatives,
    count_of,
    from_alarm,
    of_fitted,
    own_tools,
    part_lookups,
    parts_that_fit,
    with_part_names,
)
from agent.embedded.orders_asked import asks_of_orders, asset_fields, order_filter, subject_of
from agent.embedded.procedures import asks_for_steps, runs
from agent.embedded.ranking import Ranker
from agent.entities import BULLETIN, Catalogue
from agent.state import Round, Situation
from domain.answers import Evidence

Call = tuple[str, dict[str, Any]]
MAX_BULLETINS = 2
_PROCEDURE_KINDS = {"procedure", "step"}
HALF, WHOLE = 0.5, 1.0
JOBS, NAMED, TORN = 3, 2, 2
"""Sections read whole for a job: of the best procedures, and of the best headings, of jobs found in parts."""
MAX_MACHINES = 3
OF_A_NAME = 6
OF_A_PART = 5
OF_A_DOCUMENT = 20
"""Passages for each part of a question that asks several things."""
_RECORD_INTENTS = {"stock", "history", "open_orders", "asset_info", "count", "money"}


def next_calls(situation: Situation, work: Round, catalogue: Catalogue) -> list[Call]:
    """The calls of the next round, none when the evidence is as complete as it can be."""
    wanted = frozenset(situation.wanted)
    count = count_of(situation, catalogue)
    if count is not None:
        if not work.rounds:
            return [("query_work_orders", count)]
        return of_fitted(work, catalogue) if count.get("with_parts") else []
    by_words = alarm_words(situation)
    if by_words is not None and (not work.rounds or any(item.kind == "alarm" for item in work.evidence)):
        return [] if work.rounds else [("find_alarms", by_words)]
    calls = own_tools(situation, wanted)
    if not calls:
        fitting = parts_that_fit(situation, wanted)
        if fitting and (not work.rounds or work.evidence):
            calls = [] if work.rounds else fitting
        else:
            first = work.rounds == (1 if fitting else 0)
            calls = _first(situation, wanted) if first else _follow_up(situation, work, wanted, catalogue)
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
    fields = asset_fields(situation)
    calls += _of_orders(situation, wanted) if fields < WHOLE else []
    calls += _of_machines(situation, wanted, calls, fields)
    priced = "money" in wanted and not named.work_orders
    if ("stock" in wanted or priced) and not (named.parts or named.unknown_parts or named.alarms):
        calls.append(("find_parts", {"query": subject_of(situation) or situation.search_text}))
    if situation.guessed or (fields < WHOLE and _needs_manuals(wanted, calls)):
        whole = {"limit": OF_A_DOCUMENT} if asks_for_document(situation.search_text) else {}
        calls.append(("search_manuals", {"query": situation.search_text, **whole}))
        calls += [
            ("search_manuals", {"query": part, "limit": OF_A_PART}) for part in own_subjects(situation.search_text)
        ]
    elif "value" in wanted and not named.alarms and (asked := asked_of_manuals(situation)):
        calls.append(("search_manuals", {"query": asked}))
    return calls


def _of_orders(situation: Situation, wanted: frozenset[str]) -> list[Call]:
    calls: list[Call] = []
    if "similar" in wanted:
        text = subject_of(situation) or situation.search_text
        alarm = {"alarm_code": situation.entities.alarms[0]} if situation.entities.alarms else {}
        calls.append(("find_similar_cases", {"text": text, **alarm}))
    elif asks_of_orders(situation, wanted):
        query = order_filter(situation, wanted)
        calls.append(("find_work_orders", query))
        others = situation.entities.assets[1:MAX_MACHINES] if situation.asset else situation.entities.which_assets
        calls += [("find_work_orders", {**query, "asset": tag}) for tag in others[:MAX_MACHINES]]
    return calls


def _of_machines(situation: Situation, wanted: frozenset[str], calls: list[Call], fields: float) -> list[Call]:
    named = situation.entities
    # "Where is 12-3456?", asked at a machine, is not where the machine stands.
    of_machine = "asset_info" in wanted and not (named.parts and not named.assets)
    asked = of_machine or fields > HALF or not (calls or subject_of(situation))
    if situation.asset:
        tags = list(dict.fromkeys([situation.asset.tag, *named.assets[1:MAX_MACHINES]]))
    else:
        tags = named.which_assets[:MAX_MACHINES]
    return [("get_asset", {"tag": tag}) for tag in tags] if asked or (tags and not situation.asset) else []


def _needs_manuals(wanted: frozenset[str], calls: list[Call]) -> bool:
    """Records alone answer look-ups by number and questions about stock, history and machines."""
    if not calls:
        return True
    names = {name for name, _ in calls}
    if "lookup_alarm" in names:
        return False
    if names == {"find_work_orders"} and not wanted & {"history", "open_orders", "order_state"}:
        return True
    if names == {"get_asset"} and "asset_info" not in wanted:
        return bool(wanted)
    return bool(wanted & {"procedure", "cause"}) or ("value" in wanted and not wanted & _RECORD_INTENTS)


def _follow_up(situation: Situation, work: Round, wanted: frozenset[str], catalogue: Catalogue) -> list[Call]:
    calls = alternatives(situation, work, wanted)
    alarms = [item for item in work.evidence if item.kind == "alarm"]
    if work.rounds == 1 and alarms:
        calls += from_alarm(situation, alarms, wanted)
    if asks_for_steps(situation.search_text, wanted) and not alarms:
        calls += [
            ("read_section", {"section_id": section}) for section in job_sections(work.evidence, situation.search_text)
        ]
    if not work.evidence and not _named(situation):
        calls.append(("search_manuals", {"query": situation.search_text}))
    if work.rounds == 1 and not alarms:
        calls += [
            ("search_manuals", {"query": f"{bulletin} {situation.search_text}", "limit": 6})
            for bulletin in situation.entities.bulletins or _bulletins(work.evidence)
        ]
    named = with_part_names(situation, work.evidence)
    if work.rounds == 1 and named != situation.search_text and any(c.name == "search_manuals" for c in work.calls):
        calls.append(("search_manuals", {"query": named, "limit": OF_A_NAME}))
    if "stock" in wanted:
        calls += part_lookups(situation, work, catalogue)
    return calls


def _bulletins(evidence: tuple[Evidence, ...]) -> list[str]:
    """Service bulletins that the best passages refer to: they change what the manual says."""
    found = [name for item in evidence[:8] if item.kind == "manual" for name in BULLETIN.findall(item.text)]
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
    torn = [run.section for run in runs(evidence) if run.whole < len(run.steps)]
    torn.sort(key=lambda section: not any(ranker.is_named(item) for item in found if item.section_id == section))
    chosen = (*_sections(jobs)[:JOBS], *_sections(named)[:NAMED], *_sections(found)[:1], *dict.fromkeys(torn[:TORN]))
    return list(dict.fromkeys(chosen))


def _sections(items: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(str(item.section_id) for item in items))
