"""What a library never says: of things that its readers handle, and under headings that it has not."""

import pytest

from evals.generate.facts.topics import topic_facts
from evals.generate.filters import fair
from evals.generate.generating import generate
from evals.generate.lacks.things import things, unsaid
from evals.generate.wording import phrasing
from tests.evals.small_library import Manuals

SEVERAL = {
    "en": ("Loosen the jaw plate.", "Clean the jaw plate with a brush.", "the jaw plate", "What is the price of the jaw plate?"),
    "de": ("Die Backenplatte mit Bürste reinigen.", "Die Backenplatte lösen.", "die Backenplatte", "Was ist der Preis für Backenplatte?"),
    "es": ("Afloje la mordaza.", "Limpie la mordaza con un cepillo.", "la mordaza", "¿Cuál es el precio para mordaza?"),
    "fr": ("Desserrez la mâchoire.", "Nettoyez la mâchoire avec une brosse.", "la mâchoire", "Quel est le prix pour mâchoire?"),
}  # fmt: skip


def vice(language: str = "en", *more: str) -> Manuals:
    """A vice's manual in a language."""
    manuals = Manuals()
    manuals.document("vice", language=language)
    for at, text in enumerate((*SEVERAL[language][:2], *more)):
        manuals.section("vice", f"{at + 1}", text, page=at + 1)
    return manuals


@pytest.mark.parametrize("language", SEVERAL)
def test_a_thing_is_what_is_handled_in_any_language(language: str) -> None:
    assert {f"{thing}".casefold() for thing, _ in things(vice(language).text())} == {
        SEVERAL[language][2].split(" ", 1)[1].casefold()
    }


@pytest.mark.parametrize("language", SEVERAL)
def test_what_is_told_nowhere_is_asked_in_the_language_of_the_library(language: str) -> None:
    asked = [draft for draft in generate(vice(language).text(), per_kind=500, seed=1).drafts if not draft.answerable]
    assert SEVERAL[language][3] in {draft.question for draft in asked}
    assert {draft.lang for draft in asked if "passages about" in draft.note} == {language}


def test_english_words_that_a_library_of_another_language_lacks_prove_nothing() -> None:
    german = vice("de")
    german.section("vice", "Daten", {"kind": "table", "table": [("Bauteil", "Wert"), ("Motor", "4 kW")]}, page=3)
    faults = [("Code", "Meldung"), ("301", "Druck zu niedrig"), ("E02", "Pumpe zu warm"), ("E12", "Druck 22 bar")]
    german.section("vice", "Meldungen", {"kind": "table", "table": faults}, page=4)
    drafts = generate(german.text(), per_kind=500, seed=1, others=[vice("en", LONG).text()]).drafts
    unanswerable = [draft for draft in drafts if not draft.answerable]
    assert {draft.lang for draft in unanswerable} == {"de"}
    asked = {draft.question for draft in unanswerable}
    assert {"Was bedeutet Alarm 311?", "Was bedeutet Alarm E32?", "Was bedeutet Alarm E22?"} <= asked
    assert "Was ist Wert für Motor?" in {draft.question for draft in drafts}


@pytest.mark.parametrize(
    ("said", "told"),
    [("A jaw plate costs 12 EUR.", "price"), ("The jaw plate weighs 3 kg.", "weight"), ("Weight of a jaw plate", "weight")],
)  # fmt: skip
def test_what_a_passage_tells_in_words_or_by_its_unit_is_not_lacking(said: str, told: str) -> None:
    assert told in {lack.slots["quantity"] for lack in unsaid(vice().text())}
    assert told not in {lack.slots["quantity"] for lack in unsaid(vice("en", said).text())}


def test_what_is_only_spoken_of_is_no_thing() -> None:
    spoken = vice("en", "Open the settings.", "Select the settings again.", "The settings are kept.")
    assert {thing for thing, _ in things(spoken.text())} == {"jaw plate"}


LONG = "Every turn of the spindle moves the jaw by four millimetres, so that nobody has to guess how far it is open; count the turns, and write them down beside the piece that is held."


def test_a_heading_of_its_own_is_a_topic_with_the_pages_below_it() -> None:
    manuals = Manuals()
    manuals.document("vice")
    manuals.section("vice", "Spindle travel", LONG, page=4)
    manuals.section("vice", "Scale", LONG, page=5, above="Spindle travel")
    manuals.section("vice", "Jaw width", LONG, page=6)
    manuals.section("vice", "Jaw width of old vices", LONG, page=7)
    manuals.section("vice", "Empty chapter", "See there.", page=8)
    found, refused = fair(list(topic_facts(manuals.text())), manuals.text())
    assert {fact.slots["topic"]: fact.pages for fact in found} == {
        "Spindle travel": (4, 5),
        "Jaw width of old vices": (7,),
    }
    assert refused == []


def test_topics_of_another_library_are_asked_where_their_words_are_unknown_and_others_are_too_few() -> None:
    other = Manuals()
    other.document("kiln")
    other.section("kiln", "Pyrometer sighting tube", LONG, page=1)
    other.section("kiln", "Jaw plate", LONG, page=2)
    few, many = (generate(vice().text(), per_kind=count, seed=1, others=[other.text()]).drafts for count in (9, 500))
    foreign = "What does the manual say about Pyrometer sighting tube?"
    assert foreign in {draft.question for draft in many if not draft.answerable}
    assert foreign not in {draft.question for draft in few}
    assert not any("about Jaw plate" in draft.question for draft in many)


def test_too_few_of_them_are_asked_otherwise_by_the_same_proof() -> None:
    drafts = [draft for draft in generate(vice().text(), per_kind=500, seed=1).drafts if not draft.answerable]
    plain = {draft.id: draft for draft in drafts if draft.difficulty == phrasing.VERBATIM}
    again = [draft for draft in drafts if draft.id not in plain]
    assert again
    for draft in again:
        first = plain[draft.id.removesuffix(f"-{phrasing.PARAPHRASE}")]
        assert draft.note == first.note
        assert draft.question != first.question


def test_two_facts_that_have_the_same_twin_ask_it_once() -> None:
    manuals = vice()
    for thing in ("gasket", "membrane"):
        said = (
            f"A {thing} is a thin flexible layer that keeps lubricant inside.",
            f"The {thing} is old.",
            f"Change the {thing}.",
        )
        for page, text in enumerate(said, start=3):
            manuals.section("vice", f"{thing} {page}", text, page=page)
    asked = [d.question.casefold() for d in generate(manuals.text(), per_kind=500, seed=1).drafts if not d.answerable]
    assert "what is meant by strainer?" in asked
    assert len(asked) == len(set(asked))
