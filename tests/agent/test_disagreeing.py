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


@pytest.mark.anyio
async def test_another_value_of_the_same_documents_is_no_matter(stores: Stores) -> None:
    answer = await Assistant(stores).ask(AskRequest(question="How much oil goes into the tank?"))
    assert "TQ-3" not in answer.text
