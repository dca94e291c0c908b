"""The steps of a job: the whole of them, in order, of the machine that was asked about; made-up evidence."""

import pytest

from agent.embedded.jobs_elsewhere import is_other_machines_job
from agent.embedded.kinds import undoes
from agent.embedded.procedures import asks_for_steps, best_run, runs, step_lines
from agent.embedded.ranking import Ranker
from agent.state import MISSING
from agent.steps import Course
from domain.answers import Evidence
from stores.embedders.bundled import BundledEmbedder


def job(
    section: str, text: str, *, title: str = "Service manual", applies: bool = True, score: float = 1.0
) -> Evidence:
    return Evidence(
        id=f"{section}{text[:12]}",
        kind="manual",
        title=title,
        text=text,
        document_id=title,
        section=section,
        section_id=section,
        passage_kind="procedure",
        applies=applies,
        score=score,
    )


OIL = job("4.1 Change the gear oil", "1. Warm the oil.\n2. Drain it.\n3. Fill 12 L.\n4. Run for 5 min.")
END_OF_FILTER = job("4.2 Change the oil filter", "5. Fit the cover.\n6. Vent the housing.\n7. Look for leaks.")


def lines(question: str, *evidence: Evidence) -> list[str]:
    run = best_run(Ranker(question, evidence, None), evidence)
    return step_lines(run) if run else []


def test_a_job_is_told_from_its_first_step_to_its_last() -> None:
    assert [line[:2] for line in lines("How do I change the gear oil?", OIL)] == ["1.", "2.", "3.", "4."]


def test_the_end_of_a_job_is_no_job() -> None:
    assert lines("How do I change the oil filter?", END_OF_FILTER) == []
    assert runs([END_OF_FILTER])[0].whole == 0


def test_steps_behind_a_hole_are_not_shown_and_the_hole_is_named() -> None:
    torn = job("4.1 Change the gear oil", "1. Warm the oil.\n2. Drain it.\n5. Run for 5 min.")
    told = lines("How do I change the gear oil?", torn)
    assert [line[:2] for line in told[:-1]] == ["1.", "2."]
    assert told[-1].startswith(MISSING)
    assert "step 5" in told[-1]


def test_a_long_job_says_that_it_goes_on() -> None:
    many = "\n".join(f"{n}. Turn {'the wheel slowly ' * 10}." for n in range(1, 21))
    told = lines("How do I turn the wheel?", job("4.3 Turn the wheel", many))
    assert told[-1].startswith(f"{MISSING} 4.3 Turn the wheel goes on with step ")


def test_the_document_that_is_named_wins() -> None:
    manual = job("5.2 Checking the bolts", "1. Check the bolts by hand.\n2. Tighten the bolts.")
    bulletin = job("1.4 Bolts", "1. Read the serial number.\n2. Tighten the bolts twice.", title="Bulletin SB-77-031")
    told = lines("How do I tighten the bolts by SB-77-031?", manual, bulletin)
    assert "serial number" in told[0]


def test_another_machines_job_is_not_taken_for_this_ones() -> None:
    question = "How do I replace the battery pack?"
    own = job("7.6 Replace a cylinder", "1. Hang the cylinder in the sling.\n2. Replace it.")
    other = job("7.4 Replace the battery pack", "1. Undo the pack.\n2. Lift the battery out.", title="B", applies=False)
    ranker = Ranker(question, (own, other), None)
    assert is_other_machines_job(ranker, (own, other), best_run(ranker, (own, other)))
    assert not is_other_machines_job(Ranker(question, (own,), None), (own,), None)


@pytest.mark.parametrize(
    ("question", "wanted", "steps"),
    [
        ("How do I check the pre-charge?", {"procedure"}, True),
        ("Tighten the flange bolts", set[str](), True),
        ("Bremsbeläge wechseln", set[str](), True),
        ("What is the pre-charge?", {"value"}, False),
        ("hss brg temp warn/stop", set[str](), False),
        ("flange bolts, torque?", set[str](), False),
    ],
)
def test_what_asks_for_steps(question: str, wanted: set[str], steps: bool) -> None:
    assert asks_for_steps(question, frozenset(wanted)) is steps


def test_a_light_verb_does_not_make_it_another_machines_job() -> None:
    here = job("2.4 Engage and release the rotor lock", "1. Apply the brake.\n2. Press LOCK IN.")
    there = job("2.5 Setting the rotor lock", "1. Set the pin.\n2. Turn it in.", title="Other", applies=False)
    ranker = Ranker("How do I set the rotor lock?", [here, there], None)
    assert not is_other_machines_job(ranker, [here, there], best_run(ranker, [here, there]))


def test_steps_of_something_else_are_not_told() -> None:
    pack = job("7.4 Replacing the pitch battery pack", "1. Clean the cabinet.\n2. Set in the new trays.")
    embedder = BundledEmbedder()
    assert best_run(Ranker("How is the bat detector cleaned?", [pack], embedder), [pack]) is None
    assert best_run(Ranker("How is the battery pack replaced?", [pack], embedder), [pack]) is not None


def test_without_pages_the_place_in_the_document_orders_the_steps() -> None:
    first, rest = "1. Open the lid.\n2. Run:\nfill", "3. Wait.\n4. Close the lid."
    evidence = (
        job("Fill the pump", rest).model_copy(update={"order": 8}),
        job("Fill the pump", first).model_copy(update={"order": 7}),
    )
    assert [line[:2] for line in lines("How do I fill the pump?", *evidence)] == ["1.", "2.", "3.", "4."]
    course = Course()
    sentences = [("1. Open the lid.", evidence[1], 0), ("2. Run: fill", evidence[1], 1), ("3. Wait.", evidence[0], 0)]
    assert all(course.follows(*sentence) for sentence in sentences)


def test_a_job_named_so_for_another_machine_is_not_the_nearest_one_here() -> None:
    own = job("7.6 Replacing a slew motor", "1. Lock the slew ring.\n2. Undo the four screws.\n3. Fit the new motor.")
    other = job(
        "5.2 Replace a slew cylinder",
        "1. Lock the slew ring.\n2. Undo the cylinder pin.\n3. Fit the new cylinder.",
        title="Other manual",
        applies=False,
        score=0.0,
    )
    asked = Ranker("How do I replace the slew cylinder?", (own, other), None)
    assert is_other_machines_job(asked, (own, other), best_run(asked, (own, other)))
    named = Ranker("How do I replace the slew motor?", (own, other), None)
    assert not is_other_machines_job(named, (own, other), best_run(named, (own, other)))


@pytest.mark.parametrize(
    ("heading", "question", "reverse"),
    [
        ("2.6 Releasing the hook lock", "How do I lock the hook?", True),
        ("Setting the hook lock", "How do I lock the hook?", False),
        ("2.6 Releasing the hook lock", "How do I release the hook lock?", False),
        ("Removing the winch", "How do I install the winch?", True),
        ("Removal and installation of the winch", "How do I install the winch?", False),
        ("Draining the oil", "How is the oil filled in?", True),
    ],
)
def test_a_job_that_undoes_the_one_asked_for_is_another_job(heading: str, question: str, *, reverse: bool) -> None:
    assert undoes(heading, question) is reverse
