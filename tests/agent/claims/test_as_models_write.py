"""How language models write beside what a source says: pages and sections, labels of steps, "yes" and "no", states and counts of records, honest gaps."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence

SHOWN = {"stated", "derived", "unsure"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.passage(
            "m1",
            "Tighten the jaw bolts M16 to 95 Nm in two passes. Bolt the guard on before you start the mill. The shift took 3.5 h.",
            "4.2 Jaw",
        ),
        2: invented.passage("m2", "The chute is wiped with a dry cloth.", "5 Chute"),
        3: invented.record(
            "B-71", "work_order", "B-71: Jaw worn", "Asset: ML-2", "Status: open", "Kind: corrective", "Priority: urgent",
            "Component: jaw", "Assigned to: Ada Berg", "Done: Read the panel only, no jaw work, 2 men",
        ),
        5: invented.record("8-31", "part", "Part 8-31: Jaw", "Stock at Hof: 0 pcs", "Stock at Ulm: 2 pcs"),
        4: invented.record("B-72", "work_order", "B-72: Belt torn", "Asset: ML-2", "Status: closed", "Assigned to: Ole Dahl"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "As section 4.2 says, the jaw bolts are tightened to 95 Nm (p. 4) [1].",
        "Laut Abschnitt 4.2, Seite 4: Tighten the jaw bolts M16 to 95 Nm [1].",
        "Tighten the jaw bolts to 95 Nm [1, p. 4].",
        "Tighten the jaw bolts to 95 Nm ([1](#source-1)).",
        "Step 3: Tighten the jaw bolts to 95 Nm [1].",
        "2\ufe0f\u20e3 Tighten the jaw bolts to 95 Nm [1].",
        "The shift took 3 h 30 min [1].",
        "B-71 on ML-2 is still open [3].",
        "Work order B-71 on ML-2 is open [3].",
        "ML-2 has one open work order: B-71 [3].",
    ],
)
def test_what_points_at_a_source_or_counts_records_costs_no_true_sentence(
    text: str, evidence: dict[int, Evidence]
) -> None:
    judged = judge(text, evidence)
    assert judged.verdict in {"stated", "derived"}, judged


@pytest.mark.parametrize(
    "text",
    [
        "Yes, the guard is bolted on before you start the mill [1].",
        "Nein – bolt the guard on before you start the mill [1].",
        "It is an urgent corrective order for a worn jaw [3].",
        "The manual does not say who wipes the chute with which detergent [2].",
    ],
)
def test_what_code_cannot_tell_is_shown_with_its_line(text: str, evidence: dict[int, Evidence]) -> None:
    judged = judge(text, evidence)
    assert judged.verdict == "unsure", judged
    assert judged.source


@pytest.mark.parametrize(
    "text",
    [
        "As section 4.3 says, the jaw bolts are tightened to 95 Nm [1].",
        "Tighten the jaw bolts to 85 Nm (p. 4) [1].",
        "Step 3: Tighten the jaw bolts to 12 Nm [1].",
        "The shift took 3 h 20 min [1].",
        "There is no open work order on ML-2 [3].",
        "Part 8-31 is out of stock [5].",
        "The manual gives no torque for the jaw bolts [1].",
        "The manual mentions no lock-out of the chute [2].",
    ],
)
def test_what_is_wrong_beside_it_is_still_not_shown(text: str, evidence: dict[int, Evidence]) -> None:
    assert judge(text, evidence).verdict not in SHOWN


def test_more_records_than_are_cited_are_not_stated_though_their_number_stands_in_one(
    evidence: dict[int, Evidence],
) -> None:
    assert judge("ML-2 has two open work orders [3].", evidence).verdict not in {"stated", "derived"}
