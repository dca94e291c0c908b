"""Seeded faults: each changes what it says it changes, through the seams, and the comparison notices."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from agent.assistant import AskRequest, Assistant
from agent.turn.found import evidence_of
from domain.answers import Answer, AnswerEvent
from domain.approvals import Approval
from domain.documents import Passage
from evals.datasets.cases import Case
from evals.faults import showing, writing
from evals.faults.catalogue import FAULTS
from evals.faults.passages import ShortTables, WrongUnits
from evals.faults.records import NoSuccessors, OtherLocations, StaleOrders
from evals.faults.retelling import retold
from evals.faults.seams import Fault, FaultyAssistant
from evals.faults.trying import Trial, Trials, cases_for, core_of, falls, paired, worse_beyond_noise
from evals.running.cache import Cache
from evals.running.runner import Outcome
from stores.clock import utc_now
from stores.open_stores import Stores, open_stores
from stores.writes.approvals import hash_of
from tests.api.organisation import MANUAL_QUESTION, write_organisation
from tests.evals.builders import answer
from tests.evals.conversations import evidence, looked_up

STEPS = ["1. Open. [1]", "2. Fit. [1]", "3. Close. [1]", "4. Sign. [1]"]


def test_there_are_enough_faults_and_each_has_cases() -> None:
    assert len(FAULTS) == 45
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    changes = ("passages", "records", "approvals", "asked", "given", "lines", "told", "events")
    assert [f.name for f in FAULTS if sum(getattr(f, change) is not None for change in changes) != 1] == []


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    with open_stores(tmp_path_factory.mktemp("home")) as opened:
        write_organisation(opened)
        yield opened


def fault(name: str) -> Fault:
    return next(one for one in FAULTS if one.name == name)


async def ask(assistant: Assistant, question: str = MANUAL_QUESTION) -> Answer:
    return await assistant.ask(AskRequest(question=question))


@pytest.mark.anyio
async def test_faults_go_in_at_every_seam_and_leave_the_real_assistant_alone(stores: Stores) -> None:
    real = Assistant(stores)
    right = await ask(real)
    assert "85 Nm" in right.text
    assert right.warnings
    assert "85 Nm" not in (await ask(FaultyAssistant(real, fault("mis-map a unit")))).text
    assert not (await ask(FaultyAssistant(real, fault("lose the warnings")))).warnings
    assert "86 Nm" in (await ask(FaultyAssistant(real, fault("disable grounding")))).text
    assert not (await ask(FaultyAssistant(real, fault("answer from memory")))).citations
    short = (await ask(FaultyAssistant(real, fault("stop after the first line")))).text
    assert short
    assert short in right.text.split("\n")[0]
    assert "85 Nm" not in (await ask(FaultyAssistant(real, fault("drop the last step")))).text
    wrong = await ask(FaultyAssistant(real, fault("cite the wrong page")))
    assert {citation.page for citation in wrong.citations if citation.page} == {1}
    stock = "How many 55-100 are in stock?"
    assert "Van 1" in (await ask(real, stock)).text
    again = await ask(real)
    assert (again.text, again.warnings) == (right.text, right.warnings)


@pytest.mark.anyio
async def test_a_fault_is_caught_and_no_fault_alarms(stores: Stores, tmp_path: Path) -> None:
    real = Assistant(stores)
    questions = ("what torque do the brake cover bolts need on CR-01?", "Torque of the brake cover bolts?", "brake cover bolts, torque in Nm?",
                 "Which torque for the bolts of the brake cover?", "torque brake cover bolts CR-01")  # fmt: skip
    cases = [
        ("demo-x.yaml", Case(id=f"fault-unit-{n}", kind="value", question=q, must_contain=[["85 Nm"]]))
        for n, q in enumerate(questions)
    ]
    trials = Trials(real, "main", Cache(tmp_path), "index and code")
    base = await trials.without_fault(cases)
    again = await trials.without_fault(cases, 1)
    assert not any(outcome.cached for outcome in again), "a control plays anew"
    assert all(outcome.cached for outcome in await trials.without_fault(cases, 1)), "once, then it goes on"
    assert all(outcome.cached for outcome in await trials.without_fault(cases))
    assert falls(paired(base, again)) == []
    trial = await trials.with_fault(fault("mis-map a unit"), cases, base)
    assert trial.caught
    (words,) = [fall for fall in trial.falls if fall.metric == "required words"]
    assert (words.before, words.after, words.suites) == (1.0, 0.0, ("demo-x",))
    harmless = Fault("nothing", ("value",))
    assert not (await trials.with_fault(harmless, cases, base)).caught


@pytest.mark.anyio
async def test_what_is_told_wrongly_is_as_if_played(stores: Stores) -> None:
    real = Assistant(stores)
    case = Case(id="t", kind="value", question=MANUAL_QUESTION, must_contain=[["85 Nm"]])
    (right,) = await Trials(real).without_fault([("s", case)])
    for name in ("disable grounding", "cite the wrong page", "answer from memory"):
        broken = fault(name)
        assert broken.told is not None
        told = await retold(broken.told, right, stores)
        (played,) = await Trials(FaultyAssistant(real, broken)).without_fault([("s", case)])
        assert told is not None
        assert {n: s.value for n, s in told.scores.items()} == {n: s.value for n, s in played.scores.items()}
        assert told.answer != right.answer


@pytest.mark.anyio
async def test_a_case_that_changes_records_is_played(stores: Stores) -> None:
    acting = Outcome(case=Case(id="a", question="q", decide="approve"), suite="s")
    assert await retold(showing.invented, acting, stores) is None


@pytest.mark.parametrize(
    ("changes", "worse"),
    [([0.0] * 20, False), ([-1.0] + [0.0] * 19, False), ([-1.0] * 5 + [0.0] * 15, True), ([-1.0] * 5 + [1.0] * 5, False), ([1.0] * 9, False), ([], False)],
)  # fmt: skip
def test_worse_beyond_noise(changes: list[float], worse: bool) -> None:
    assert worse_beyond_noise(changes) is worse


def test_turns_that_break_are_noticed() -> None:
    case = Case(id="a", question="b?")
    fine, broken = (
        Outcome(case=case, suite="s"),
        Outcome(case=case, suite="s", error="ValueError: x"),
    )
    assert [fall.metric for fall in falls([(fine, broken)] * 6)] == ["errored"]
    assert falls([(broken, broken)] * 6) == []
    assert not Trial("f", 6, falls([(fine, broken)] * 6)).caught, "the wrapper broke the turn, no metric noticed"


def test_cases_written_for_a_fault_come_first() -> None:
    cases = [("s", Case(id=f"value-{n}", kind="value", question="q")) for n in range(50)]
    cases += [("s", Case(id=f"fault-unit-{n}", kind="value", question="q")) for n in range(3)]
    chosen = [case.id for _, case in cases_for(fault("mis-map a unit"), cases, most=8)]
    assert chosen[:3] == ["fault-unit-0", "fault-unit-1", "fault-unit-2"]
    assert len(chosen) == 8
    assert chosen[-1] > "value-4", "spread over all, not the first ones"


def test_runs_without_a_fault_hold_every_kind() -> None:
    cases = [("s", Case(id=f"{kind}-{n}", kind=kind, question="q")) for kind in ("a", "b", "c") for n in range(9)]
    assert [case.id for _, case in core_of(cases, most=4)] == ["a-0", "b-0", "c-0", "a-1"]
    assert len(core_of(cases[:5])) == 5


@pytest.mark.anyio
async def test_a_fault_works_where_a_source_is_down(stores: Stores) -> None:
    case = Case(id="d", question="How many 55-100 are in stock?", sources_down=["inventory"], status=["partial", "no_evidence"])  # fmt: skip
    trials = Trials(Assistant(stores))
    base = await trials.without_fault([("s", case)])
    hidden = await Trials(FaultyAssistant(trials.assistant, fault("swallow a tool's error"))).without_fault([("s", case)])  # fmt: skip
    assert [outcome.error for outcome in (*base, *hidden)] == ["", ""]
    assert (base[0].scores["gaps named"][0], hidden[0].scores["gaps named"][0]) == (1.0, 0.0)


def test_an_approval_is_skipped(tmp_path: Path) -> None:
    with open_stores(tmp_path) as own:
        write_organisation(own)
        args = {"work_order": "JOB-77", "status": "closed"}
        asked = Approval(
            id="a", thread_id="t", run_id="r", tool="set_work_order_status", args=args, args_hash=hash_of(args),
            summary="Close it.", requested_by="p", created=utc_now(), expires_at=utc_now() + timedelta(minutes=5),
        )  # fmt: skip
        skipping = fault("skip the approval").stores(own).approvals
        skipping.put(asked)
        assert own.records.work_order("JOB-77").status == "closed"
        assert skipping.decide("a", "rejected", by="q").status == "done"


def test_steps_are_shuffled_and_cut() -> None:
    assert writing.shuffled_steps(["Do this:", *STEPS], {}) == [
        "Do this:",
        "1. Close. [1]",
        "2. Sign. [1]",
        "3. Open. [1]",
        "4. Fit. [1]",
    ]
    assert writing.without_last_step(STEPS, {}) == STEPS[:-1]
    assert writing.without_last_step(["It is 85 Nm [1]"], {}) == ["It is 85 Nm [1]"]


def test_evidence_is_kept_from_the_model_in_words_and_as_evidence() -> None:
    table = evidence(9, "M12 | 85 Nm", table=(("Bolt", "Torque"), ("M12", "85 Nm")))
    earlier = looked_up((1, evidence(1, "old")), question="Before?", call_id="c0")
    thread = [*earlier, *looked_up((7, evidence(7, "First.")), (9, table))]
    for change, kept in ((writing.first_evidence_only, [1, 7]), (writing.without_tables, [1, 7])):
        changed = change(thread)
        assert list(evidence_of(changed)) == kept
        assert "85 Nm" not in changed[-1].text
        assert "First." in changed[-1].text
        assert "note: that is all" in changed[-1].text
    assert "85 Nm" in thread[-1].text, "the thread itself stays as it is"
    assert writing.first_evidence_only(earlier[:1]) == earlier[:1]


def test_silence_is_filled_with_the_nearest_passage() -> None:
    items = {7: evidence(7, "Of another model.", applies=False), 9: evidence(9, "Nearest  text.")}
    assert writing.never_silent(["NO_EVIDENCE"], items) == ["Nearest text. [9]"]
    assert writing.never_silent([], {}) == []
    assert writing.never_silent(["85 Nm [9]"], items) == ["85 Nm [9]"]


def test_units_are_mistaken_and_tables_cut() -> None:
    table = (("Joint", "Torque"), ("A", "85 N m"), ("B", "20 Nm"), ("C", "30 bar"))
    text = "\n".join(" ".join(row) for row in table)
    passage = Passage(id="p", document_id="d", section_id="s", kind="table", text=text, table=table)
    changed = WrongUnits(None).change(passage)
    assert not any(unit in changed.text for unit in ("N m", "Nm", "bar"))
    assert [row[0] for row in ShortTables(None).change(passage).table] == ["Joint", "A", "B"]
    assert "C 30 bar" not in ShortTables(None).change(passage).text


def test_records_go_wrong_as_said(stores: Stores) -> None:
    assert stores.records.work_order("JOB-77").status == "open"
    assert StaleOrders(stores.records).work_order("JOB-77").status == "closed"
    assert NoSuccessors(stores.records).part("55-100").superseded_by == ""
    assert OtherLocations(stores.records).asset("CR-01").tag == "CR-01", "all else is the real store's"


@pytest.mark.anyio
async def test_warnings_come_last_and_gaps_go() -> None:
    async def events() -> AsyncIterator[AnswerEvent]:
        for kind in ("warning", "sentence", "answer"):
            yield AnswerEvent(kind=kind, data={})  # type: ignore[arg-type]

    assert [event.kind async for event in showing.warnings_last(events())] == ["sentence", "warning", "answer"]
    told = answer("x", status="partial", gaps=[{"source": "inventory", "reason": "not reachable"}])
    assert (showing.gaps_hidden(told).gaps, showing.gaps_hidden(told).status) == ((), "answered")
