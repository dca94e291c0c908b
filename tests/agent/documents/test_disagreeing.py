"""Two documents in force disagree: the answer shows both, cited, and says so; with and without a language model."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from ingestion.pipeline import ingest
from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings
from tests.fakes import ScriptedChatModel

MANUAL = """# Hydraulic press manual

Document number: HPM-20

## 4.2 Mounting the coupling

Tighten the coupling bolts to 85 Nm in a cross pattern.

## 5 Oil

Fill the tank with 40 l of oil.
"""
LIST = """# Torque list

Document number: TQ-3

## Coupling

| Item | Torque (Nm) |
|---|---|
| Coupling bolts | 95 |
| Base bolts | 210 |
"""
QUESTION = "What torque for the coupling bolts?"


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "manual.md").write_text(MANUAL, encoding="utf-8")
    (papers / "list.md").write_text(LIST, encoding="utf-8")
    with open_stores(settings=StoreSettings(home=tmp_path / "home")) as opened:
        ingest([papers], passages=opened.passages, workers=1)
        yield opened


@pytest.mark.anyio
async def test_both_are_shown_and_said_to_disagree(stores: Stores) -> None:
    answer = await Assistant(stores).ask(AskRequest(question=QUESTION))
    assert answer.status == "answered"
    assert {citation.title for citation in answer.citations} == {"Hydraulic press manual", "Torque list"}
    told = next(line for line in answer.text.splitlines() if "HPM-20" in line and "TQ-3" in line)
    assert "85 Nm" in told
    assert "95 Nm" in told


@pytest.mark.anyio
async def test_a_model_reads_it_and_what_it_leaves_out_is_shown(stores: Stores) -> None:
    call = {"name": "search_manuals", "args": {"query": QUESTION}, "id": "1"}
    written = AIMessage("Tighten the coupling bolts to 85 Nm [2].")
    model = ScriptedChatModel(script=[AIMessage("", tool_calls=[call]), written], seen=[], tools_offered=[])
    answer = await Assistant(stores, model=model).ask(AskRequest(question=QUESTION))
    read = str(model.seen[1][-1].content)
    assert 'disagrees_with="HPM-20: 85 Nm"' in read
    assert 'disagrees_with="TQ-3: 95 Nm"' in read
    assert {citation.title for citation in answer.citations} == {"Hydraulic press manual", "Torque list"}
    assert any("HPM-20" in line and "TQ-3" in line for line in answer.text.splitlines())
    (found,) = answer.disagreements
    titles = {citation.n: citation.title for citation in answer.citations}
    sides = {side.value: [titles[n] for n in side.citations] for side in found.sides}
    assert sides == {"85 Nm": ["Hydraulic press manual"], "95 Nm": ["Torque list"]}
    for side in found.sides:
        assert all(side.value.split()[0] in answer.claims[at].text for at in side.claims)
        assert side.claims


@pytest.mark.anyio
async def test_another_value_of_the_same_documents_is_no_matter(stores: Stores) -> None:
    answer = await Assistant(stores).ask(AskRequest(question="How much oil goes into the tank?"))
    assert "TQ-3" not in answer.text
    assert answer.disagreements == ()


@pytest.mark.anyio
async def test_nobody_is_asked_which_of_two_documents_in_force_is_meant(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for title, number, torque in (("torque tables", 2, 95), ("site torque list", 1, 115)):
        text = f"# HX 20 {title}\n\nDocument number: DN-{torque}\n\nApplies to: HX 20\n\n## {number} Suspension\n\nTighten the suspension plate bolts to {torque} Nm.\n"
        (papers / f"{torque}.md").write_text(text, encoding="utf-8")
    with open_stores(settings=StoreSettings(home=tmp_path / "home")) as opened:
        ingest([papers], passages=opened.passages, workers=1)
        answer = await Assistant(opened).ask(AskRequest(question="What torque do the suspension plate bolts need?"))
    assert answer.status == "answered"
    (found,) = answer.disagreements
    assert {side.value for side in found.sides} == {"95 Nm", "115 Nm"}
    assert all(side.claims and side.citations for side in found.sides)
