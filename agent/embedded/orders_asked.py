"""Whether a question asks of work orders, and which: machine, state, alarm, part, words."""

import re
from datetime import timedelta
from typing import Any

from agent.embedded.cue_words import cue
from agent.embedded.intents import intents, state_of_orders
from agent.embedded.record_rows import content_words
from agent.embedded.spans import span_in
from agent.followups import asking_words
from agent.state import Situation
from tools.evidence import asset_evidence

FEW_ORDERS, MANY_ORDERS = 3, 12
_ORDERS = re.compile(
    r"\b(?:orders?|jobs?|arbejdsordre\w*|auftr[aä]g\w*|[oó]rdenes|orden|ordens|ordem)\b", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?:orders?|jobs?|work)\b.*\bopen\b|\bopen\b.*\b(?:orders?|jobs?|work)\b", re.IGNORECASE)
_NOT_SUBJECT = frozenset(
    "what when where which who why how the and for has have had was were did does done been before last time work order orders job jobs "
    "history open past previous previously fixed repaired with this that there any our are you can tell show give list all about stock part "
    "parts spare spares number need got still lead available happened same similar seen turbine turbines machine warehouse van many much left still remaining not finished waiting anything something open closed ever often times came comes "
    "number serial which does has its one says say see find finding findings found result results show shows shown showed "
    "complaint due ready yet already kind end latest newest recent recently most current".split()
)


def asks_of_orders(situation: Situation, wanted: frozenset[str]) -> bool:
    """What happened to a machine, or a subject with its tag beside it, is asked of its work orders too."""
    named = situation.entities
    if named.work_orders or named.unknown_work_orders or named.unknown_parts:
        return False
    if wanted & {"history", "open_orders", "count"}:
        return True
    of_orders = _ORDERS.search(situation.question) or intents(situation.previous) & {"open_orders", "history"}
    state = "order_state" in wanted and bool(of_orders or named.alarms or named.bulletins)
    if not situation.asset:
        return state
    if state and not subject_of(situation) and intents(situation.previous) & {"open_orders", "history"}:
        return True  # "What is it waiting for?"
    if ("happened" in wanted or state) and (named.alarms or subject_of(situation) or named.bulletins):
        return not wanted & {"stock", "asset_info"}
    return bool(named.assets and subject_of(situation)) and not (wanted or named.alarms or named.parts)


def asset_fields(situation: Situation) -> float:
    """The share of the question's content words that stand in names of the machine's own fields."""
    words = content_words(subject_of(situation))
    if not situation.asset or not words:
        return 0.0
    labels = content_words(
        " ".join(region.text.split(": ")[0] for region in asset_evidence(situation.asset).regions[1:])
    )
    return len(words & labels) / len(words)


def order_filter(situation: Situation, wanted: frozenset[str]) -> dict[str, Any]:
    query: dict[str, Any] = {}
    if situation.asset:
        query["asset"] = situation.asset.tag
    state = state_of_orders(situation.asks)
    if "open_orders" in wanted or _OPEN.search(situation.asks):
        query["status"] = "open"
    elif state:
        query["status"] = state
    if situation.entities.alarms:
        query["alarm_code"] = situation.entities.alarms[0]
    if situation.entities.parts:
        query["part"] = situation.entities.parts[0]
    query |= _opened(situation.question)
    subject = " ".join((*situation.entities.bulletins, subject_of(situation)))
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


def _opened(question: str) -> dict[str, str]:
    """The time that a question names by dates ("in 2019")."""
    span = span_in(question)
    times = {"opened_from": span.since, "opened_to": span.until + timedelta(days=1) if span.until else None}
    return {name: day.isoformat() for name, day in times.items() if day}


def subject_of(situation: Situation) -> str:
    """The content words of the question: no stop words, no identifiers."""
    words = re.findall(r"[^\W\d_]{3,}", situation.search_text.casefold())
    tag = situation.asset.tag.casefold() if situation.asset else ""
    asking = _NOT_SUBJECT if situation.language == "en" else _NOT_SUBJECT | asking_words()
    machine = cue("machine") if situation.asset else None
    return " ".join(
        word for word in words if word not in asking and word not in tag and not (machine and machine.fullmatch(word))
    )
