"""What a query over the records does not use of its question is told."""

from datetime import date
from typing import Any

import pytest

from agent.models.embedded.queries.by_frame import queries
from agent.models.embedded.queries.covering import MEANT, with_unused
from agent.models.embedded.talk.conversation import Conversation
from agent.question.header import Header, Named

TODAY = date(2026, 3, 20)


def unused(question: str, args: dict[str, Any], language: str = "en", *named: Named) -> list[str]:
    header = Header(today=TODAY, language=language, named=named)
    [(_, told)] = with_unused(Conversation(question, question, header), [("find_work_orders", args)])
    assert MEANT not in told
    return told.get("unused", [])


@pytest.mark.parametrize(
    ("language", "question", "args", "left"),
    [
        ("en", "jobs with a leaking hose", {"text": "leaking hose", "limit": 5}, []),
        ("en", "jobs with a leaking hose", {"limit": 5}, ["leaking", "hose"]),
        ("en", "what was the most recent job", {"limit": 5}, []),
        ("en", "jobs of two weeks", {"limit": 5}, ["two weeks"]),
        ("en", "who fixed the pump", {"text": "pump", MEANT: "fixed", "limit": 5}, []),
        ("fr", "quelles interventions sont terminées", {"limit": 5}, ["terminees"]),
        ("fr", "quelles interventions sont terminées", {"where": {"status": "closed"}, "limit": 5}, []),
        ("de", "Welche Maschine lief am längsten leer", {"text": "lief leer", "limit": 5}, ["langsten"]),
        ("es", "la orden más reciente", {"limit": 5}, []),
        ("da", "hvor mange timer i alt", {"of": "hours", "how": "sum"}, []),
    ],
)
def test_words_that_no_query_holds(language: str, question: str, args: dict[str, Any], left: list[str]) -> None:
    assert unused(question, args, language) == left


def test_a_name_is_used_by_its_value_and_a_period_by_its_days() -> None:
    named = (
        Named(kind="assigned_to", value="Kim Storm", said="Kim"),
        Named(kind="period", value="2025-01-01..2025-12-31", said="2025"),
    )
    assert unused("jobs by Kim in 2025", {"limit": 5}, "en", *named) == ["Kim", "2025"]
    held = {"where": {"assigned_to": "Kim Storm", "closed": "2025-01-01..2025-12-31"}, "limit": 5}
    assert unused("jobs by Kim in 2025", held, "en", *named) == []


def test_a_part_that_no_record_knows_gives_no_list_of_all_orders() -> None:
    header = Header(today=TODAY, named=(Named(kind="unknown_part", value="44-0101"),))
    assert (
        queries(Conversation("who repaired part 44-0101?", "who repaired part 44-0101?", header), frozenset({"who"}))
        == []
    )


def test_a_figure_that_a_list_of_machines_does_not_use_is_told() -> None:
    named = Named(kind="figure", value="Stillstand (min)", said="standstill")
    talk = Conversation(
        "which machines had standstill", "which machines had standstill", Header(today=TODAY, named=(named,))
    )
    assert with_unused(talk, [("find_assets", {})]) == [("find_assets", {"unused": ["standstill"]})]
