"""Kinds of truth and lie that the gate once mixed up, on an invented winch: a column's unit, a row's span, a thing set beside another."""

from collections.abc import Sequence
from datetime import date
from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence

TODAY = date(2027, 3, 20)
SHOWN = {"stated", "derived", "unsure"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "w1", "Bolts", ("Bolt", "ft-lb", "Nm"), ("Drum bolt M24", "479", "650"), ("Cover bolt M8", "18", "25")
        ),
        2: invented.table(
            "w2", "Rope load", ("Rope diameter mm", "Load kN"), ("up to 8", "4"), ("over 8 to 14", "12"), ("over 14 to 20", "25")
        ),
        3: invented.passage(
            "w3",
            "The feed pressure CANNOT be greater than 12 bar.\nSteel and nylon ropes are used. Steel rope is greased before storage.\n"
            "Winch A has 40 m of rope, winch B has 75 m of rope, and winch C has 120 m of rope.\nSome drums have a heater.\n"
            "The drum is kept for up to 15 days.\nThe resistance of the coil increases with rising temperature.",
            "3 Winch",
        ),
        4: invented.table(
            "w4", "Grease", ("Bearing", "First fill", "Refill"), ("Drum bearing", "2 kg", "0.3 kg"), ("Hook bearing", "1 kg", "0.2 kg")
        ),
        5: invented.record("88", "alarm", "Alarm 88: Low rope tension", "Severity: Stop"),
        6: invented.table(
            "w6", "Encoder", ("Parameter", "MIN", "MAX", "Unit"), ("Supply voltage", "9", "32", "V"), ("Storage temperature", "-30", "80", "°C")
        ),
        7: invented.passage(
            "w7",
            "With more than 20 m/s of wind lifting is forbidden.\nWash the cooler at 20 bar at most and at least 400 mm from the fins.\n"
            "The vibration of the drum fell from 6.4 to 2.1 mm/s.\nWinch fault no. 3 stops the drum.",
            "7 Limits",
        ),
        8: invented.record("7120", "alarm", "Alarm 7120: Drum overload", "Reset: automatic after 15 s"),
        9: invented.passage(
            "w9",
            "The winch is certified for lifting persons and for loads. It has been built in Brest since 13 August 1961. "
            "The hook is checked by an inspector every spring. Riders do not check anything. Der Haken trägt Lasten.",
            "9 History",
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The drum bolt M24 takes 650 Nm [1].",
        "A rope of 10 mm has a load of 12 kN [2].",
        "The feed pressure must not exceed 12 bar [3].",
        "La presión de alimentación no puede superar los 12 bar [3].",
        "Winch B has 75 m of rope [3].",
        "The drum is kept for about two weeks [3].",
        "The refill of the drum bearing is 0.3 kg [4].",
        "Steel rope is greased before storage [3].",
        "The supply voltage lies between 9 and 32 V [6].",
        "Do not lift when the wind is above 20 m/s [7].",
        "Lave a 20 bar no máximo, a pelo menos 400 mm das aletas [7].",
        "Bei Windenfehler Nr. 3 stoppt die Trommel [7].",
        "7120 resets itself after fifteen seconds [8].",
        "The winch is certified not only for loads but also for lifting persons [9].",
        "The first winch was built in Brest in 1961 [9].",
        "Every spring an inspector checks the hook [9].",
    ],
)
def test_shown(text: str, evidence: dict[int, Evidence]) -> None:
    judged = judge(text, evidence, today=TODAY)
    assert judged.verdict in SHOWN, judged


@pytest.mark.parametrize(
    "text",
    [
        "The drum bolt M24 takes 479 Nm [1].",
        "The supply voltage lies between 9 and 36 V [6].",
        "Lave a 400 bar no máximo, a pelo menos 20 mm das aletas [7].",
        "The vibration of the drum rose from 2.1 to 6.4 mm/s [7].",
        "7120 resets itself after fifty seconds [8].",
        "The winch is certified only for loads, not for lifting persons [9].",
        "It has been built in Brest since 1958 [9].",
        "Riders check the hook every spring [9].",
        "A rope of 10 mm has a load of 4 kN [2].",
        "The feed pressure must be at least 12 bar [3].",
        "Winch B has 120 m of rope [3].",
        "All drums have a heater [3].",
        "Refill the drum bearing with 2 kg [4].",
        "The resistance of the coil decreases with rising temperature [3].",
        "Alarm 88 is caused by a worn brake lining [5].",
    ],
)
def test_not_shown(text: str, evidence: dict[int, Evidence]) -> None:
    judged = judge(text, evidence, today=TODAY)
    assert judged.verdict not in SHOWN, judged


class Topics:
    """An embedder that knows two topics by their words."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [[1.0, 0.0] if "storage" in text or "lager" in text.casefold() else [0.7, 0.714] for text in texts]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Stahlseile werden vor dem Einlagern gefettet [3].", "unsure"),
        ("Stahlseile werden vor dem Einlagern nicht gefettet [3].", "quoted"),
        ("Stahlseile dürfen ohne Fett einlagern [3].", "quoted"),
        ("Stahlseile dürfen trocken einlagern [3].", "quoted"),
    ],
)
def test_another_language_is_told_by_meaning_negation_and_permission(
    text: str, verdict: str, evidence: dict[int, Evidence]
) -> None:
    assert judge(text, evidence, today=TODAY, embedder=Topics()).verdict == verdict
