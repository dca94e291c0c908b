"""Questions that count are read into typed arguments; questions for manuals are left to them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from agent.assistant import AskRequest, Assistant
from agent.embedded.counting import counting
from agent.embedded.spans import span_in
from domain.errors import BadInput
from domain.queries import OrderValues
from domain.records import WorkOrder
from stores.open_stores import Stores
from tools.kinds_of_work import kinds_like
from tools.periods import in_words, period

VALUES = OrderValues(
    assets=("Press 3", "Press 4", "B", "Crane North"),
    fields={
        "kind": ("CM", "PM"),
        "status": ("closed", "waiting"),
        "failure_mode": ("F10 Seal leak", "F20 Bearing noise"),
        "component": ("hydraulic unit", "ram"),
        "priority": ("1", "2"),
        "assigned_to": ("M. Krane", "Ada Lund"),
        "Cost Centre": ("4711", "4712"),
        "ShiftName": ("early", "late"),
        "Watch": ("not on watch", "on watch"),
    },
    own=("Cost Centre", "ShiftName", "Watch"),
    orders=100,
)

READ: list[tuple[str, dict[str, Any]]] = [
    ("How many corrective jobs on Press 3 in 2018?", {"assets": ["Press 3"], "kind": "corrective", "since": "2018-01-01", "until": "2018-12-31"}),
    ("how many seal leaks on press 4 since March 2020", {"assets": ["Press 4"], "failure_mode": "seal leak", "since": "2020-03-01"}),
    ("How many work orders for crane north last month?", {"assets": ["Crane North"], "period": "last month"}),
    ("how many jobs on B in the last 30 days", {"assets": ["B"], "period": "last 30 days"}),
    ("how many work orders of priority 1", {"priority": "1"}),
    ("how many work orders with cost centre 4711", {"other": {"Cost Centre": "4711"}}),
    ("how many work orders mention the gasket or mention", {"mentions": ["gasket", "mention"]}),
    ("three most frequent failure codes this year", {"by": "failure_mode", "top": 3, "period": "this year"}),
    ("Which press had the fewest work orders in 2019?", {"by": "asset", "least_first": True, "top": 5, "since": "2019-01-01", "until": "2019-12-31"}),
    ("average hours per job by kind", {"measure": "mean", "of": "hours", "by": "kind", "top": 50}),
    ("work orders by shift name", {"by": "ShiftName", "top": 50}),
    ("Wie viele Aufträge gab es an Press 3 zwischen Mai und Juli 2019?", {"assets": ["Press 3"], "since": "2019-05-01", "until": "2019-07-31"}),
    ("Welche Maschine hatte dieses Jahr die meisten Aufträge?", {"by": "asset", "top": 5, "period": "this year"}),
    ("Hvor mange forebyggende opgaver var der i 2021?", {"kind": "preventive", "since": "2021-01-01", "until": "2021-12-31"}),
    ("¿Cuánto costaron en total los trabajos de Press 4 en 2020?", {"assets": ["Press 4"], "measure": "sum", "of": "cost", "since": "2020-01-01", "until": "2020-12-31"}),
    ("Quais os dois códigos de falha mais frequentes no ano passado?", {"by": "failure_mode", "top": 2, "period": "last year"}),
    ("Which machine cost the most?", {"measure": "sum", "of": "cost", "by": "asset", "top": 5}),
    ("cost by machine", {"of": "cost", "measure": "sum", "by": "asset", "top": 50}),
    ("Trend of corrective jobs on Press 3 by year", {"assets": ["Press 3"], "kind": "corrective", "by": "year", "top": 50}),
    ("How many work orders are not closed?", {"status": "open"}),
    ("How many jobs did we have here on Press 4?", {"assets": ["Press 4"]}),
    ("How many work orders for cost centre 4711 in the second quarter of 2019?", {"other": {"Cost Centre": "4711"}, "since": "2019-04-01", "until": "2019-06-30"}),
    ("Wie viele Aufträge im 3. Quartal 2020?", {"since": "2020-07-01", "until": "2020-09-30"}),
    ("What percentage of the jobs on Press 3 were preventive?", {"assets": ["Press 3"], "kind": "preventive", "share": True, "share_of": ["kind"]}),
    ("What share of the corrective jobs was on Press 4?", {"assets": ["Press 4"], "kind": "corrective", "share": True, "share_of": ["assets"]}),
    ("Wie viel Prozent der Aufträge sind PM?", {"kind": "PM", "share": True, "share_of": ["kind"]}),
    ("¿Qué porcentaje de las órdenes es correctivo?", {"kind": "corrective", "share": True, "share_of": ["kind"]}),
    ("Break down the jobs by kind in percent", {"by": "kind", "top": 50, "share": True}),
    ("When was the first work order for Press 3?", {"assets": ["Press 3"], "list_orders": True, "top": 1, "oldest_first": True}),
    ("Are there more jobs on Press 3 or on Press 4?", {"assets": ["Press 3", "Press 4"], "by": "asset", "top": 50}),
    ("Gibt es mehr PM oder CM Aufträge?", {"by": "kind", "top": 50, "sides": ["CM", "PM"]}),
    ("What did M. Krane do on Press 3 in 2020?", {"assets": ["Press 3"], "assigned_to": "M. Krane", "list_orders": True, "top": 12, "since": "2020-01-01", "until": "2020-12-31"}),
    ("What did Krane repair last month?", {"assigned_to": "krane", "list_orders": True, "top": 12, "period": "last month"}),
    ("Was hat Ada Lund 2020 gemacht?", {"assigned_to": "Ada Lund", "list_orders": True, "top": 12, "since": "2020-01-01", "until": "2020-12-31"}),
    ("Who has the most work orders?", {"by": "assigned_to", "top": 5}),
    ("How many jobs did we have in March?", {"period": "last march"}),
    ("Which machine had the most seal leaks?", {"by": "asset", "top": 5, "failure_mode": "seal leak"}),
    ("jobs per quarter in 2020", {"since": "2020-01-01", "until": "2020-12-31", "by": "quarter", "top": 50}),
    ("How many jobs at station 7?", {"about": ["station 7"]}),
    ("How many jobs at hall B?", {"about": ["hall B"]}),
    ("How many jobs are on watch?", {"other": {"Watch": "on watch"}}),
    ("How many jobs took longer than 8 hours?", {"over": 8.0, "of": "hours"}),
    ("list the seal leaks of press 3 in June 2006", {"assets": ["Press 3"], "failure_mode": "seal leak", "since": "2006-06-01", "until": "2006-06-30", "list_orders": True, "top": 12}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), READ, ids=[case[0] for case in READ])
def test_what_is_counted(question: str, expected: dict[str, Any]) -> None:
    assert counting(question, VALUES) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How many bolts hold the cover of Press 3?",
        "How much oil does the hydraulic unit take?",
        "How often must the seal of Press 3 be changed?",
        "Which system has the highest pressure?",
        "What is the most likely cause of a seal leak on Press 3?",
        "How many callipers at a time and what torque?",
        "Which work orders are open?",
        "Show me how to change the seal",
        "What did the inspection of the ram show?",
        "Hydraulic unit number of Press 3?",
        "Wie viel Öl braucht das Getriebe?",
        "How many hours may the press run without grease?",
        "Tighten to 120 Nm in 2 passes?",
    ],
)
def test_what_manuals_or_other_tools_answer(question: str) -> None:
    assert counting(question, VALUES, asset="Press 3") is None


def test_without_work_orders_nothing_is_counted() -> None:
    assert counting("How many work orders are there?", OrderValues()) is None


def test_a_single_letter_is_a_machine_only_where_one_is_meant() -> None:
    assert counting("how many jobs on B in 2020", VALUES)
    found = counting("how many work orders mention vitamin b", VALUES)
    assert found
    assert "assets" not in found


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("in 2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("from 2016 jobs", date(2016, 1, 1), date(2016, 12, 31)),
        ("after 2015", date(2016, 1, 1), None),
        ("before March 2012", None, date(2012, 2, 29)),
        ("2015-2017", date(2015, 1, 1), date(2017, 12, 31)),
        ("from 2010-01-05 to 2010-02-03", date(2010, 1, 5), date(2010, 2, 3)),
        ("between 01/15/2016 and 02/20/2016", date(2016, 1, 15), date(2016, 2, 20)),
        ("in Q2 2016", date(2016, 4, 1), date(2016, 6, 30)),
        ("in the first quarter of 2016", date(2016, 1, 1), date(2016, 3, 31)),
        ("en el cuarto trimestre de 2016", date(2016, 10, 1), date(2016, 12, 31)),
        ("on 12 March 2016", date(2016, 3, 12), date(2016, 3, 12)),
        ("part 12-2018", None, None),
        ("on 31 February 2018", None, None),
    ],
)
def test_spans(text: str, since: date | None, until: date | None) -> None:
    found = span_in(text)
    assert (found.since, found.until) == (since, until)


NOW = datetime(2024, 3, 31, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("today", "2024-03-31"),
        ("this month", "2024-03"),
        ("last month", "2024-02"),
        ("last year", "2023"),
        ("last april", "2023-04"),
        ("last quarter", "2023-10-01 to 2023-12-31"),
        ("last week", "2024-03-18 to 2024-03-24"),
        ("last 7 days", "2024-03-25 to 2024-03-31"),
        ("last 1 month", "2024-03-01 to 2024-03-31"),
    ],
)
def test_periods_are_counted_from_the_clock(name: str, words: str) -> None:
    assert in_words(*period(name, NOW)) in {words, "2024-03"}


def test_an_unknown_period_is_explained() -> None:
    with pytest.raises(BadInput, match="no period 'soon'"):
        period("soon", NOW)


def test_kinds_are_known_by_their_synonyms() -> None:
    assert kinds_like("corrective", ["CM", "PM", "Breakdown maintenance"]) == ("CM", "Breakdown maintenance")
    assert kinds_like("pm", ["CM", "PM"]) == ("PM",)
    assert kinds_like("corrective", ["PM01", "PM02"]) == ()


@pytest.fixture
def counted(stores: Stores) -> Assistant:
    stores.records.put_work_orders(
        [
            WorkOrder(number=f"J-{n}", asset="Press 3" if n % 3 else "B", title="Seal leaks", kind="CM" if n % 2 else "PM",
                      opened=datetime(2024, 1 + n % 3, 5, tzinfo=UTC), hours=float(n), status="closed")
            for n in range(1, 13)
        ]
    )  # fmt: skip
    return Assistant(stores, now=lambda: NOW)


@pytest.mark.anyio
async def test_the_figure_its_filter_and_its_records_are_cited(counted: Assistant) -> None:
    answer = await counted.ask(AskRequest(question="How many corrective jobs on Press 3 this year?"))
    assert answer.text.split("\n")[0] == "**4** work orders (Press 3; kind CM; 2024) [1]"
    (citation,) = answer.citations
    assert (citation.kind, citation.source_id, citation.url) == ("work_order", None, None)
    assert "J-1" in citation.quote
    assert not answer.withheld


@pytest.mark.anyio
async def test_the_answer_is_in_the_language_of_the_question(counted: Assistant) -> None:
    answer = await counted.ask(
        AskRequest(question="Wie viele Stunden hat die Arbeit an Press 3 im letzten Monat insgesamt gebraucht?")
    )
    assert answer.text.startswith("Stunden insgesamt: **"), answer.text


@pytest.mark.anyio
async def test_a_kind_that_no_record_has_is_no_zero(stores: Stores) -> None:
    stores.records.put_work_orders([WorkOrder(number="J-1", asset="Press 3", title="Seal leaks", kind="ZX1")])
    answer = await Assistant(stores, now=lambda: NOW).ask(AskRequest(question="How many corrective jobs on Press 3?"))
    assert answer.status == "no_evidence"
    assert any("the kinds are ZX1" in gap.reason for gap in answer.gaps)


@pytest.mark.anyio
async def test_a_machine_that_only_work_orders_know_has_a_history(counted: Assistant) -> None:
    answer = await counted.ask(AskRequest(question="What was done before on machine B?"))
    assert answer.status == "answered"
    assert {call.name for call in answer.tool_calls} >= {"find_work_orders"}
    assert "J-3" in answer.text
    assert "J-1:" not in answer.text
