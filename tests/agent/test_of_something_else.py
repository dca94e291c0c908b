"""Silence where the kind of answer is there, but of another thing."""

import pytest

from agent.embedded.from_manuals import manual_lines
from agent.embedded.from_parts import is_called_so
from agent.embedded.from_records import record_lines
from agent.embedded.intents import intents
from agent.embedded.models_named import Machine
from agent.embedded.of_something_else import is_of_something_else
from agent.embedded.ranking import Ranker
from agent.embedded.sentences import candidates
from agent.state import Round, Situation
from domain.answers import Evidence, Region
from domain.records import Part
from tools.evidence import part_evidence

PAGES = (
    "Undo the three bolts of the winch cover. The winch cover weighs 14 kg.",
    "The hoist motor is 320 mm in length. Tighten the screws of the drum bearing to 85 Nm.",
    "Shelf life of the thread sealer: 24 months. Maker of the chain: Ketten Nord.",
    "The cable of the 10 kV feeder is 120 mm from the wall.",
)


def is_else(question: str) -> bool:
    evidence = tuple(
        Evidence(id=f"e{n}", kind="manual", title="Manual", text=text, section_id=f"s{n}", section="Data", score=1.0)
        for n, text in enumerate(PAGES)
    )
    ranker = Ranker(question, evidence, None)
    return is_of_something_else(question, ranker, ranker.rank(candidates(evidence, Machine())))


@pytest.mark.parametrize(
    "question",
    [
        "How many bolts hold the heat exchanger of the cabin?",
        "What does the hook block weigh?",
        "How heavy is the slewing gear?",
        "What ballast beam torque?",
        "What is the shelf life of the nitrogen bottle?",
        "What is the length of the 10 kV line to the substation?",
        "Who designed the drum bearing?",
        "What does a new hoist motor cost?",
        "Hvad koster en ny motor?",
    ],
)
def test_what_is_said_of_another_thing_is_no_answer(question: str) -> None:
    assert is_else(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many bolts hold the winch cover?",
        "What does the winch cover weigh?",
        "What drum bearing torque?",
        "What is the shelf life of the thread sealer?",
        "What is the length of the hoist motor?",
        "Who makes the chain?",
        "Who may open the winch cover?",
    ],
)
def test_what_is_said_of_the_thing_itself_is_one(question: str) -> None:
    assert not is_else(question)


def test_a_part_found_by_half_its_words_is_not_the_one_asked_for() -> None:
    switch = part_evidence(Part(number="11-200", name="Oil pressure switch"))
    assert is_called_so(switch, "oil pressure switch")
    assert is_called_so(switch, "pressure switch")
    assert not is_called_so(switch, "tyre pressure")
    assert is_called_so(switch, "")


def test_jobs_without_the_unit_that_is_counted_do_not_answer() -> None:
    rows = ("JOB-1: yearly service", "Done: brushes 44 mm, 6 hours.")
    text = "\n".join(rows)
    job = Evidence(id="j", kind="work_order", title="JOB-1", text=text, source_id="JOB-1",
                   regions=tuple(Region(text=row, start=0, end=len(row)) for row in rows))  # fmt: skip
    work = Round(evidence=(job,))
    asked = Situation(question="", search_text="How many kWh did it make last year?")
    assert not record_lines(asked, work, frozenset({"history"}))
    asked = Situation(question="", search_text="How many hours did the last service take?")
    assert record_lines(asked, work, frozenset({"history"}))


@pytest.mark.parametrize("question", ["Which one does it replace?", "What does 11-200 replace?", "What replaces it?"])
def test_what_a_part_supersedes_is_asked_of_the_part(question: str) -> None:
    assert "stock" in intents(question)
    assert "procedure" not in intents(question)


def test_a_breaker_that_is_open_is_no_open_job() -> None:
    assert "open_orders" not in intents("How long do I wait after the breaker is open?")
    assert "open_orders" in intents("Which jobs are open?")


TORQUES = (
    ("Joint", "Torque"),
    ("Hoist brake pad plate", "95 Nm"),
    ("Slewing brake calliper", "1150 Nm"),
    ("Upper mast flange", "2600 Nm"),
    ("Lower mast flange", "4100 Nm"),
)


def rows_told(question: str) -> list[str]:
    text = "\n".join(" ".join(row) for row in TORQUES)
    table = Evidence(
        id="t", kind="manual", title="Manual", text=text, section_id="s", section="Slewing, brake and mast", score=1.0,
        passage_kind="table", table=TORQUES,
    )  # fmt: skip
    return manual_lines(question, (table,), frozenset({"value"}), None, machine=Machine())


def test_the_row_of_another_kind_of_the_thing_is_not_told() -> None:
    assert not any("Hoist" in line for line in rows_told("What torque for the slewing brake pads?"))
    assert any("Hoist" in line for line in rows_told("What torque for the hoist brake pad plate?"))


def test_the_row_of_the_other_side_is_not_told() -> None:
    told = rows_told("Torque of the lower mast flange?")
    assert any("4100" in line for line in told)
    assert not any("2600" in line for line in told)


def test_the_row_of_another_kind_is_not_told_where_no_figure_is_asked_for_either() -> None:
    assert not any("Slewing" in line for line in rows_told("Explain the hoist brake calliper"))
