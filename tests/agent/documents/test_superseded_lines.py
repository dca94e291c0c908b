"""A line of a superseded revision is never shown as if it were in force, and its warnings are those that hold today."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.settings import AgentSettings
from domain.answers import Answer
from ingestion.pipeline import ingest
from stores.open_stores import Stores, open_stores
from stores.settings import StoreSettings

pytestmark = pytest.mark.anyio
MANUAL = """# HX 20 chain hoist manual

Document number: OM-HX20
Revision: {revision}
Date: {date}

## 3 Brake

### 3.1 Discharging the brake supply

**DANGER** Lethal voltage. Wait at least {minutes} min after the switch is off before the cover is opened.

1. Switch the supply off and lock it.
2. Wait {minutes} min.
3. Open the cover of the supply.

### 3.2 Limits

The brake lining is replaced when it is thinner than {limit} mm.
"""


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.md").write_text(MANUAL.format(revision="A", date="2021-01-01", minutes=5, limit="3.5"), "utf-8")
    (papers / "b.md").write_text(MANUAL.format(revision="B", date="2024-01-01", minutes=10, limit="4.5"), "utf-8")
    with open_stores(settings=StoreSettings(home=tmp_path / "home")) as opened:
        ingest([papers], passages=opened.passages, workers=1)
        yield opened


def cited(said: str, seen: list[Any]) -> str:
    """The words with the number of what holds them in the place of each `{revision: words}`."""
    blocks = [
        block
        for message in seen
        for block in re.findall(r'<evidence n="(\d+)"[^\n]*\n(.*?)\n</evidence>', message.text, re.DOTALL)
    ]
    return re.sub(r"\{(.*?)\}", lambda m: "".join(f"[{n}]" for n, text in blocks if m[1] in text), said)


async def answered(stores: Stores, fakes: Any, said: str, *, look_up: tuple[str, dict[str, Any]]) -> Answer:
    """What becomes of what a model writes of a look-up, `{words}` being the numbers of the evidence with these words."""
    call = AIMessage("", tool_calls=[{"name": look_up[0], "args": look_up[1], "id": "c"}])
    asked = AskRequest(question="How long do I wait, and when is the lining replaced?")
    seen: list[Any] = []
    for _ in range(2):  # the first time only to see the numbers
        model = fakes.ScriptedChatModel(script=[call, AIMessage(cited(said, seen))], seen=[], tools_offered=[])
        answer = await Assistant(stores, settings=AgentSettings(model="openai:scripted"), model=model).ask(asked)
        seen = model.seen[-1]
    return answer


COMPARED = ("compare_revisions", {"document": "OM-HX20"})


async def test_each_side_of_a_change_says_of_which_revision_it_is(stores: Stores, fakes: Any) -> None:
    said = "The lining is replaced when it is thinner than 2.5 mm, before thinner than 1.5 mm {thinner than}."
    answer = await answered(stores, fakes, said, look_up=COMPARED)
    own = [claim.text for claim in answer.claims if "thinner" in claim.text]
    assert own[:2] == [
        "OM-HX20 revision A, superseded: The brake lining is replaced when it is thinner than 3.5 mm.",
        "OM-HX20 revision B: The brake lining is replaced when it is thinner than 4.5 mm.",
    ]


async def test_what_is_superseded_carries_no_sentence_that_does_not_cite_it(stores: Stores, fakes: Any) -> None:
    answer = await answered(
        stores, fakes, "The brake lining is replaced when it is thinner than 3.5 mm {4.5 mm}.", look_up=COMPARED
    )
    first = next(claim for claim in answer.claims if "thinner" in claim.text)
    assert first.text == "OM-HX20 revision B: The brake lining is replaced when it is thinner than 4.5 mm."


async def test_the_warnings_of_a_superseded_step_are_those_in_force(stores: Stores, fakes: Any) -> None:
    answer = await answered(stores, fakes, "Revision A says: Wait 5 min {2. Wait 5}.", look_up=COMPARED)
    assert any("5 min" in claim.text for claim in answer.claims)
    assert answer.warnings
    assert all("10 min" in warning.text for warning in answer.warnings)


async def test_a_superseded_line_in_the_place_of_a_sentence_that_cites_nothing_else_says_so(
    stores: Stores, fakes: Any
) -> None:
    older = next(one for one in stores.passages.documents() if one.revision == "A")
    part = next(one for one in stores.passages.sections(older.id) if one.number == "3.2")
    read = ("read_section", {"section_id": part.id})
    answer = await answered(stores, fakes, "Replace the lining below 2 mm {3.5 mm}.", look_up=read)
    assert (
        answer.claims[0].text
        == "OM-HX20 revision A, superseded: The brake lining is replaced when it is thinner than 3.5 mm."
    )


async def test_the_embedded_model_tells_changes_the_same_way(stores: Stores) -> None:
    answer = await Assistant(stores).ask(AskRequest(question="What changed between revision A and B of OM-HX20?"))
    told = [claim.text for claim in answer.claims]
    assert "OM-HX20 revision A, superseded: The brake lining is replaced when it is thinner than 3.5 mm." in told
    assert "OM-HX20 revision B: The brake lining is replaced when it is thinner than 4.5 mm." in told
    assert answer.withheld == ()
