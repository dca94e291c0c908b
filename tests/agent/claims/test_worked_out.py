"""What follows from an invented press and its orders: sums, differences with their direction, counts of records, names with figures, ranges of serial numbers; conditions and orders that nothing bears out."""

from types import ModuleType

import pytest

from agent.claims.facts.finding import facts
from agent.claims.judging import judge
from domain.answers import Evidence

SHOWN = {"stated", "derived", "unsure"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "p1", "Ratings", ("Property", "PX 40-2", "PX 60-2"), ("Stroke", "400 mm", "650 mm"), ("Speed", "12 mm/s", "9 mm/s")
        ),
        2: invented.table(
            "p2", "Rams", ("Serial numbers", "Ram", "Gap limit"), ("100 to 349", "RB-1", "0.4 mm"), ("350 and later", "RB-2", "0.7 mm")
        ),
        3: invented.passage(
            "p3",
            "Each side takes 6 g of grease on the left and 9 g on the right.\nThe feed rope is 14 mm thick. The guide rope is 8 mm thick.\n"
            "Seals may be used again if the lip is sound.\nThe filter is washed with 30 l/min for 20 min.",
            "3 Care",
        ),
        4: invented.record("A-7", "work_order", "A-7: Ram does not stop", "Asset: PR-1", "Status: Closed", "Hours: 3", "Cost: 500"),
        5: invented.record("A-8", "work_order", "A-8: Guard loose", "Asset: PR-1", "Status: Open", "Hours: 1.5", "Cost: 120"),
        6: invented.record("A-9", "work_order", "A-9: Hose leaks", "Asset: PR-2", "Status: Open", "Hours: 2", "Cost: 80"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The PX 60-2 has a stroke of 650 mm and a speed of 9 mm/s [1].",
        "The stroke of the PX 60-2 is 250 mm longer than that of the PX 40-2 [1].",
        "Each side takes 15 g of grease in total [3].",
        "The feed rope is 6 mm thicker than the guide rope [3].",
        "Ram 420 has a gap limit of 0.7 mm [2].",
        "Two orders are open: A-8 and A-9 [5][6].",
        "A-7 cost 380 more than A-8 [4][5].",
    ],
)
def test_what_follows_from_the_evidence_is_shown(evidence: dict[int, Evidence], text: str) -> None:
    assert judge(text, evidence).verdict in SHOWN


@pytest.mark.parametrize(
    "text",
    [
        "The PX 60-2 has a stroke of 400 mm [1].",
        "The stroke of the PX 60-2 is 400 mm longer than that of the PX 40-2 [1].",
        "The stroke of the PX 60-2 is 250 mm shorter than that of the PX 40-2 [1].",
        "Each side takes 16 g of grease in total [3].",
        "Ram 420 has a gap limit of 0.4 mm [2].",
        "Two orders are open on PR-1 [4][5].",
        "PR-2 has two orders [5][6].",
        "Three orders are open on PR-1 [4][5].",
        "A-7 cost 380 less than A-8 [4][5].",
        "Seals may always be used again [3].",
    ],
)
def test_what_does_not_follow_is_held_back(evidence: dict[int, Evidence], text: str) -> None:
    assert judge(text, evidence).verdict in {"quoted", "withheld"}


def test_a_condition_that_is_left_out_is_shown_beside_the_sentence(evidence: dict[int, Evidence]) -> None:
    judgement = judge("Seals may be used again [3].", evidence)
    assert judgement.verdict == "unsure"
    assert "if the lip is sound" in judgement.source


@pytest.mark.parametrize(
    ("text", "limit"), [("30 l/min", ""), ("20 min", ""), ("20 mm min", "up"), ("at most 20 min", "down")]
)
def test_minutes_are_no_minimum(text: str, limit: str) -> None:
    assert [fact.limit for fact in facts(text)] == [limit]
