"""What code makes of a sentence of a manual says the same, or by one thing something else."""

import random

import pytest

from bench.gate.prose.breaking import BREAKING
from bench.gate.prose.keeping import KEEPING
from bench.gate.prose.sources import Source
from domain.answers import Evidence


def source(text: str, *, follows: str = "", step: bool = False, language: str = "en", beside: str = "") -> Source:
    evidence = {1: Evidence(id="p", kind="manual", title="Pump", text=f"{text} {follows} {beside}".strip())}
    return Source(text, follows, step, "", language, evidence, [beside], [], frozenset())


@pytest.mark.parametrize(
    ("kind", "given", "made"),
    [
        ("joined", source("The pump is red.", follows="A fan cools it."), "The pump is red, and a fan cools it."),
        ("turned", source("Before you open it, lock the switch."), "Lock the switch before you open it."),
        ("turned", source("Check if the valve is open."), ""),
        ("no bracket", source("Close the valve (type V4) by hand."), "Close the valve by hand."),
        ("no bracket", source("Close the valve (only if cold) by hand."), ""),
        ("unit named", source("Let it drip for 10 min."), "Let it drip for 10 minutes."),
        ("converted", source("Tighten the bolts to 95 Nm."), "Tighten the bolts to 70 lb-ft."),
        ("turned", source("Wenn sie klemmt, lösen Sie die Schraube.", language="de"), "Lösen Sie die Schraube, wenn sie klemmt."),
    ],
)  # fmt: skip
def test_true_ones_are_made_where_code_is_sure(kind: str, given: Source, made: str) -> None:
    assert KEEPING[kind](given, random.Random(1)) == made


@pytest.mark.parametrize(
    ("kind", "given", "made"),
    [
        ("not dropped", source("Do not open the valve."), "Open the valve."),
        ("not added", source("The valve must be open."), "The valve must not be open."),
        ("before, after", source("Bleed it before the start."), "Bleed it after the start."),
        ("opposite", source("Tighten the nut by hand."), "Loosen the nut by hand."),
        ("opposite", source("Take the lock off."), ""),
        ("may for must", source("The cover must be closed."), "The cover may be closed."),
        ("condition dropped", source("If it is hot, stop the pump at once."), "Stop the pump at once."),
        ("neighbour's value", source("Fill in 5 l of oil.", beside="The tank holds 8 l of water."), "Fill in 8 l of oil."),
    ],
)  # fmt: skip
def test_false_ones_differ_by_one_thing(kind: str, given: Source, made: str) -> None:
    assert BREAKING[kind](given, random.Random(1)) == made
