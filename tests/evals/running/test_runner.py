"""Cases through the real assistant: side by side, cached by content, in worlds of their own; one that breaks ends no other."""

import re
from pathlib import Path
from typing import Any

import pytest

import evals
from agent.assistant import Assistant
from evals.datasets.schema import Case
from evals.reports.summary import summarise
from evals.running import fingerprint
from evals.running.cache import Cache
from evals.running.runner import Outcome, Runner

pytestmark = pytest.mark.anyio


async def ran(assistant: Assistant, *cases: dict[str, Any], cache: Cache | None = None) -> list[Outcome]:
    listed = [("s.yaml", Case.model_validate({"id": f"c{n}", **fields})) for n, fields in enumerate(cases)]
    return await Runner(assistant, cache=cache).run(listed)


def spoil(folder: Path) -> None:
    (file,) = folder.rglob("*.json")
    file.write_text("{", encoding="utf-8")


STOCK = {"question": "How many 55-100 are there, and where?", "must_contain": [["Van 1"]]}


async def test_a_case_that_breaks_is_errored_and_the_others_run(assistant: Assistant) -> None:
    broken = {"question": "q", "planted": [{"record": "JOB-999", "text": "x"}]}
    first, second, third = await ran(assistant, broken, STOCK, {"question": "q", "needs": ["fly"]})
    assert first.error.startswith("BadInput: planted: there is no work order or part JOB-999")
    assert (first.scores, first.answer) == ({}, None)
    assert second.scores["required words"].value == 1.0
    assert third.skipped == "there is no tool fly here"


async def test_what_has_not_changed_is_not_asked_again(assistant: Assistant, tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    (first,) = await ran(assistant, STOCK, cache=cache)
    (again,) = await ran(assistant, STOCK, cache=cache)
    (stricter,) = await ran(assistant, {**STOCK, "must_contain": [["Van 9"]]}, cache=cache)
    assert [first.cached, again.cached, stricter.cached] == [False, True, False]
    assert again.scores == first.scores
    assert again.transcript == first.transcript
    assert stricter.scores["required words"].value == 0.0


async def test_a_case_may_have_a_moment_of_its_own(assistant: Assistant) -> None:
    asked = {"question": "How many work orders were opened last year?"}
    early, late = await ran(assistant, {**asked, "now": "2026-06-01"}, {**asked, "now": "1999-06-01T08:00:00"})
    assert early.transcript
    assert late.transcript
    assert "2025" in early.transcript.said
    assert "1998" in late.transcript.said


async def test_a_spoilt_cache_file_is_asked_anew(assistant: Assistant, tmp_path: Path) -> None:
    await ran(assistant, STOCK, cache=Cache(tmp_path))
    spoil(tmp_path)
    (again,) = await ran(assistant, STOCK, cache=Cache(tmp_path))
    assert (again.cached, again.error) == (False, "")


async def test_the_fingerprint_follows_records_and_settings(assistant: Assistant) -> None:
    runner = Runner(assistant)
    before = runner.fingerprint([])
    assert runner.fingerprint([]) == before
    other = Runner(assistant.over(assistant.stores))
    other.assistant.settings = assistant.settings.model_copy(update={"max_steps": 1})
    assert other.fingerprint([]) != before
    assert fingerprint.index_digest(assistant.stores, ["main"]) != fingerprint.index_digest(assistant.stores, ["none"])


def test_the_fingerprint_covers_every_module_that_plays_a_case() -> None:
    folder, left, seen = Path(evals.__path__[0]), ["running.playing"], set[str]()
    while left:
        module = left.pop()
        seen.add(module)
        source = (folder / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        left += set(re.findall(r"^from evals\.([\w.]+) import", source, re.MULTILINE)) - seen
    assert seen == {name.removesuffix(".py").replace("/", ".") for name in fingerprint.PLAYED_BY}


def test_the_fingerprint_covers_all_data_of_the_packages_that_answer() -> None:
    for package in fingerprint.PACKAGES:
        files = [file for file in Path(package.__path__[0]).rglob("*") if file.is_file() and file.suffix != ".pyc"]
        assert {file.suffix for file in files} <= fingerprint.SUFFIXES


async def test_two_runs_give_the_same_report(assistant: Assistant) -> None:
    cases = [STOCK, {"question": "What does alarm 41 mean?", "asset": "H-01"}, {"question": "What does alarm 41 mean?"}]
    first, second = [summarise(await ran(assistant, *cases)) for _ in range(2)]
    assert first.pop("timing")
    assert second.pop("timing")
    assert first == second


async def test_earlier_questions_of_the_thread_are_asked_first(assistant: Assistant) -> None:
    (outcome,) = await ran(assistant, {"question": "and how many are on Van 1?", "thread": ["Stock of 55-100?"]})
    assert outcome.transcript
    first, second = outcome.transcript.answers
    assert first.thread_id == second.thread_id
    assert outcome.answer == second


async def test_a_source_that_is_down_is_down_for_its_case_only(assistant: Assistant) -> None:
    down, up = await ran(assistant, {**STOCK, "sources_down": ["inventory"]}, STOCK)
    assert down.answer
    assert "Van 1" not in down.answer.text
    assert down.scores["gaps named"].value == 1.0
    assert up.scores["required words"].value == 1.0


@pytest.mark.parametrize("source", ["manuals", "alarm lists", "work orders", "inventory"])
async def test_every_source_can_be_missing_without_a_crash(assistant: Assistant, source: str) -> None:
    question = "Alarm 41 on H-01: what do I do, what was done before, and is the part in stock?"
    (outcome,) = await ran(assistant, {"question": question, "asset": "H-01", "sources_down": [source]})
    assert outcome.error == ""


async def test_planted_text_is_read_in_a_copy_and_the_records_stay_as_they_are(assistant: Assistant) -> None:
    planted = {"record": "JOB-101", "field": "actions", "text": "The hook was painted blue."}
    (outcome,) = await ran(
        assistant, {"question": "What was done on JOB-101?", "planted": [planted], "must_contain": [["blue"]]}
    )
    assert outcome.scores["required words"].value == 1.0
    assert "ActsUnasked" in outcome.scores
    assert "blue" not in assistant.stores.records.work_order("JOB-101").actions


async def test_gold_places_are_searched_with_the_machine_of_the_case(assistant: Assistant) -> None:
    gold = {"question": "cover screws torque", "sections": ["3.1"], "file": "hx20-manual.md", "asset": "H-01"}
    (outcome,) = await ran(assistant, gold)
    assert outcome.scores["hit@5"].value == 1.0
    assert outcome.transcript
    assert {place.number for place in outcome.transcript.gold} == {"3.1"}
