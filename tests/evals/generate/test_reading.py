"""What the generator reads out of tables, headings, units and alarm lists, and the questions that would not be fair."""

from dataclasses import replace
from random import Random

import pytest

from evals.generate.facts.alarms import alarm_facts
from evals.generate.facts.procedures import job_as_verb
from evals.generate.facts.tables import is_header, table_facts
from evals.generate.filters import fair
from evals.generate.required import figures_of
from evals.generate.wording import phrasing
from tests.evals.small_library import Manuals, crane_manual


@pytest.mark.parametrize(
    ("required", "slots", "why"),
    [
        ((("7",),), {"column": "number", "row": "slew gearbox"}, "the answer is trivial"),
        ((("gearbox",),), {"column": "part", "row": "slew gearbox"}, "the question holds its answer"),
    ],
)
def test_unfair_questions_are_refused(required: tuple[tuple[str, ...], ...], slots: dict[str, str], why: str) -> None:
    library = crane_manual().text()
    fact = replace(next(table_facts(library)), required=required, slots=slots)
    kept, (refused,) = fair([fact], library)
    assert (kept, refused.why) == ([], why)


def test_the_same_question_with_two_answers_is_refused_for_both() -> None:
    library = crane_manual().text()
    fact = next(table_facts(library))
    kept, refused = fair([fact, replace(fact, required=(("Antares",),))], library)
    assert kept == []
    assert {r.why for r in refused} == {"another place answers the same question otherwise"}


def test_alarm_entries_under_coded_headings() -> None:
    manuals = Manuals()
    manuals.document("alarms")
    for code, title in (
        ("205", "Oil level low"),
        ("206", "Winch too hot"),
        ("207", "Hook block up"),
        ("208", "Jib blocked"),
        ("209", "Brake worn"),
    ):
        manuals.section("alarms", f"{code} {title}", f"{title}: stop.")
        manuals.section(
            "alarms", "Causes", f"Sensor {code}x frozen by brine, cable chafed at the mast.", above=f"{code} {title}"
        )
    facts = list(alarm_facts(manuals.text()))
    meanings = {fact.slots["code"]: fact.required for fact in facts if fact.asks == "meaning"}
    assert meanings["206"] == (("Winch too hot",),)
    assert {fact.slots["code"] for fact in facts if fact.asks == "causes"} == set(meanings)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("105 bar ±3 bar", ["105"]),
        ("145 / 160 bar", ["145", "160"]),
        ("8 h", ["8 h"]),
        ("7", []),
        ("1.5 to 2.5 mm", ["1.5", "2.5"]),
        ("Rotor locked (2.4), tool 32-0410", []),
        ("as in OM-K1 7.4", []),
        ("M30 x 540, 10.9", ["540", "10.9"]),
        ("0,5 mm", ["0,5"]),
        ("to 8 000 Nm", ["8 000"]),
    ],
)
def test_figures_that_an_answer_needs(text: str, figures: list[str]) -> None:
    assert [group[0] for group in figures_of(text)] == figures


def test_other_spellings_of_a_unit_stand_in_one_order_in_every_process() -> None:
    (forms,) = figures_of("8 h")
    assert forms[:2] == ("8 h", "8h")
    named = [form.removeprefix("8 ") for form in forms[2::2]]
    assert len(named) > 1
    assert named == sorted(named)


@pytest.mark.parametrize(
    ("header", "is_one"),
    [
        (("Point", "Oil volume"), True),
        (("Persons", "2"), False),
        (("Point", "point"), False),
        (("to receive them under", "directives"), False),
        (("4. Each of the above", "2-6. What term"), False),
    ],
)
def test_a_header_names_columns(header: tuple[str, ...], is_one: bool) -> None:
    assert is_header(header) is is_one


@pytest.mark.parametrize(
    ("title", "job"),
    [
        ("Replacing a pump", "replace a pump"),
        ("Setting the brake", "set the brake"),
        ("Check the hook", "check the hook"),
        ("Brake test", ""),
    ],
)
def test_titles_as_jobs(title: str, job: str) -> None:
    manuals = crane_manual()
    manuals.section("crane", "Words", "Replace, set and check as written.")
    assert job_as_verb(title, frozenset({"check"}), manuals.text()) == job


def test_ways_of_asking_keep_codes_and_figures() -> None:
    slots = {"column": "tightening torque", "row": "clamp bolt M30-2"}
    assert phrasing.keywords("cell", slots) == "tightening torque clamp bolt m30-2"
    typed = phrasing.shorthand("What is the tightening torque for clamp bolt M30-2?", Random(3))
    assert "M30-2" in typed
    assert typed != "what is the tightening torque for clamp bolt M30-2"
    german = phrasing.translated("cell", {"column": "voltage", "row": "battery 29-1"}, "de")
    assert german.casefold().startswith("was ist spannung für batterie 29-1")
    mixed = phrasing.translated("topic", {"topic": "battery voltage of the pump"}, "de")
    assert "battery voltage of the pump" in mixed, "word by word is no language"
    assert phrasing.translated("cell", {"column": "fluxness", "row": "battery"}, "da").startswith("Hvad er fluxness")
