"""What stands in the place of a sentence has all that it said which is printed; what its figures come to is shown above the lines that have them."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "d1", "Doors", ("Leaf", "Mass", "Closing force"), ("Left", "42 kg", "130 N"), ("Right", "57 kg", "150 N")
        ),
        2: invented.passage(
            "d2",
            "Each belt has 6 clamps. A clamp is fitted with 14 g of paste.\nThe belt is replaced when it is 3 mm longer than new.",
        ),
        3: invented.record(
            "F-12", "work_order", "F-12: Door knocks", "Asset: DR-4", "Status: Open", "Opened: 2026-03-02", "Done: Roller was flat"
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The left leaf closes with 130 N and never the right one, of 57 kg [1].", ("130 N", "57 kg")),
        ("The belt is replaced when it is not 3 mm longer than new, the left leaf has 42 kg [2][1].", ("3 mm", "42 kg")),
        ("DR-4 was not open on 2 March 2026 [3].", ("F-12", "DR-4", "2026-03-02")),
    ],
)  # fmt: skip
def test_every_value_that_is_printed_is_in_one_of_the_lines(
    evidence: dict[int, Evidence], text: str, lines: tuple[str, ...]
) -> None:
    judged = judge(text, evidence)
    assert judged.verdict == "quoted", judged
    shown = "\n".join(one.text for one in judged.lines)
    assert all(line in shown for line in lines), shown
    assert len(judged.lines) == len({one.text for one in judged.lines}) <= 3


def test_lines_of_one_source_stand_as_printed(invented: ModuleType) -> None:
    evidence = {
        1: invented.passage(
            "s1",
            "1. Close the valve for 5 min.\n2. Do not open the drain before 15 min have passed.\n3. Open the drain.",
        )
    }
    judged = judge("Open the drain before 15 min have passed, then close the valve for 5 min [1].", evidence)
    assert judged.verdict == "quoted", judged
    assert ["valve" in one.text for one in judged.lines][:2] == [True, False]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The clamps of a belt take 84 g of paste in all [2].", True),
        ("Both leaves together have a mass of 99 kg [1].", True),
        ("The clamps of a belt take 86 g of paste in all [2].", False),
        ("The clamps of a belt take 14 kg of paste [2].", False),
        ("The mass of the left leaf is 57 kg [1].", False),
    ],
)
def test_what_figures_come_to_is_shown_above_them(evidence: dict[int, Evidence], text: str, shown: bool) -> None:
    judged = judge(text, evidence)
    assert judged.verdict in ({"unsure", "derived"} if shown else {"quoted"}), judged
    assert judged.source


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("At 72 °C the oil is below its limit of 80 °C [1].", True),
        ("The oil must not exceed 72 °C [1].", False),
        ("At 74 °C the oil is below its limit of 80 °C [1].", False),
    ],
)
def test_a_value_of_the_question_may_be_held_against_a_printed_one(
    text: str, shown: bool, invented: ModuleType
) -> None:
    evidence = {1: invented.passage("o1", "The oil temperature must not exceed 80 °C.")}
    judged = judge(text, evidence, question="I read 72 °C at the oil, is that all right?")
    assert judged.verdict in ({"unsure"} if shown else {"quoted"}), judged


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The fan stops 8 K below the 55 °C at which it starts [1].", True),
        ("The fan stops 9 K below the 55 °C at which it starts [1].", False),
        ("Discard the chain if it is shorter than 15.2 m or has 10 worn links [1].", True),
        ("Discard the chain if it is shorter than 15.9 m or has 10 worn links [1].", False),
        ("A drive numbered 2700 needs a new seal before 31 March 2027 [2].", False),
        ("Drive 2710 is a DX-7 with six rollers and an electric brake [3].", True),
        ("Drive 2710 is a DX-9 with six rollers and an electric brake [3].", False),
    ],
)
def test_values_of_one_text_and_of_one_row(text: str, shown: bool, invented: ModuleType) -> None:
    evidence = {
        1: invented.passage(
            "c1",
            "The fan starts at 55 °C and stops at 47 °C. The chain is 16 m long and is discarded when 10 links are worn, or when it is shorter than 15.2 m.",
        ),
        2: invented.passage(
            "c2",
            "Drives with serial numbers from 2451 to 2600 were delivered with a seal that may leak. Replace the seal on these before 31 March 2027.",
        ),
        3: invented.table(
            "c3", "Drives", ("Serial numbers", "Model", "Rollers", "Brake"), ("2601 to 2744", "DX-7", "6", "electric"), ("2745 and later", "DX-9", "8", "electric")
        ),
    }  # fmt: skip
    judged = judge(text, evidence)
    assert judged.verdict in ({"stated", "derived", "unsure"} if shown else {"quoted", "withheld"}), judged
