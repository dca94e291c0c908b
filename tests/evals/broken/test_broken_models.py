"""Models that misbehave: each over any conversation, from messages and tools alone; and the comparison with none."""

import re
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from agent.assistant import Assistant
from agent.models.endpoint.failing import failure
from agent.models.remote import Remote, ended_early
from agent.settings import AgentSettings
from domain.errors import BadInput, Unavailable
from evals.broken.evidence_read import blocks, numbers, without
from evals.broken.lies import lies
from evals.broken.models import BROKEN, SAME_CALLS
from evals.broken.trying import cases_to_play, compared, try_models
from evals.datasets.cases import Case, load_suite, suite_files
from evals.metrics.scores import Score
from evals.running.runner import Outcome
from tests.evals.conversations import evidence, looked_up
from tests.fakes import ScriptedChatModel

pytestmark = pytest.mark.anyio

TEXT = "1. Do not open the valve before the pump stops.\n2. Tighten the cover screws to 25 Nm."
TURN = looked_up((7, evidence(7, TEXT)), (9, evidence(9, "The oil filter holds 4.5 l of oil.")))
TOOLS: list[dict[str, Any]] = [{"type": "function", "function": {"name": "search_manuals", "description": "", "parameters": {}}}]  # fmt: skip
CALL = AIMessage("", tool_calls=[{"name": "get_asset", "args": {"tag": "H-01"}, "id": "c", "type": "tool_call"}])


async def said(name: str, messages: list[BaseMessage], *plans: AIMessage) -> tuple[str, AIMessage]:
    planner = ScriptedChatModel(script=list(plans), seen=[], tools_offered=[])
    remote = Remote(BROKEN[name](inner=planner), AgentSettings(model="broken"))
    pieces = [piece async for piece in remote.reply(messages, TOOLS)]
    reply = pieces[-1]
    assert isinstance(reply, AIMessage)
    return "".join(piece for piece in pieces if isinstance(piece, str)), reply


async def test_they_plan_like_the_embedded_model_before_they_misbehave() -> None:
    for name in ("liar", "silent at last", "cut off", "breaks", "vacuous", "rambler"):
        _, reply = await said(name, [HumanMessage("What is H-01?")], CALL)
        assert [call["name"] for call in reply.tool_calls] == ["get_asset"], name


async def test_the_liar_cites_what_exists_and_says_nothing_that_stands_there() -> None:
    text, _ = await said("liar", TURN, AIMessage("25 Nm [7]"))
    told = text.splitlines()
    assert len(told) == 3
    assert set(re.findall(r"\[(\d+)\]", text)) == {"7", "9"}
    for lie in told:
        assert re.sub(r"\s*\[\d+\]\.$", "", lie) not in TEXT + "The oil filter holds 4.5 l of oil."


def test_lies_of_all_kinds() -> None:
    told = lies(blocks(TURN) | {11: "The brake must be opened at 180 bar.\nThe pin may be worn to 91 mm."})
    assert "The oil filter holds 4.5 l of oil" not in " ".join(told)
    assert any(lie.startswith("Do not tighten") for lie in told), "negated"
    assert any("opened at" in lie and "180 bar" not in lie for lie in told), "another's value"
    assert any("oil filter" in lie and "4.5 l" not in lie for lie in told), "another's value"
    assert any(lie.startswith("Open the valve before") for lie in told), "turned in order"
    assert len(told) == len(set(told))
    assert lies({}) == []


async def test_silence_and_the_wrong_word_end_the_call() -> None:
    for name, plans in (("silent", ()), ("silent at last", (AIMessage("x"),))):
        with pytest.raises(Unavailable, match="empty"):
            await said(name, TURN, *plans)
    assert (await said("no evidence", TURN))[0] == "NO_EVIDENCE"


async def test_cut_off_and_broken() -> None:
    text, reply = await said("cut off", TURN, AIMessage("x"))
    assert "cut off" in ended_early(reply)
    assert text.startswith(("Do not open", "1."))
    assert not text.endswith(".")
    with pytest.raises(RuntimeError) as caught:
        await said("breaks", TURN, AIMessage("x"))
    assert "Error" not in failure(caught.value)


