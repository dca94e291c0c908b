"""Lines in front of a job that stand under the label asked for; a price that no place names; a row below zero."""

import pytest

from agent.turn.found import NO_EVIDENCE
from tests.agent.embedded.writing.pump_manual import lines, passage, rows

NEEDS = passage("Tools: puller, 24 mm spanner. Time: 50 min. Persons: 2.", section="6.1 Change the impeller", order=1)
STEPS = passage(
    "1. Undo the cover.\n2. Pull the impeller off.\n3. Press the new impeller on.",
    section="6.1 Change the impeller", kind="procedure", order=2,
)  # fmt: skip
READINGS = (("Shell temperature", "Reading"), ("−10 °C", "81 bar"), ("10 °C", "87 bar"), ("20 °C", "90 bar"))


@pytest.mark.parametrize(
    "question", ["which tools do I need to change the impeller", "how long does changing the impeller take"]
)
def test_before_the_steps_stands_what_the_job_needs(question: str) -> None:
    said = "\n".join(lines(question, NEEDS, STEPS))
    assert said.index("puller") < said.index("Undo the cover")


def test_steps_alone_where_nothing_of_the_kind_is_asked() -> None:
    assert "puller" not in "\n".join(lines("how do I change the impeller", NEEDS, STEPS)).split("Press the new")[0]


def test_a_price_that_no_place_names_is_not_found() -> None:
    assert lines("how much does a new impeller cost", STEPS)[0] == NO_EVIDENCE
    priced = passage("A new impeller costs 210 EUR.", section="9 Spare parts", order=9)
    assert "210 EUR" in "\n".join(lines("how much does a new impeller cost", STEPS, priced))


@pytest.mark.parametrize(("asked", "told", "other"), [("-10 °C", "81", "87"), ("minus 10 degrees", "81", "87"), ("10 °C", "87", "81")])  # fmt: skip
def test_a_row_below_zero_is_not_the_one_above(asked: str, told: str, other: str) -> None:
    said = "\n".join(lines(f"reading at a shell temperature of {asked}", rows(READINGS, caption="Table 7 Readings")))
    assert f"{told} bar" in said
    assert f"{other} bar" not in said
