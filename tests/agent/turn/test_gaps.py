"""A source that fails is tried once more, then told as a gap with the time of its last good answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import ModuleType
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.settings import AgentSettings
from domain.callers import Caller
from domain.errors import Unavailable
from domain.records import Part
from stores.last_good import LastGood
from stores.open_stores import Stores
from tools.context import ToolContext, ToolResult
from tools.others.offering import OtherArguments, OtherTools
from tools.others.settings import OtherSettings
from tools.tool import Tool


class Flaky:
    """The records, whose inventory fails for the next `failures` calls."""

    def __init__(self, records: Any) -> None:
        self._records = records
        self.failures = 0
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def part(self, number: str) -> Part:
        self.asked += 1
        if self.failures:
            self.failures -= 1
            raise Unavailable("The inventory is not reachable.")
        return self._records.part(number)


@pytest.fixture
def flaky(stores: Stores) -> Flaky:
    stores.records = Flaky(stores.records)  # pyright: ignore[reportAttributeAccessIssue]
    return stores.records  # pyright: ignore[reportReturnType]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    times = iter(datetime(2026, 5, 4, hour, 12, tzinfo=UTC) for hour in range(9, 24))
    now = {"at": next(times)}

    def tell() -> datetime:
        return now["at"]

    tell.__dict__["later"] = lambda: now.update(at=next(times))
    return tell


@pytest.mark.anyio
async def test_a_failure_that_passes_is_not_seen(flaky: Flaky, stores: Stores) -> None:
    flaky.failures = 1
    answer = await Assistant(stores).ask(AskRequest(question="do we have 55-100?"))
    assert answer.status == "answered"
    assert "Van 1: 2 pcs" in answer.text
    assert not answer.gaps


@pytest.mark.anyio
async def test_a_source_out_of_reach_is_told_with_its_last_known_time(flaky: Flaky, stores: Stores, clock: Any) -> None:
    assistant = Assistant(stores, now=clock)
    await assistant.ask(AskRequest(question="do we have 55-100?"))
    clock.later()
    flaky.failures = 99
    asked = flaky.asked
    answer = await assistant.ask(AskRequest(question="CR-01 stopped with alarm 41, do we have the part?"))
    assert answer.status == "partial"
    assert "Brake worn" in answer.text
    gap = next(gap for gap in answer.gaps if gap.source == "inventory")
    assert gap.as_of == datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
    assert "not reachable" in gap.reason
    assert flaky.asked - asked == 2, "tried once more, and only once"
    assert "search_manuals" in {call.name for call in answer.tool_calls}, "and looked for in the manuals instead"


async def test_what_ran_out_of_its_time_is_not_started_again(stores: Stores, fakes: ModuleType) -> None:
    running, answers = list[str](), Event()

    def look_up(_: ToolContext, given: Any) -> ToolResult:
        running.append(str(given))
        answers.wait(10)
        return ToolResult(note="late")

    class Slow(OtherTools):
        def offered(self, caller: Caller) -> dict[str, Tool]:
            return {"lab__slow": Tool("lab__slow", OtherArguments, look_up, "lab", timeout_s=0.2)}

    call = AIMessage("", tool_calls=[{"name": "lab__slow", "args": {}, "id": "c"}])
    model = fakes.ScriptedChatModel(script=[call, AIMessage("NO_EVIDENCE")], seen=[], tools_offered=[])
    others = Slow(OtherSettings(servers=()), str)
    try:
        answer = await Assistant(
            stores, settings=AgentSettings(model="openai:scripted"), model=model, others=others
        ).ask(AskRequest(question="how far off does the wrench read?"))
    finally:
        answers.set()
    assert len(running) == 1
    assert [gap.reason for gap in answer.gaps if gap.source == "lab"] == ["no answer within 0.2 s"]


@pytest.mark.anyio
async def test_a_source_that_never_answered_has_no_last_known_time(flaky: Flaky, stores: Stores) -> None:
    flaky.failures = 99
    answer = await Assistant(stores).ask(AskRequest(question="do we have 55-100?"))
    assert answer.status == "no_evidence"
    assert [gap.as_of for gap in answer.gaps if gap.source == "inventory"] == [None]


def test_the_last_known_time_survives_a_restart(tmp_path: Path) -> None:
    at = datetime(2026, 5, 4, 9, 12, tzinfo=UTC)
    LastGood(tmp_path / "times.json").note("inventory", at)
    assert LastGood(tmp_path / "times.json").when("inventory") == at
    (tmp_path / "times.json").write_text("{", encoding="utf-8")
    assert LastGood(tmp_path / "times.json").when("inventory") is None


@pytest.mark.anyio
async def test_a_turn_goes_on_without_the_machines_and_says_that_pages_are_not_filtered(stores: Stores) -> None:
    records = stores.records

    class NoFleet:
        def __getattr__(self, name: str) -> object:
            if name in {"asset", "assets", "alarms"}:
                raise Unavailable("The machine register does not answer.")
            return getattr(records, name)

    stores.__dict__["records"] = NoFleet()
    try:
        answer = await Assistant(stores).ask(AskRequest(question="How do I replace the brake lining?", asset="CR-01"))
    finally:
        stores.__dict__["records"] = records
    assert answer.status == "partial"
    assert "Fit the new brake lining" in answer.text
    assert any(gap.source == "assets" and "not filtered" in gap.reason for gap in answer.gaps)


@pytest.mark.parametrize(
    ("question", "near"), [("Is part 55-101 in stock?", "55-100"), ("What does alarm 42 mean?", "41")]
)
async def test_what_is_named_nearly_so_is_told_once(assistant: Assistant, question: str, near: str) -> None:
    answer = await assistant.ask(AskRequest(question=question))
    assert answer.status == "no_evidence"
    assert answer.text.count(near) == 1
