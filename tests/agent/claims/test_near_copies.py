"""Sentences that have the words of their source but for one, or that only introduce it."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence

HELD_BACK = {"quoted", "withheld"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.passage(
            "m1",
            "The lid must be closed during the wash.\nTake off both straps and replace them as a set. Never fit a new strap beside an old one.\n"
            "The filter can stay in.\nThe drum turns at 40 rpm.\nCheck the belt again after 25 hours of operation. Wait until the lamp is out, then open the door.\n"
            "Current of the heater 8.4 A ±1.2 A.\nIf more than 5 hooks are bent, the rail must be replaced by the maker.",
            "2 Wash",
        ),
        2: invented.passage(
            "m2", "Die Trommel ist nach jedem Waschgang zu leeren.\nNach der Reinigung wird der Filter eingesetzt.\nDer Deckel muss geschlossen sein.", "2 Waschen"
        ),
        3: invented.passage("m3", "Le couvercle doit être fermé pendant le lavage.", "2 Lavage"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "According to the manual, the drum turns at 40 rpm [1].",
        "In short: as the document states, the lid must be closed during the wash [1].",
        "Note that the filter can stay in [1].",
        "### The lid must be closed during the wash [1]",
        "Laut Handbuch gilt: Der Deckel muss geschlossen sein [2].",
        "Selon la notice, le couvercle doit être fermé pendant le lavage [3].",
    ],
)
def test_a_lead_says_nothing_of_the_matter(text: str, evidence: dict[int, Evidence]) -> None:
    assert judge(text, evidence).verdict == "stated"


@pytest.mark.parametrize(
    "text",
    [
        "According to nobody, the drum turns at 40 rpm [1].",
        "If the manual says so, the drum turns at 90 rpm [1].",
        "Note that the drum turns at 90 rpm [1].",
        "Do not take off both straps and replace them as a set [1].",
        "The lid may be closed during the wash [1].",
        "Der Deckel kann geschlossen sein [2].",
        "Le couvercle peut être fermé pendant le lavage [3].",
        "Check the belt again before 25 hours of operation [1].",
        "Vor der Reinigung wird der Filter eingesetzt [2].",
        "Current of the heater 8.4 A ±1.2 V [1].",
        "The rail must be replaced by the maker [1].",
    ],
)
def test_one_word_away_is_not_shown_as_true(text: str, evidence: dict[int, Evidence]) -> None:
    assert judge(text, evidence).verdict in HELD_BACK | {"unsure"}


@pytest.mark.parametrize(
    "text",
    [
        "After 25 hours of operation, check the belt again [1].",
        "After the lamp is out, open the door [1].",
        "The rail must be replaced by the maker if more than 5 hooks are bent [1].",
    ],
)
def test_clauses_may_change_places(text: str, evidence: dict[int, Evidence]) -> None:
    assert judge(text, evidence).verdict not in HELD_BACK


def test_a_permission_that_the_source_gives_is_shown(evidence: dict[int, Evidence]) -> None:
    assert judge("You can leave the filter in [1].", evidence).verdict not in HELD_BACK


@pytest.fixture
def works(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.passage(
            "k1",
            "Lift the sieve out over the tub and let it drip for 10 min.\nRun the rinse pump for 30 min.\n"
            "The clutch is engaged by air and released by springs. The shoe is pressed on by springs and lifted by air.\n"
            "Both belts are always covered by the hood.\nPrenez la longueur minimale du câble.",
            "4 Clutch and shoe",
        ),
        2: invented.passage("k2", "The grating, the cover and the winch are greased.", "5 Grease"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Lift the sieve out over the tub and let it drip for 30 min [1].",
        "Both belts are sometimes covered by the hood [1].",
        "Prenez la longueur maximale du câble [1].",
        "Both belts and the winch are always covered by the hood [1].",
    ],
)
def test_what_stands_elsewhere_is_not_said_of_it(text: str, works: dict[int, Evidence]) -> None:
    assert judge(text, works).verdict in HELD_BACK | {"unsure"}
