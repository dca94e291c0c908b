"""Sentences as good models write them around their sources: rows of comparison, sums said again, days from .. to, figures without their unit, on an invented ferry."""

from types import ModuleType

import pytest

from agent.claims.facts.finding import facts
from agent.claims.judging import judge
from domain.answers import Evidence

HELD_BACK = {"quoted", "withheld"}
STATED = {"stated", "derived"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.record("81-11", "part", "Part 81-11: Ramp seal", "Stock at Hull: 3 set (1 reserved, 2 free)", "Stock at Van 4: 1 set", "Price: 120.00 EUR"),
        2: invented.record("81-12", "part", "Part 81-12: Ramp seal, wide", "Stock at Hull: 5 set", "Price: 190.00 EUR"),
        3: invented.record("W-44", "work_order", "W-44: Winch exchange", "Opened: 2023-10-02", "Closed: 2023-10-13", "Done: Pump read 246 at rest. Motor replaced. Drum cleaned, not replaced.", "Hours: 186"),
        4: invented.table("t4", "Replacing the seal", ("Property", "Value"), ("Time", "4 h per side"), ("Persons", "2"), ("Parts", "Seal 81-11, 1 per side")),
        5: invented.table("t5", "Ramp joints", ("Joint", "to RP-19", "from RP-20"), ("Final torque", "125 Nm", "138 Nm"), ("Passes", "60 Nm, 100 Nm, 125 Nm", "69 Nm, 110 Nm, 138 Nm")),
        6: invented.passage("p6", "12. Set the charger to type B. 13. Charge for 8 h or until the current is below 0.1 A.", "7.4 Charging"),
        7: invented.record("140", "alarm", "Alarm 140: Ramp voltage low", "Reset: local", "Action: Below 26 V after 30 s, or any block below 10.5 V: replace the set by 81-11 (RM-2)."),
    }  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "There are 2 free at Hull and 1 at Van 4, so exactly three are available [1].",
        "Exactly 2 of the 3 sets at Hull are free [1].",
        "| Price | 120.00 EUR | 190.00 EUR [1][2] |",
        "One job: W-44 [3].",
        "2–13 October (W-44): winch exchange, 186 hours [3].",
        "The pump read 246 bar at rest [3].",
        "Replacing the seal takes 2 persons and about 4 h per side [4].",
        "Up to RP-19 the final torque is 125 Nm, from RP-20 it is 138 Nm [5].",
        "From RP-20: three passes of 69 Nm, 110 Nm and 138 Nm [5].",
        "In step 12 the charger is set to type B [6].",
        "If it is below 26 V after 30 s, or any block is below 10.5 V, replace the set by 81-11 (RM-2) [7].",
    ],
)
def test_what_the_source_says_in_pieces_is_shown(sentence: str, evidence: dict[int, Evidence]) -> None:
    assert judge(sentence, evidence).verdict not in HELD_BACK


@pytest.mark.parametrize(
    "sentence",
    [
        "There are 3 sets free at Hull [1].",
        "There are 2 free at Hull and 1 at Van 4, so exactly 17 are available [1].",
        "| Price | 120.00 EUR | 210.00 EUR [1][2] |",
        "2–24 October (W-44): winch exchange, 186 hours [3].",
        "The pump read 264 bar at rest [3].",
        "Replacing the seal takes 4 persons and about 2 h per side [4].",
        "Up to RP-19 the final torque is 138 Nm [5].",
        "From RP-20: two passes of 69 Nm, 110 Nm and 138 Nm [5].",
        "If it is below 10.5 V after 30 s, or any block is below 26 V, replace the set by 81-11 (RM-2) [7].",
    ],
)
def test_what_the_source_does_not_say_is_replaced(sentence: str, evidence: dict[int, Evidence]) -> None:
    assert judge(sentence, evidence).verdict in HELD_BACK


@pytest.mark.parametrize(
    "sentence",
    [
        "13. Charge for 8 h and until the current is below 0.1 A [6].",
        "The motor was not replaced in W-44 [3].",
        "It resets by itself [7].",
    ],
)
def test_what_code_cannot_tell_has_its_source_under_it(sentence: str, evidence: dict[int, Evidence]) -> None:
    found = judge(sentence, evidence)
    assert found.verdict not in {*STATED, "frame"}
    assert found.source


@pytest.mark.parametrize(
    ("text", "language", "article"),
    [
        ("Un día caluroso", "es", True),
        ("Attendre un jour", "fr", True),
        ("Wait one day", "en", False),
        ("Espere 1 día", "es", False),
    ],
)
def test_an_article_is_told_from_the_number_one(text: str, language: str, article: bool) -> None:
    assert [fact.said_as_article(text, language) for fact in facts(text, language)] == [article]
