"""Kinds of questions that structure alone gives, in a language that no sentence of the product is written in."""

from collections.abc import Sequence

import pytest

from evals.generate.drafts import DraftCase
from evals.generate.generating import generate
from evals.generate.wording import phrasing
from tests.evals.small_library import Manuals

SCREEN = (
    "Paina Asetukset > Näytön kirkkaus.\n"
    "Seuraavat valinnat ovat käytettävissä:\n"
    "Kirkkaus: säätää taustavalon voimakkuutta pimeässä.\n"
    "Unitila: sammuttaa taustavalon hiljaisen jakson jälkeen.\n"
    "Kieli: vaihtaa valikoiden tekstit toiseksi."
)
JOB = (
    "1. Sulje venttiili huolellisesti.\n"
    "2. Avaa kansi ruuvimeisselillä.\n"
    "3. Vaihda tiiviste 88-1020 uuteen, katso Kuva 4-2.\n"
    "4. Kiristä pultit ristiin."
)
PARTS = [("Osa", "Halkaisija"), ("Tiiviste 88-1020", "64 mm"), ("Jousi 88-1044", "17 mm")]
SIZES = [("Koko", "Momentti"), ("6", "9.5 Nm"), ("8", "23 Nm"), ("10", "46 Nm")]
NEAR = "Pidä laakeri puhtaana ja lämmitä sitä enintään 110 °C ennen asennusta."


def finnish() -> Manuals:
    """A manual of pages with a list of settings, a job, two tables, a figure and a limit."""
    manuals = Manuals()
    manuals.document("pumppu", language="fi")
    manuals.section("pumppu", "Näyttö", SCREEN, page=1)
    manuals.section("pumppu", "Tiivisteen vaihto", {"kind": "procedure", "text": JOB}, page=2)
    manuals.section("pumppu", "Osaluettelo", {"kind": "table", "table": PARTS}, page=3)
    manuals.section("pumppu", "Kiristys", {"kind": "table", "table": SIZES}, page=4)
    caption = "Kuva 4-2 Kannen poikkileikkaus"
    manuals.section("pumppu", "Rakenne", {"kind": "figure", "text": caption, "caption": caption}, page=5)
    manuals.section("pumppu", "Laakerin asennus", NEAR, page=6)
    return manuals


def drafts() -> Sequence[DraftCase]:
    return generate(finnish().text(), per_kind=50, seed=1).drafts


@pytest.mark.parametrize(
    ("kind", "question", "needs", "pages"),
    [
        ("entry", "Näyttö: Unitila?", None, [1]),
        ("list", "Näyttö: Seuraavat valinnat ovat käytettävissä:", [["Kirkkaus"], ["Unitila"], ["Kieli"]], [1]),
        ("menu", "Näyttö: … > … > ?", [["Asetukset"], ["Näytön"]], [1]),
        ("step", "Tiivisteen vaihto: Sulje venttiili huolellisesti → ?", None, [2]),
        ("step", "Tiivisteen vaihto: ? → Avaa kansi ruuvimeisselillä", None, [2]),
        ("step", "Tiivisteen vaihto: 1.?", None, [2]),
        ("table", "Koko 8: momentti?", [["23"]], [4]),
        ("figure", "Kannen poikkileikkaus: kuva …?", [["4-2", "4–2"]], [5]),
        ("figure", "Kuva 4-2?", None, [5]),
        ("gap", "Pidä laakeri puhtaana ja lämmitä sitä enintään … ennen asennusta. ?", [["110"]], [6]),
        ("two-hop", "Tiivisteen vaihto, 3: halkaisija?", [["64"]], [2, 3]),
        ("two-hop", "Tiivisteen vaihto, 3: kuva?", None, [2, 5]),
    ],
)
def test_each_kind_has_its_place_and_what_it_needs(
    kind: str, question: str, needs: list[list[str]] | None, pages: list[int]
) -> None:
    found = {draft.question: draft for draft in drafts() if draft.kind == kind}
    assert question in found
    case = found[question]
    assert (case.pages, case.lang, case.answerable) == (pages, "fi", True)
    assert case.must_contain if needs is None else case.must_contain == needs


