"""Sentences against their source: what contradicts it is seen, in which way, and what cannot be judged is said to be so."""

import pytest

from evals.contradiction.text.reading import read
from evals.contradiction.text.source import source_of
from evals.contradiction.verdict import contradicts
from evals.contradiction.weighing import weigh

PUMP = (
    "3.2 Changing the seal",
    "Close valve V-11 before the cover is opened.\n"
    "1. Drain the pump until the pressure is below 2 bar.\n"
    "2. Loosen the four cover bolts.\n"
    "3. Do not hit the shaft with a hammer.\n"
    "4. Tighten the cover bolts to 45 Nm and the flange bolts to 90 Nm.\n"
    "5. The seal 77-1201 is for pumps up to P-300, the seal 77-1202 for pumps from P-301.\n"
    "6. Run the pump for at most 10 min.",
    (),
)
OIL = (
    "5.1 Oil",
    "Gear size Oil volume Interval\nSmall 4 l 12 months\nLarge 9 l 6 months",
    (("Gear size", "Oil volume", "Interval"), ("Small", "4 l", "12 months"), ("Large", "9 l", "6 months")),
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Tighten the cover bolts to 54 Nm.", "value"),
        ("Tighten the cover bolts to 45 bar.", "value"),
        ("Tighten the cover bolts to 90 Nm.", "subject"),
        ("Tighten the cover bolts to 90 Nm and the flange bolts to 45 Nm.", "exchanged"),
        ("The large gear takes 4 l of oil.", "subject"),
        ("Run the pump for at least 10 min.", "limit"),
        ("Drain the pump until the pressure is above 2 bar.", "limit"),
        ("Hit the shaft with a hammer.", "polarity"),
        ("Open the cover before valve V-11 is closed.", "order"),
        ("Die Pumpe muss mindestens 10 min laufen.", "limit"),
        ("Die Deckelschrauben mit 54 Nm anziehen.", "value"),
    ],
)
def test_what_is_turned_round_is_seen(sentence: str, kind: str) -> None:
    verdict = contradicts(sentence, [PUMP, OIL])
    assert (verdict.says, verdict.kind) == ("contradicts", kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tighten the cover bolts to 45 Nm.",
        "Tighten the flange bolts to 90 Nm.",
        "The pressure must be below 2 bar.",
        "The shaft must not be hit with a hammer.",
        "The large gear takes 9 l of oil.",
        "Run the pump for 10 min at most.",
        "Die Flanschschrauben mit 90 Nm anziehen.",
        "The flange bolts take 45 Nm more than the cover bolts.",
    ],
)
def test_what_is_right_is_not_flagged(sentence: str) -> None:
    assert contradicts(sentence, [PUMP, OIL]).says != "contradicts"


@pytest.mark.parametrize(
    "sentence",
    [
        "Wellen dürfen trocken montiert werden.",
        "Wait for the green lamp.",
        "The cover may be left off while it is cold outside.",
    ],
)
def test_what_cannot_be_judged_is_not_called_right(sentence: str) -> None:
    assert contradicts(sentence, [PUMP, OIL]).says != "stands"


@pytest.mark.parametrize(
    ("sentence", "turned"),
    [
        (
            "The door must be kept open while the drive is running.",
            "The door must be kept closed while the drive is running.",
        ),
        ("Le couvercle ne doit pas rester en place.", "Le couvercle doit rester en place."),
        ("Ventilen öppnas när tanken är full.", "Ventilen öppnas inte när tanken är full."),
    ],
)
def test_a_sentence_turned_in_one_word_does_not_stand_in_any_language(sentence: str, turned: str) -> None:
    held = [("", f"The lamp is green.\n{sentence}\nCall the service.", ())]
    assert contradicts(sentence, held).says == "stands"
    assert contradicts(turned, held).says == "contradicts"


def test_units_are_told_in_any_spelling() -> None:
    held = [("", "The pressure is 105 bar. The reservoir holds 2.5 l.", ())]
    assert contradicts("The pressure is 10.5 MPa.", held).says != "contradicts"
    assert contradicts("The reservoir holds 2500 ml.", held).says != "contradicts"
    assert contradicts("The pressure is 1223 psi.", held).kind == "value"


@pytest.mark.parametrize(("said", "says"), [("212 °F", "right"), ("200 °F", "value"), ("100 °C", "right")])
def test_degrees_are_told_in_any_scale(said: str, says: str) -> None:
    held = [("", "The water leaves the boiler at 100 °C.", ())]
    assert (contradicts(f"The water leaves the boiler at {said}.", held).kind or "right") == says


@pytest.mark.parametrize("said", ["-4 °F", "-20 °C"])
def test_degrees_below_nought_keep_their_sign(said: str) -> None:
    held = [("", "The oil stays liquid down to -20 °C.", ())]
    assert contradicts(f"The oil stays liquid down to {said}.", held).kind != "value"


@pytest.mark.parametrize(
    ("source", "said", "other"),
    [
        ("Run the pump for 2 h.", "Die Pumpe 120 Minuten laufen lassen.", "Die Pumpe 90 Minuten laufen lassen."),
        ("Set the clearance to 3 mils.", "Set the clearance to 0.0762 mm.", "Set the clearance to 0.3 mm."),
        ("The heater draws 12 amps.", "The heater draws 12000 mA.", "The heater draws 12 m/s."),
    ],
)
def test_a_value_is_the_same_in_another_unit_and_language(source: str, said: str, other: str) -> None:
    held = source_of((("", source, ()),))
    assert "value" not in weigh(read(said), held)
    assert "value" in weigh(read(other), held)


def test_nothing_is_nothing() -> None:
    held = [("", "Wait until the pressure is 0 bar.", ())]
    assert contradicts("Wait until the pressure is 0 bar.", held).kind != "value"
    assert not weigh(read("The pressure has to be 0 bar."), source_of(tuple(held)))


def test_what_is_worked_out_of_the_source_is_no_contradiction() -> None:
    log = [
        ("WO-1", "Opened: 2026-03-01\nClosed: 2026-03-05\nHours: 3", ()),
        ("WO-2", "Opened: 2026-04-01\nHours: 4", ()),
    ]
    assert contradicts("WO-1 was closed after 4 days.", log, ["WO-1"]).says != "contradicts"
    assert contradicts("Together they took 7 hours.", log).says != "contradicts"
    assert contradicts("Together they took 12 hours.", log).says == "contradicts"


def test_a_name_of_the_question_needs_no_source() -> None:
    held = [("", "The pump holds 12 l of oil.", ())]
    assert contradicts("P-300 holds 12 l of oil.", held, ["How much oil does P-300 hold?"]).says != "contradicts"
    assert contradicts("P-300 holds 12 l of oil.", held).kind == "value"


def test_a_mean_and_a_difference_are_worked_out() -> None:
    log = [("", "Total: 354 h of 33 jobs.\nWas 12, now 41, limit 30.", ())]
    assert contradicts("On average a job took 10.7 h.", log).kind != "value"
    assert contradicts("It is 11 above the limit.", log).kind != "value"
    assert contradicts("On average a job took 12.7 h.", log).kind == "value"
