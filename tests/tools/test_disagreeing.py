"""Two documents in force that give different values for the same thing; and those that only look so."""

from typing import Any

import pytest

from domain.documents import Applicability, Document, Passage, SearchHit, Section
from tools.manuals.disagreeing.finding import disagreements

Place = tuple[str, Any]
COUPLING: Place = ("Coupling", "Tighten the coupling bolts to 85 Nm in a cross pattern.")
TABLE: Place = ("Torques", (("Item", "Torque (Nm)"), ("Coupling bolts", "95"), ("Base bolts", "210")))


def hit(name: str, place: Place, language: str = "en", document: Any = None, **more: Any) -> SearchHit:
    heading, said = place
    table = said if isinstance(said, tuple) else ()
    text = "\n".join(" ".join(row) for row in table) if table else said
    held = {"id": name, "title": f"Paper {name}", "path": f"{name}.md", "language": language, **(document or {})}
    passage = Passage(id=f"p-{name}", document_id=name, section_id=f"s-{name}", text=text, table=table)
    section = Section(id=f"s-{name}", document_id=name, title=heading, path=(heading,))
    given = {"rank": 1, "score": 1.0, "passage": passage, "document": Document(**held), "section": section, **more}
    return SearchHit(**given)


@pytest.mark.parametrize(
    ("language", "question", "one", "other"),
    [
        ("en", "What torque for the coupling bolts?", COUPLING, TABLE),
        (
            "en",
            "charging pressure of the accumulator",
            ("Accumulator", "The accumulator is charged with nitrogen to 80 bar."),
            ("Hydraulics", "Charge the accumulator with nitrogen to 1000 psi."),
        ),
        (
            "de",
            "Wann ist die Bremse zu prüfen?",
            ("Bremse", "Die Bremse ist alle 6 Monate zu prüfen."),
            ("Fristen", (("Bauteil", "Frist"), ("Bremse prüfen", "12 Monate"), ("Seil prüfen", "3 Monate"))),
        ),
        (
            "fr",
            "Quel est le couple de serrage des vis du carter ?",
            ("Carter", "Serrer les vis du carter à 35 Nm."),
            ("Couples", "Vis du carter : 45 Nm."),
        ),
    ],
)
def test_two_values_of_one_thing_are_marked_on_both_sides(
    language: str, question: str, one: Place, other: Place
) -> None:
    found = disagreements(question, [hit("a", one, language), hit("b", other, language)])
    assert {passage: told[0].other for passage, told in found.items()} == {"p-a": "p-b", "p-b": "p-a"}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("torque of the bearing bolts", "Tighten the front bearing bolts to 40 Nm.", "Tighten the rear bearing bolts to 60 Nm."),
        ("torque of the coupling bolts", COUPLING[1], "Tighten the coupling bolts to 62.7 ft-lb."),
        ("oil temperature", "The oil must be at least 10 °C warm.", "The oil must be at most 70 °C warm."),
        ("system pressure", "The system pressure is 160 to 180 bar.", "The system pressure is 170 bar."),
        ("bolts M10", "Tighten bolts M10 to 49 Nm.", "Tighten bolts M12 to 85 Nm."),
        ("fuse rating", (("Fuse", "Rating"), ("Heater", "10 A")), (("Fuse", "Rating"), ("Heater fan", "6 A"))),
        ("winding temperature", (("Sensor", "Warning", "Trip"), ("Winding", "130 °C", "150 °C")), (("Sensor", "Warning", "Trip"), ("Bearing", "90 °C", "100 °C"))),
        ("rotor speed", (("Item", "Value"), ("Rotor speed", "15 rpm")), "One of the rotor speed sensors passed 17 rpm."),
    ],
)  # fmt: skip
def test_another_thing_another_limit_or_the_same_value_is_no_disagreement(question: str, one: Any, other: Any) -> None:
    assert disagreements(question, [hit("a", ("Data", one)), hit("b", ("Data", other))]) == {}


@pytest.mark.parametrize(
    "more",
    [
        {"superseded": True},
        {"applies": False},
        {"overridden_by": "SB-1"},
        {"document": {"id": "a"}},
        {"document": {"superseded_by": "a"}},
        {"document": {"title": "Press HP-40"}},
        {"document": {"applies_to": Applicability(models=("HP 40",))}},
    ],
)
def test_only_documents_in_force_for_one_machine_are_compared(more: dict[str, Any]) -> None:
    first = hit("a", COUPLING, document={"title": "Press HP-20", "applies_to": Applicability(models=("HP 20",))})
    question = "What torque for the coupling bolts?"
    assert disagreements(question, [first, hit("b", TABLE)])
    assert disagreements(question, [first, hit("b", TABLE, **more)]) == {}


def test_what_nobody_asked_is_not_said() -> None:
    assert disagreements("How much oil goes in?", [hit("a", COUPLING), hit("b", TABLE)]) == {}