async def test_calls_without_sense() -> None:
    _, unknown = await said("unknown tools", TURN)
    assert {call["name"] for call in unknown.tool_calls} == {"browse_internet", "run_python"}
    _, same = await said("looper", TURN)
    assert [call["args"] for call in same.tool_calls] == [{"query": "How tight?"}] * SAME_CALLS
    assert len({call["id"] for call in same.tool_calls}) == SAME_CALLS


async def test_the_rambler_is_cut() -> None:
    text, reply = await said("rambler", TURN, AIMessage("x"))
    assert len(text) < 40_000
    assert ended_early(reply)


async def test_vacuous() -> None:
    text, _ = await said("vacuous", TURN, AIMessage("x"))
    assert "You need to use the tool. [7]" in text


def test_evidence_is_read_from_this_turns_tool_messages() -> None:
    earlier = looked_up((1, evidence(1, "old")), question="Before?", call_id="c0")
    thread = [*earlier, AIMessage("Old [1]."), *TURN]
    assert (numbers(thread), list(blocks(thread))) == ([7, 9], [7, 9])
    assert blocks(thread)[7] == TEXT
    left = without(TURN[-1].text, frozenset({7}))
    assert "25 Nm" not in left
    assert "4.5 l" in left
    assert left.endswith("note: that is all")


def outcome(case_id: str, **scores: float) -> Outcome:
    named = {name.replace("_", " "): Score(value) for name, value in scores.items()}
    return Outcome(case=Case(id=case_id, question="q"), suite="suites/demo-x.yaml", scores=named)


def test_worse_is_told_with_the_cases_that_it_spoilt() -> None:
    alone = [outcome("a", required_words=1.0, status=1.0), outcome("b", required_words=1.0, status=1.0), outcome("c", required_words=0.0)]  # fmt: skip
    with_it = [outcome("a", required_words=1.0, status=1.0), outcome("b", required_words=0.0, status=1.0), outcome("c", required_words=0.0)]  # fmt: skip
    words, status = compared("liar", alone, with_it)
    assert (words.metric, words.cases, words.alone, words.with_it, words.spoilt, words.is_worse) == ("required words", 3, 2, 1, ("b",), True)  # fmt: skip
    assert (words.suite, status.metric, status.is_worse) == ("demo-x", "status", False)
    broken = [one.model_copy(update={"scores": {}, "error": "boom"}) for one in alone]
    assert all(count.is_worse for count in compared("liar", alone, broken)), "a turn that breaks passes nothing"


async def test_none_is_worse_than_no_language_model_on_the_small_library(assistant: Assistant) -> None:
    files = suite_files("quick")
    cases = cases_to_play([(str(file), load_suite(file)) for file in files], 6)
    heard: list[str] = []
    names = ("liar", "silent", "breaks", "unknown tools", "no evidence")
    counts = await try_models(assistant.stores, cases, names, told=lambda name, _: heard.append(name))
    assert heard == list(names)
    assert [(count.model, count.metric, count.spoilt) for count in counts if count.is_worse] == []
    assert all(count.cases and count.alone for count in counts if count.metric == "required words")


async def test_a_comparison_of_nothing_is_refused(assistant: Assistant) -> None:
    with pytest.raises(BadInput, match="Nothing could be compared"):
        await try_models(assistant.stores, [("s", Case(id="a", question="Hello?"))], ["silent"])


def test_cases_with_models_or_records_of_their_own_are_left_out() -> None:
    cases = [Case(id=str(n), question="q", kind=kind) for n, kind in enumerate("aabbcc")]
    cases += [Case(id="lie", question="q", says=["x"]), Case(id="act", question="q", decide="approve")]
    assert [case.id for _, case in cases_to_play([("s", cases)], 0)] == ["0", "1", "2", "3", "4", "5"]
    assert [case.id for _, case in cases_to_play([("s", cases)], 3)] == ["0", "2", "4"]