@pytest.mark.parametrize(
    ("question", "proof"),
    [
        ("Tiivisteen vaihto: 7.?", "'Tiivisteen vaihto' has 4 steps"),
        ("Koko 7: momentti?", "of 3 rows that passages tell apart by 'Koko' none is 7"),
        ("Kuva 4-12?", "'Kuva 4-12' stands in none"),
        ("Jousi 88-1044: momentti?", "that name 'jousi 88-1044' tells 'momentti' or a unit of it"),
    ],
)
def test_each_counted_thing_has_its_twin_beyond_the_end(question: str, proof: str) -> None:
    found = {draft.question: draft for draft in drafts() if not draft.answerable}
    assert proof in found[question].note


def test_a_language_that_nobody_knows_is_not_taken_for_english() -> None:
    manuals = finnish()
    manuals._documents["pumppu"] = manuals._documents["pumppu"].model_copy(update={"language": ""})  # pyright: ignore[reportPrivateUsage]
    found = {draft.question: draft for draft in generate(manuals.text(), per_kind=50, seed=1).drafts}
    assert "Koko 8: momentti?" in found
    assert not any("what" in question.casefold() for question in found)


def test_a_step_or_row_that_is_there_is_no_twin() -> None:
    manuals = finnish()
    manuals.section("pumppu", "Jatko", {"kind": "procedure", "text": "7. Käynnistä moottori."}, page=2)
    more = [("Koko", "Momentti"), ("7", "15 Nm"), ("12", "80 Nm"), ("14", "120 Nm")]
    manuals.section("pumppu", "Muut koot", {"kind": "table", "table": more}, page=7)
    asked = {draft.question for draft in generate(manuals.text(), per_kind=50, seed=1).drafts if not draft.answerable}
    assert {"Tiivisteen vaihto: 10.?", "Koko 9: momentti?"} <= asked
    assert not {"Tiivisteen vaihto: 7.?", "Koko 7: momentti?", "Koko 12: momentti?"} & asked


def test_headings_are_at_most_a_third_where_a_library_has_other_material() -> None:
    manuals = finnish()
    for at in range(60):
        manuals.section("pumppu", f"Huolto{at:02} laite{at:02}", " ".join(["huolto kuvataan tässä"] * 12), page=20 + at)
    found = [draft for draft in generate(manuals.text(), per_kind=60, seed=1).drafts if draft.answerable]
    topics = [draft for draft in found if draft.kind == "topic"]
    assert len(topics) == (len(found) - len(topics)) // 2 > 0
    bare = Manuals()
    bare.document("kirja")
    for at in range(30):
        bare.section("kirja", f"Pump{at:02} house{at:02}", " ".join(["it is told here"] * 12), page=at + 1)
    only = [draft for draft in generate(bare.text(), per_kind=60, seed=1).drafts if draft.answerable]
    assert sum(draft.difficulty == phrasing.VERBATIM for draft in only) == 30


def test_without_pages_the_section_is_the_place() -> None:
    manuals = Manuals()
    manuals.document("phone", path="phone.md")
    manuals.section("phone", "Night mode settings", " ".join(["The screen is dimmed."] * 10), page=None)  # type: ignore[arg-type]
    (topic, *_) = [draft for draft in generate(manuals.text(), per_kind=1, seed=1).drafts if draft.kind == "topic"]
    assert (topic.pages, topic.sections, topic.answerable) == ([], ["Night mode settings"], True)


def test_a_command_with_a_redirection_is_no_way_through_menus() -> None:
    manuals = Manuals()
    manuals.document("shell")
    manuals.section("shell", "Log the output", "Enter make all > make.log to keep everything that it says.", page=1)
    assert not any(d.kind == "menu" for d in generate(manuals.text(), per_kind=5, seed=1).drafts)
