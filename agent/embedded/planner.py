"""Which tools to call next: look-ups by the identifiers named, then what their evidence leads to."""

import re
from typing import Any

from agent.embedded.from_records import content_words
from agent.embedded.intents import intents, state_of_orders
from agent.embedded.procedures import asks_for_steps
from agent.embedded.ranking import Ranker
from agent.entities import Catalogue, recognise
from agent.state import Round, Situation
from domain.answers import Evidence
from tools.evidence import asset_evidence

Call = tuple[str, dict[str, Any]]
MAX_PART_LOOKUPS = 4
MAX_BULLETINS = 2
_BULLETIN = re.compile(r"\b(?:SB|TSB|TB|SIB|SI|SL)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
_PROCEDURE_KINDS = {"procedure", "step"}
_ORDERS = re.compile(
    r"\b(?:orders?|jobs?|arbejdsordre\w*|auftr[aä]g\w*|[oó]rdenes|orden|ordens|ordem)\b", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?:orders?|jobs?|work)\b.*\bopen\b|\bopen\b.*\b(?:orders?|jobs?|work)\b", re.IGNORECASE)
HALF, WHOLE = 0.5, 1.0
FEW_ORDERS, MANY_ORDERS = 3, 12
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
    fields = _asset_fields(situation)
    if _asks_of_orders(situation, wanted) and fields < WHOLE:
        calls.append(("find_work_orders", _order_filter(situation, wanted)))
    if situation.asset and ("asset_info" in wanted or fields > HALF or not (calls or _subject(situation))):
        calls.append(("get_asset", {"tag": situation.asset.tag}))
    if "stock" in wanted and not (named.parts or named.unknown_parts or named.alarms):
        calls.append(("find_parts", {"query": _subject(situation) or situation.search_text}))
    if fields < WHOLE and _needs_manuals(wanted, calls):
        calls.append(("search_manuals", {"query": situation.search_text}))
    return calls


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


def _asks_of_orders(situation: Situation, wanted: frozenset[str]) -> bool:
    """What happened to a machine, or a subject with its tag beside it, is asked of its work orders too."""
    named = situation.entities
    if named.work_orders or named.unknown_work_orders or named.unknown_parts:
        return False
    if wanted & {"history", "open_orders", "count"}:
        return True
    if not situation.asset:
        return "order_state" in wanted and bool(_ORDERS.search(situation.question))
    if wanted & {"happened", "order_state"} and (named.alarms or _subject(situation) or named.bulletins):
        return not wanted & {"stock", "asset_info"}
    return bool(named.assets and _subject(situation)) and not (wanted or named.alarms or named.parts)


def _asset_fields(situation: Situation) -> float:
    """The share of the question's content words that stand in names of the machine's own fields."""
    words = content_words(_subject(situation))
    if not situation.asset or not words:
        return 0.0
    labels = content_words(
        " ".join(region.text.split(": ")[0] for region in asset_evidence(situation.asset).regions[1:])
    )
    return len(words & labels) / len(words)


def _order_filter(situation: Situation, wanted: frozenset[str]) -> dict[str, Any]:
    query: dict[str, Any] = {}
    if situation.asset:
        query["asset"] = situation.asset.tag
    state = state_of_orders(situation.question)
    if "open_orders" in wanted or _OPEN.search(situation.question):
        query["status"] = "open"
    elif state:
        query["status"] = state
    if situation.entities.alarms:
        query["alarm_code"] = situation.entities.alarms[0]
    if situation.entities.parts:
        query["part"] = situation.entities.parts[0]
    subject = " ".join((*situation.entities.bulletins, _subject(situation)))
    if situation.entities.bulletins:
        subject = " ".join(situation.entities.bulletins)
    subject = " ".join(word for word in subject.split() if word not in state.casefold().split())
    if subject and not situation.entities.alarms:
        query["text"] = subject
    if wanted & {"count"} or "status" in query:
        query["limit"] = MANY_ORDERS
    elif not wanted & {"history"}:
        query["limit"] = FEW_ORDERS
    return query


_NOT_SUBJECT = frozenset(
    "what when where which who why how the and for has have had was were did does done been before last time work order orders job jobs "
    "history open past previous previously fixed repaired with this that there any our are you can tell show give list all about stock part "
    "parts spare spares number need got still lead available happened same similar seen turbine turbines machine warehouse van many much left still remaining not finished waiting anything something open closed ever often times came comes "
    "number serial which does has its one says say see find finding findings found result results show shows shown showed "
    "complaint due ready yet already kind end".split()
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
        calls.append(("search_manuals", {"query": _alarm_query(situation, alarms[0], wanted), "limit": 6}))
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


def _alarm_query(situation: Situation, alarm: Evidence, wanted: frozenset[str]) -> str:
    """Words for the manuals: the alarm's title with what is asked of it, or with its last action."""
    if "value" in wanted and "procedure" not in wanted:
        return f"{alarm.title} {_subject(situation)}".strip()
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
