"""What any manual asks of the embedded model: glossaries, tables of types, jobs side by side, and silence where nothing is said."""

import pytest

from agent.embedded.from_manuals import manual_lines
from agent.embedded.models_named import Machine
from domain.answers import Evidence

TABLE = (
    ("Maker", "Model", "Pulse", "Gap", "Edge"),
    ("Norda", "201", "500 ns", "4000 ns", "falling"),
    ("Norda", "201x", "650 ns", "3000 ns", "falling"),
    ("Norda", "VX-20", "900 ns", "2000 ns", "rising"),
)


def page(number: int, section: str, text: str, **more: object) -> Evidence:
    return Evidence.model_validate(
        {"id": f"e{number}", "kind": "manual", "title": "Manual", "section": section, "section_id": f"s {section}",
         "text": text, "score": 5.0 - number, "order": number, "passage_kind": "prose", **more}
    )  # fmt: skip


PAGES = (
    page(0, "Drives", "\n".join(" ".join(row) for row in TABLE), table=TABLE, passage_kind="table"),
    page(1, "Slack", "The lost motion when the direction is reversed. Slack results in inaccurate motion of the carriage."),
    page(2, "Wiring", "The colour of the jacket may be prescribed by your country. The winding tends to resist a rapid change. "
         "The cables of the gripper bend easily. Cutter teeth become dull."),
    page(3, "Probe", "Some clones cannot tell that they were raised. On these devices the log says \"probe not raised\"."),
    page(4, "Reset", "The probe blinks red in an inconsistent state.\nIt leaves the state by issuing:\nPROBE COMMAND=reset\n"
         "This may happen when the calibration of the probe is interrupted."),
)  # fmt: skip


def answer(question: str, *more: Evidence, wanted: frozenset[str] = frozenset()) -> str:
    return "\n".join(manual_lines(question, (*PAGES, *more), wanted, None, machine=Machine()))


@pytest.mark.parametrize(
    "question",
    [
        "How much does the gripper weigh?",
        "What colour is the jacket of the gripper cable?",
        "What is the resistance of the winding?",
        "How many teeth does the gripper pulley have?",
        "How long may the cables of the gripper be?",
        "How often must the carriage be greased?",
        "What is the part number of the probe?",
        "When was the probe first sold?",
        "Who is the importer of the probe?",
        "What torque do I tighten the carriage screws to?",
        "What is the pulse of the VX-30?",
        "What is the pulse of the Norda 251?",
    ],
)
def test_what_the_manual_does_not_say_is_met_with_silence(question: str) -> None:
    assert not answer(question)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("What is the pulse of the Norda 201?", "Model: 201; Pulse: 500 ns", "650"),
        ("What is the pulse of the VX-20?", "Model: VX-20; Pulse: 900 ns", "500"),
        ("What is slack?", "lost motion", ""),
        ("Which edge does the VX-20 step on, and what value is its pulse?", "Model: VX-20; Pulse: 900 ns", "500"),
        ("The log says probe not raised: what is wrong?", "clones cannot tell", ""),
        ("How does the probe leave its inconsistent state?", "issuing: PROBE COMMAND=reset", ""),
    ],
)
def test_what_it_says_is_told(question: str, said: str, unsaid: str) -> None:
    told = answer(question)
    assert said in told
    assert not unsaid or unsaid not in told


def test_jobs_side_by_side_in_one_section_are_told_apart_by_the_titles_of_their_steps() -> None:
    jobs = page(
        5,
        "Writing the image",
        "Writing the image with the blue writer\n1. Open the lid.\n2. Press start.\n"
        "Writing the image with the green writer\n1. Insert the stick.\n2. Turn the key.",
        passage_kind="procedure",
    )
    told = answer("How do I write the image with the green writer?", jobs, wanted=frozenset({"procedure"}))
    assert "Insert the stick" in told
    assert "Open the lid" not in told


def test_an_index_is_not_quoted() -> None:
    index = page(6, "Register", "slack, 43 jog, 45\nslack compensation, 44 ball nut, 47\ncarriage, 48 probe, 49")
    assert "43" not in answer("What is slack?", index)
