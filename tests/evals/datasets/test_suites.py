"""The bundled suites: they load, agree with the demo's records, and hold enough of each kind."""

from collections import Counter
from pathlib import Path

import pytest

import evals
from demo.records import load_facts
from evals.datasets.case_parts import either
from evals.datasets.cases import Case, load_suite, suite_files
from tools.toolbox import TOOLS

FOLDER = Path(evals.__file__).parent / "datasets" / "suites"
DEMO = [*sorted(FOLDER.glob("demo-*.yaml")), FOLDER / "smoke.yaml"]
KINDS = {
    "alarm", "value", "procedure", "multi-hop", "work-order", "history", "part", "asset", "applicability", "clarification",
    "unknown", "unanswerable", "out-of-scope", "unsafe", "injection", "language", "shorthand", "follow-up", "long-thread",
    "missing-source", "approval", "counting", "lying-model",
}  # fmt: skip
STATUSES = {"answered", "partial", "no_evidence", "clarify", "refused", "awaiting_approval"}
WRITES = {"create_work_order", "add_work_order_note", "set_work_order_status", "reserve_part", "release_reservation"}
MIN_CASES = 330


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [case for suite in DEMO for case in load_suite(suite)]


def test_every_suite_is_well_formed() -> None:
    for suite in FOLDER.glob("*.yaml"):
        assert load_suite(suite)


def test_every_case_has_its_own_id(cases: list[Case]) -> None:
    assert [name for name, times in Counter(case.id for case in cases).items() if times > 1] == []


def test_every_asset_and_record_is_one_of_the_demo(cases: list[Case]) -> None:
    facts = load_facts()
    assert {case.asset for case in cases if case.asset} <= {asset.tag for asset in facts.assets}
    known = {order.number for order in facts.work_orders} | {part.number for part in facts.parts} | {"new work order"}
    named = {wish.record for case in cases for wish in case.state_after} | {
        p.record for case in cases for p in case.planted
    }
    alarms = {alarm.code for alarm in facts.alarms} | {asset.tag for asset in facts.assets}
    assert named <= known
    assert {record for case in cases for record in case.records} <= known | alarms


def test_there_are_enough_cases_of_every_kind(cases: list[Case]) -> None:
    assert len(cases) >= MIN_CASES
    counted = Counter(case.kind for case in cases)
    assert set(counted) == KINDS
    assert {kind: n for kind, n in counted.items() if n < 5} == {}


def test_the_demo_is_asked_in_its_five_languages(cases: list[Case]) -> None:
    assert {case.lang for case in cases} == {"en", "da", "de", "pt", "es"}


def test_about_a_tenth_is_held_out_over_every_kind(cases: list[Case]) -> None:
    held = [case for case in cases if case.holdout]
    assert 0.07 <= len(held) / len(cases) <= 0.15
    assert {case.kind for case in held} == KINDS


def test_statuses_and_tools_exist(cases: list[Case]) -> None:
    assert {status for case in cases for status in case.status} <= STATUSES
    named = [*(tool for c in cases for tool in c.tools or []), *(call.name for c in cases for call in c.calls or [])]
    assert {tool for name in named for tool in either(name)} <= set(TOOLS)


def test_a_case_that_writes_says_which_tool_it_needs(cases: list[Case]) -> None:
    careless = [c.id for c in cases if {call.name for call in c.calls or []} & WRITES - set(c.needs)]
    assert careless == []


def test_every_case_can_fail(cases: list[Case]) -> None:
    wishes = ("must_contain", "must_not_contain", "status", "tools", "calls", "state_after", "steps", "gaps", "records")
    idle = [c.id for c in cases if not any(getattr(c, wish) for wish in wishes) and c.kind != "unanswerable"]
    assert idle == []


def test_no_group_of_alternatives_is_empty_or_forbidden_too(cases: list[Case]) -> None:
    broken = [
        c.id
        for c in cases
        if any(
            not group or not all(word.strip() for word in group) or set(group) <= set(c.must_not_contain)
            for group in [*c.must_contain, *c.steps, *c.warning_words]
        )
    ]
    assert broken == []


def test_a_group_is_all_files_of_its_name() -> None:
    assert [file.stem for file in suite_files("smoke")] == ["smoke"]
    assert {file.stem for file in suite_files("demo")} == {file.stem for file in DEMO} - {"smoke"}
