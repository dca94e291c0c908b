"""The gate, as tables of cases."""

import pytest

from agent.facts import identifiers, markers, quantities
from agent.grounding import check
from domain.answers import Evidence

SOURCE = Evidence(
    id="a",
    kind="manual",
    title="Manual",
    text="Tighten M30 bolts to 1 050 Nm ± 5 % in two passes. Part 29-1182 fits from serial K112-0420. Gap 0,5 mm. Wait 10 min.",
)
TABLE = Evidence(
    id="b", kind="manual", title="T", text="Bolt Torque (Nm)\nM16 210", table=(("Bolt", "Torque (Nm)"), ("M16", "210"))
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tighten to **1050 N·m** in 2 passes [1].",
        "Tighten to 1,050 Nm ± 5 % [1].",
        "1. Fit part 29-1182 [1]",
        "From K112-0420 on [1].",
        "The gap is 0.5 mm [1].",
        "Wait ten minutes [1].",
        "M16: 210 Nm [2].",
        "Bolts M30 and M16 [1][2].",
    ],
)
def test_supported_sentences_pass(sentence: str) -> None:
    assert check(sentence, [SOURCE, TABLE]).passed, check(sentence, [SOURCE, TABLE]).reason


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Tighten to 1 180 Nm [1].", "1180"),
        ("Tighten to 1050 bar [1].", "1050 bar"),
        ("Tighten to 105 Nm [1].", "105"),
        ("Part 29-1183 [1].", "29-1183"),
        ("In three passes [1].", "3"),
        ("From K112-0421 on [1].", "K112-0421"),
        ("Tighten to 1050 Nm.", "no citation"),
        ("Tighten to 1050 Nm [3].", "not retrieved"),
        ("M16: 210 bar [2].", "210 bar"),
        ("Software 5.6.1,2 [1].", "6"),
        ("M16: 210 Nm [1].", "210"),
    ],
)
def test_unsupported_sentences_are_withheld_with_the_reason(sentence: str, why: str) -> None:
    verdict = check(sentence, [SOURCE, TABLE])
    assert not verdict.passed
    assert why in verdict.reason


def test_free_prose_must_say_what_the_evidence_says() -> None:
    assert not check("Lubricants may safely be skipped during winter [1].", [SOURCE], prose=True).passed
    assert check("Tighten the bolts in two passes [1].", [SOURCE], prose=True).passed


def test_markers_and_identifiers() -> None:
    assert markers("A [2] and [1, 3].") == (2, 1, 3)
    assert identifiers("WTG-07 has 29-1182, M30 and 24V at 50 %") == {"wtg07", "291182", "m30"}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("4.5 kV", "4.5", "kv"),
        ("24V", "24", "v"),
        ("90 °C", "90", "c"),
        ("65ºC.", "65", "c"),
        ("77º F)", "77", "f"),
        ("3 hours", "3", "h"),
    ],
)
def test_quantities_have_canonical_units(text: str, value: str, unit: str) -> None:
    (found,) = quantities(text)
    assert (str(found.value), found.unit) == (value, unit) or (
        float(found.value) == float(value) and found.unit == unit
    )
