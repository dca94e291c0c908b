"""Several hops in one turn, and the tools that serve a whole question of their own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agent.assistant import AskRequest, Assistant
from domain.documents import Document, Passage, Section
from domain.records import Part, Stock, WorkOrder
from stores.open_stores import Stores
from stores.records.orders.cases import CaseIndex
from stores.records.orders.meaning import NOTES


class ByTopic:
    """Two dimensions: how much a text speaks of noise, and of leaks."""

    name = "topics"
    dimensions = 2

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        self.embedded += texts
        noise, leak = ("noise", "squeal", "howl", "rattl"), ("leak", "drip", "puddle", "wet")
        vectors = [[float(any(w in t.casefold() for w in group)) for group in (noise, leak)] for t in texts]
        return [[a / ((a + b) ** 0.5 or 1), b / ((a + b) ** 0.5 or 1)] for a, b in vectors]


ORDERS = [
    WorkOrder(number="JOB-1", asset="CR-01", title="Slewing gear rattling", status="closed",
              opened=datetime(2025, 3, 1, tzinfo=UTC), closed=datetime(2025, 3, 2, tzinfo=UTC),
              actions="Replaced the cracked damper.", assigned_to="Ida Holm"),
    WorkOrder(number="JOB-2", asset="CR-02", title="Puddle under the hydraulic unit", status="closed",
              closed=datetime(2025, 4, 2, tzinfo=UTC), actions="New seal in the pump."),
]  # fmt: skip


@pytest.mark.anyio
async def test_alarm_part_stock_and_who_fixed_it(stores: Stores) -> None:
    stores.records.put_work_orders(
        [WorkOrder(number="JOB-9", asset="CR-01", title="brake worn", status="closed", alarm_code="41",
                   actions="Lining renewed.", assigned_to="Ida Holm")]
    )  # fmt: skip
    answer = await Assistant(stores).ask(
        AskRequest(question="CR-01 has alarm 41: what do I do, do we have the part, and who fixed it last time?")
    )
    for words in ("Measure the lining.", "Van 1: 2 pcs", "9 days", "Ida Holm", "Lining renewed."):
        assert words in answer.text
    assert answer.status == "answered"
    assert {c.kind for c in answer.citations} >= {"alarm", "part", "work_order"}
    assert len(answer.text.split()) <= 160


@pytest.mark.anyio
async def test_a_thread_goes_from_an_alarm_to_its_part_and_its_job(stores: Stores) -> None:
    assistant, thread = Assistant(stores), "t"

    async def ask(question: str) -> str:
        return (await assistant.ask(AskRequest(question=question, asset="CR-01", thread_id=thread))).text

    alarm = await ask("What does alarm 41 mean?")
    part = await ask("Is the part in stock?")
    assert "Van 1: 2 pcs" in part
    assert not set(alarm.split("\n")[1:]) & set(part.split("\n")), "what was shown is not shown again"
    assert "Fit the new brake lining" in await ask("How do I replace it?")


@pytest.mark.anyio
async def test_no_own_history_is_said_and_other_machines_jobs_do_not_stand_in(stores: Stores) -> None:
    stores.records.put_work_orders(ORDERS)
    answer = await Assistant(stores).ask(AskRequest(question="Who fixed the puddle last time?", asset="CR-01"))
    assert "JOB-2" not in answer.text
    assert any("CR-01" in gap.reason and "puddle" in gap.reason for gap in answer.gaps)


@pytest.mark.anyio
@pytest.mark.parametrize(
    "question",
    ["Has anyone seen a similar case: the slewing gear is howling?", "Ähnlicher Fall? Slewing gear squeals",
     "lignende sag: slewing squeal", "¿algún caso parecido? slewing squeal", "caso semelhante: slewing squeal?"],
)  # fmt: skip
async def test_similar_cases_are_found_by_meaning(stores: Stores, question: str) -> None:
    stores.records.put_work_orders(ORDERS)
    stores.__dict__["cases"] = CaseIndex(stores._engine, ByTopic(), Path(stores.settings.home))  # pyright: ignore[reportPrivateUsage]
    answer = await Assistant(stores).ask(AskRequest(question=question))
    assert "find_similar_cases" in {call.name for call in answer.tool_calls}
    assert "Replaced the cracked damper." in answer.text
    assert "JOB-2" not in answer.text


def test_vectors_of_cases_are_kept_and_made_anew_after_a_write(stores: Stores, tmp_path: Path) -> None:
    records, engine = stores.records, stores._engine  # pyright: ignore[reportPrivateUsage]
    records.put_work_orders(ORDERS)
    embedder = ByTopic()
    assert CaseIndex(engine, embedder, tmp_path / "kept").nearest("it howls", limit=1)[0][0] in {"JOB-1", "JOB-77"}
    again = ByTopic()
    index = CaseIndex(engine, again, tmp_path / "kept")
    assert index.nearest("water drips", limit=1)[0][0] == "JOB-2"
    common = {note for notes in NOTES for note in notes}
    assert set(again.embedded) - common == {"water drips"}, "the vectors came from the file"
    records.put_work_orders([WorkOrder(number="JOB-3", asset="CR-01", title="leak at the swivel")])
    assert {number for number, _ in index.nearest("water drips", limit=2)} == {"JOB-2", "JOB-3"}
    assert sum("swivel" in text for text in again.embedded) == 1


def test_no_embedder_finds_no_case_by_meaning(stores: Stores, tmp_path: Path) -> None:
    assert CaseIndex(stores._engine, None, tmp_path).nearest("noise") == ()  # pyright: ignore[reportPrivateUsage]


@pytest.mark.anyio
async def test_a_shift_brief_has_what_a_job_needs(stores: Stores) -> None:
    records = stores.records
    records.put_parts([Part(number="55-200", name="Damper", stock=(Stock(location="Hall", quantity=4),))])
    records.put_work_orders(
        [
            *ORDERS,
            WorkOrder(number="JOB-5", asset="CR-01", title="Replace the brake lining", component="brake lining",
                      status="open", priority="urgent", assigned_to="I. Holm", parts_used=("55-100",)),
            WorkOrder(number="JOB-6", asset="CR-02", title="Oil sample", status="open", assigned_to="Per Lund"),
            WorkOrder(number="JOB-4", asset="CR-01", title="brake lining checked", component="brake lining",
                      status="closed", actions="5 mm left."),
        ]
    )  # fmt: skip
    answer = await Assistant(stores).ask(AskRequest(question="Shift brief for Ida Holm"))
    for words in ("JOB-5", "CR-01: Lifter L20", "5 mm left.", "55-100", "Van 1: 2 pcs", "lock out the main switch"):
        assert words in answer.text + "".join(w.text for w in answer.warnings)
    assert "JOB-6" not in answer.text
    assert (await Assistant(stores).ask(AskRequest(question="Shift brief for Nobody Known"))).status == "no_evidence"


@pytest.fixture
def two_revisions(shelf: Any) -> Any:
    old = Document(id="old", title="Crane manual", number="CM-20", path="a.pdf", revision="A", superseded_by="new")
    new = Document(id="new", title="Crane manual", number="CM-20", path="b.pdf", revision="B")
    texts = {
        "old": "Tighten the cover bolts to 85 Nm. Grease the pin every week. Wear gloves.",
        "new": "Tighten the cover bolts to 95 Nm. Wear gloves. Check the pin for wear after each lift.",
    }
    shelf.__dict__.update(
        documents=lambda library="main": [old, new],
        sections=lambda document_id: [Section(id=f"s-{document_id}", document_id=document_id, title="Brake cover")],
        passages=lambda section_id: [
            Passage(id=f"p-{section_id}", document_id=section_id[2:], section_id=section_id, text=texts[section_id[2:]])
        ],
        section=lambda section_id: Section(id=section_id, document_id=section_id[2:], title="Brake cover"),
        document=lambda document_id: {"old": old, "new": new}[document_id],
    )
    return shelf


@pytest.mark.anyio
@pytest.mark.parametrize(
    "question",
    ["What changed between revision A and B of the crane manual?", "Was hat sich geändert zwischen Rev A und B, CM-20?",
     "Hvad er ændret i revision B af CM-20?", "¿Qué cambió entre la revisión A y B de CM-20?",
     "O que mudou entre a revisão A e B de CM-20?"],
)  # fmt: skip
async def test_revisions_are_compared_with_both_sides_cited(stores: Stores, two_revisions: Any, question: str) -> None:
    answer = await Assistant(stores).ask(AskRequest(question=question))
    lines = answer.text.splitlines()
    assert "85 Nm" in lines[0]
    assert "95 Nm" in lines[1]
    assert "Grease the pin every week." in answer.text
    assert "Check the pin for wear after each lift." in answer.text
    assert "gloves" not in answer.text
    assert {c.revision for c in answer.citations} == {"A", "B"}


@pytest.mark.anyio
async def test_a_unit_alone_converts_what_was_said(stores: Stores) -> None:
    assistant = Assistant(stores)
    ask = AskRequest(question="How do I replace the brake lining?", asset="CR-01", thread_id="t")
    assert "85 Nm" in (await assistant.ask(ask)).text
    answer = await assistant.ask(ask.model_copy(update={"question": "and in ft lb?"}))
    assert answer.text.startswith("85 Nm = 62.69")
    assert [call.name for call in answer.tool_calls] == ["convert"]


@pytest.mark.anyio
async def test_a_time_points_nowhere(stores: Stores) -> None:
    stores.records.put_work_orders([WorkOrder(number="JOB-9", asset="CR-01", title="brake worn", status="open")])
    assistant = Assistant(stores)
    ask = AskRequest(question="Which parts are low?", thread_id="t")
    await assistant.ask(ask)
    answer = await assistant.ask(ask.model_copy(update={"question": "Show me the work orders of this week"}))
    assert all("low" not in str(call) for call in answer.tool_calls)
