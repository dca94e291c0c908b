"""Where a sentence names a row and a column, no other cell's value is theirs; what has the most of a row or a column; on an invented mill."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence

HELD_BACK = {"quoted", "withheld"}
STATED = {"stated", "derived"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "m1", "Daten", ("Eigenschaft", "WM 120", "WM 180", "WM 250 T"),
            ("Antriebsleistung", "15 kW", "22 kW", "37 kW"), ("Luftbedarf ²", "350 l/min", "420 l/min", "600 l/min"),
            ("Tank", "450 l", "700 l", "1100 l"), ("Plätze", "30", "40", "60"), section="2 Daten",
        ),
        2: invented.table(
            "m2", "Programmes", ("Programme", "Température", "Durée"), ("P1 emballé", "134 °C", "18 min"),
            ("P2 nu", "134 °C", "5 min"), ("P3 caoutchouc", "121 °C", "20 min"), section="2 Cycles",
        ),
        3: invented.table("m3", "Filtros", ("Malla", "CH-60", "CH-90"), ("Retorno", "10 µm", "10 µm"), ("Presión", "5 µm", "3 µm")),
        4: invented.record("P-9", "part", "Part P-9: Seal", "Stock at Hull: 9", "Stock at Van 3: 3", "Stock at Van 2: 1"),
        5: invented.record("W-71", "work_order", "W-71: Belt torn", "Assigned to: O. Lind", "Hours: 3.17"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Die höchste Antriebsleistung hat WM 250 T mit 37 kW [1].",
        "WM 120 hat den niedrigsten Luftbedarf ²: 350 l/min [1].",
        "Tank ist bei WM 180 um 400 l niedriger als bei WM 250 T [1].",
        "WM 120 und WM 250 T haben Antriebsleistung 15 kW bzw. 37 kW [1].",
        "Pour P2 nu, durée est de 5 min [2].",
        "La diferencia de presión entre CH-60 y CH-90 es de 2 µm [3].",
        "There are 9 of P-9 at Hull and 3 at Van 3 [4].",
        "W-71 took 3 h 10 min [5].",
        "W-71 took 190 minutes [5].",
    ],
)
def test_what_the_cells_say_is_shown(sentence: str, evidence: dict[int, Evidence]) -> None:
    assert judge(sentence, evidence).verdict not in HELD_BACK


@pytest.mark.parametrize(
    "sentence",
    [
        "Die niedrigste Antriebsleistung hat WM 250 T mit 37 kW [1].",
        "PFM: WM 180 hat die höchste Antriebsleistung: 22 kW [1].",
        "WM 180 hat den niedrigsten Luftbedarf ²: 420 l/min [1].",
        "WM 120 und WM 250 T haben Antriebsleistung 15 kW bzw. 22 kW [1].",
        "WM 180: Antriebsleistung 15 kW [1].",
        "Pour P2 nu, durée est de 20 min [2].",
        "La diferencia de presión entre CH-60 y CH-90 es de 3 µm [3].",
        "There are 3 of P-9 at Hull and 9 at Van 3 [4].",
        "W-71 took 3 h 30 min [5].",
        "W-71 took 200 minutes [5].",
    ],
)
def test_another_cells_value_is_replaced(sentence: str, evidence: dict[int, Evidence]) -> None:
    assert judge(sentence, evidence).verdict in HELD_BACK


def test_of_two_lists_that_disagree_code_is_unsure(evidence: dict[int, Evidence]) -> None:
    assert judge("WM 180 hat die wenigsten Plätze: 40 [1].", evidence).verdict not in STATED
