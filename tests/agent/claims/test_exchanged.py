"""Values, names and states that a sentence exchanges between two things of its place, on an invented press."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence
from stores.embedders.multilingual import MultilingualEmbedder

SHOWN = {"stated", "derived", "unsure"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.passage(
            "p1",
            "The upper ram takes 40 ml of oil, the lower ram takes 55 ml.\n"
            "Run the press at 10 strokes per minute for 15 minutes, then at 30 strokes per minute for 5 minutes.\n"
            "The clamp is closed by springs and opened by oil pressure.\n"
            "Presses up to 2200 have the valve V3, presses from 2201 have the valve V5.\n"
            "The table is checked every 6 months, the hydraulic hose is replaced every 48 months.\n"
            "The oil temperature must not rise above 70 °C.",
            "4 Press",
        ),
        2: invented.table(
            "p2", "Alarms", ("Code", "Meaning", "Remedy"), ("P7", "Oil too hot", "Clean the cooler"), ("P9", "Guard open", "Close the guard"),
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The lower ram takes 55 ml of oil and the upper ram 40 ml [1].",
        "Run it at 10 strokes per minute for 15 minutes and afterwards at 30 strokes per minute for 5 minutes [1].",
        "The clamp is opened by oil pressure and closed by springs [1].",
        "Pressen bis 2200 haben das Ventil V3, ab 2201 das Ventil V5 [1].",
        "Der Tisch wird alle 6 Monate geprüft, der Hydraulikschlauch alle 48 Monate ersetzt [1].",
        "If the oil temperature rises above 70 °C, the press has run too hot [1].",
    ],
)
def test_straight(text: str, evidence: dict[int, Evidence]) -> None:
    judged = judge(text, evidence, embedder=MultilingualEmbedder())
    assert judged.verdict in SHOWN, judged


@pytest.mark.parametrize(
    "text",
    [
        "The upper ram takes 55 ml of oil and the lower ram 40 ml [1].",
        "Run the press at 30 strokes per minute for 15 minutes, then at 10 strokes per minute for 5 minutes [1].",
        "Run the press at 30 strokes per minute for 5 minutes first, and then at 10 strokes per minute for 15 minutes [1].",
        "The clamp is closed by oil pressure and opened by springs [1].",
        "Pressen bis 2200 haben das Ventil V5, ab 2201 das Ventil V3 [1].",
        "Der Tisch wird alle 48 Monate geprüft, der Hydraulikschlauch alle 6 Monate ersetzt [1].",
        "The oil temperature may rise above 70 °C [1].",
        "P9 bedeutet, dass das Öl zu heiß ist [2].",
    ],
)
def test_crosswise(text: str, evidence: dict[int, Evidence]) -> None:
    judged = judge(text, evidence, embedder=MultilingualEmbedder())
    assert judged.verdict not in SHOWN, judged


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("If the pump is noisy, bleed the suction line [1].", True),
        ("If the pump does not start, replace fuse F2 [1].", True),
        ("If the pump does not start, bleed the suction line [1].", False),
        ("If the oil gets hot, bleed the suction line [1].", False),
        ("Si la bomba hace ruido, purgue la aspiración [2].", True),
        ("Si la bomba no arranca, purgue la aspiración [2].", False),
        ("Ist die Pumpe laut, wird die Saugleitung entlüftet [3].", True),
        ("Wenn die Pumpe laut ist, ersetzen Sie die Sicherung F2 [3].", False),
    ],
)
def test_the_remedy_of_a_fault_is_none_of_another_s(text: str, right: bool, invented: ModuleType) -> None:
    evidence = {
        1: invented.table(
            "f1", "Faults", ("Fault", "Cause", "Remedy"), ("The pump does not start", "Blown fuse", "Replace fuse F2"), ("The pump is noisy", "Air in the suction line", "Bleed the suction line"), ("The oil gets hot", "Dirty cooler", "Clean the cooler")
        ),
        2: invented.table(
            "f2", "Averías", ("Avería", "Remedio"), ("La bomba no arranca", "Sustituir el fusible"), ("La bomba hace ruido", "Purgar la aspiración")
        ),
        3: invented.table(
            "f3", "Störungen", ("Störung", "Abhilfe"), ("Die Pumpe läuft nicht an", "Sicherung F2 ersetzen"), ("Die Pumpe ist laut", "Saugleitung entlüften")
        ),
    }  # fmt: skip
    assert (judge(text, evidence).verdict in {"stated", "unsure"}) == right, judge(text, evidence)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Reset alarm 12 while the pallet hangs in the gripper [1].", False),
        ("Do not reset alarm 12 while the pallet hangs in the gripper [1].", True),
        ("Bei Alarm 13 wird ohne Verzögerung gestoppt [2].", True),
        ("Bei Alarm 13 wird mit Verzögerung gestoppt [2].", False),
    ],
)
def test_what_an_alarm_s_own_line_denies(text: str, right: bool, invented: ModuleType) -> None:
    evidence = {
        1: invented.record("12", "alarm", "Alarm 12: Gripper not closed", "Cause: Air pressure low", "Remedy: Do not reset while the pallet hangs in the gripper"),
        2: invented.record("13", "alarm", "Alarm 13: Lichtgitter unterbrochen", "Ursache: Person im Bereich", "Reaktion: Es wird ohne Verzögerung gestoppt"),
    }  # fmt: skip
    assert (judge(text, evidence).verdict in {"stated", "unsure"}) == right, judge(text, evidence)
