"""Hazardous steps: with the warnings of their manual first, or "stop and ask" in their place."""

from typing import Any

import pytest

from agent.assistant import AskRequest, Assistant
from domain.documents import Document, Passage, Section
from domain.errors import Unavailable
from stores.open_stores import Stores

STEPS = "1. Open the hydraulic line at the accumulator.\n2. Fit the new hose.\n3. Tighten the union to 85 Nm."


def shelf(fakes: Any, *, warning: str = "", lead: str = "", chapter: str = "") -> Any:
    document = Document(id="doc", title="Crane manual", path="crane.pdf", revision="B")
    sections = [
        Section(id="s1", document_id="doc", title="Safety", number="1", path=("1 Safety",), page=2),
        Section(id="s7", document_id="doc", title="Hydraulic hose", number="7", path=("7 Hydraulic hose",), page=12),
    ]
    given = [("s7", "warning", warning), ("s7", "prose", lead), ("s7", "procedure", STEPS), ("s1", "warning", chapter)]
    passages = [
        Passage.model_validate(
            {
                "id": f"p{n}",
                "document_id": "doc",
                "section_id": section,
                "kind": kind,
                "text": text,
                "page": 12,
                "order": n,
            }
        )
        for n, (section, kind, text) in enumerate(given)
        if text
    ]
    return fakes.ShelfOfPassages(document, sections, passages)


async def ask(stores: Stores, store: Any) -> Any:
    stores.__dict__["passages"] = store
    return await Assistant(stores).ask(AskRequest(question="How do I replace the hydraulic hose at the accumulator?"))


@pytest.mark.anyio
async def test_a_hazardous_job_without_warnings_says_stop_and_ask(stores: Stores, fakes: Any) -> None:
    answer = await ask(stores, shelf(fakes))
    assert "Stop and ask" in answer.text
    assert "Open the hydraulic line" not in answer.text
    assert answer.status in {"partial", "no_evidence"}
    assert {gap.source for gap in answer.gaps} == {"warnings"}
    assert answer.withheld


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"warning": "Depressurise the accumulator and lock out the pump."}, "lock out the pump"),
        ({"chapter": "Lock out the pump before any hydraulic work."}, "Lock out the pump"),
    ],
)
async def test_its_own_warning_or_the_safety_chapters_comes_with_the_steps(
    stores: Stores, fakes: Any, given: dict[str, str], says: str
) -> None:
    answer = await ask(stores, shelf(fakes, **given))
    assert says in answer.warnings[0].text
    assert "Open the hydraulic line" in answer.text
    assert answer.text.count("Stop and ask") == 0


@pytest.mark.anyio
async def test_a_prerequisite_in_plain_words_is_one(stores: Stores, fakes: Any) -> None:
    answer = await ask(stores, shelf(fakes, lead="Isolate the pump and depressurise the line before the work."))
    assert "Open the hydraulic line" in answer.text


@pytest.mark.anyio
async def test_warnings_that_cannot_be_read_stop_the_steps(stores: Stores, fakes: Any) -> None:
    store = shelf(fakes, warning="Depressurise the accumulator and lock out the pump.")
    section = store.section

    def unreadable(section_id: str) -> Any:
        if store.reading_is_over:
            raise Unavailable("The manual is being indexed anew.")
        return section(section_id)

    store.reading_is_over = False
    search = store.search

    def once(query: str, **more: Any) -> Any:
        found = search(query, **more)
        store.reading_is_over = True
        return found

    store.search, store.section = once, unreadable
    answer = await ask(stores, store)
    assert "Open the hydraulic line" not in answer.text
