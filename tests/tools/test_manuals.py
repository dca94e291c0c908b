"""Manuals searched, read and compared; what is for other machines is told apart."""

from dataclasses import replace
from typing import Any

import pytest

from domain.documents import SECTION_OF, Applicability, Document, Line, Passage, SearchResult, Section
from stores.passages.applying.applicability import Wanted
from stores.passages.applying.overriding import bulletin_over
from tests.fakes import ShelfOfPassages
from tools.context import ToolContext
from tools.manuals.pieces import Piece
from tools.manuals.revisions import changed
from tools.manuals.scope import SCOPE, named_for_others
from tools.rendering import render
from tools.toolbox import TOOLS


class Revised:
    """Two revisions of one document."""

    def __init__(self, old: str, new: str) -> None:
        self._documents = [
            Document(id="old", title="Pump manual", path="p.pdf", number="PM-1", revision="A", superseded_by="new"),
            Document(id="new", title="Pump manual", path="p2.pdf", number="PM-1", revision="Rev B"),
        ]
        self._texts = {"old": old, "new": new}

    def documents(self, library: str) -> list[Document]:
        return self._documents

    def sections(self, document_id: str) -> list[Section]:
        return [Section(id=document_id, document_id=document_id, title="Tightening the cover", number="4")]

    def passages(self, section_id: str) -> list[Passage]:
        text = self._texts[section_id]
        return [Passage(id=f"p-{section_id}", document_id=section_id, section_id=section_id, text=text)]


class Elsewhere:
    """A library in which all is for another machine."""

    def __init__(self, passages: Any) -> None:
        self._passages = passages

    def search(self, query: str, **given: Any) -> SearchResult:
        return SearchResult(hidden=3, hidden_models=("Gantry G7",))

    def documents(self, library: str) -> list[Document]:
        return self._passages.documents(library)


def test_a_section_is_found_and_read_whole(call: Any) -> None:
    found = call("search_manuals", query="brake cover")
    assert found.evidence[0].section_id == "s7"
    whole = call("read_section", section_id="s7")
    assert [item.order for item in whole.evidence] == [0, 1]
    assert "search_manuals" in call("read_section", section_id="nowhere").note


@pytest.mark.parametrize("said", ["CM-7 7", "cm-7 7", "doc 7"])
def test_a_section_is_read_as_text_refers_to_it(call: Any, said: str) -> None:
    assert call("read_section", section_id=said).evidence == call("read_section", section_id="s7").evidence


@pytest.mark.parametrize("said", ["CM-7 9", "CM-9 7", " 7", "7"])
def test_a_reference_that_leads_nowhere_says_so(call: Any, said: str) -> None:
    assert "search_manuals" in call("read_section", section_id=said).note


def test_another_machine_is_searched_where_it_is_named(call: Any) -> None:
    assert call("search_manuals", query="brake cover", machine="CR-03").note == "Searched for CR-03, Gantry G7."
    unknown = call("search_manuals", query="brake cover", machine="CR-99")
    assert unknown.empty
    assert unknown.evidence[0].kind == "manual"


def test_a_machine_nobody_knows_filters_nothing_where_no_document_says_what_it_is_for(
    context: ToolContext, shelf: Any
) -> None:
    plain = shelf.documents()[0].model_copy(update={"applies_to": Applicability()})
    of_anything = ShelfOfPassages(plain, shelf.sections(plain.id), shelf.passages("s7"))

    found = TOOLS["search_manuals"].run(
        replace(context, passages=of_anything), {"query": "brake cover", "machine": "TE-30"}
    )

    assert not found.empty
    assert "85 Nm" in found.evidence[0].text
    assert "TE-30" in found.note


def test_what_is_for_others_only_is_told_not_shown(context: ToolContext) -> None:
    found = TOOLS["search_manuals"].run(replace(context, passages=Elsewhere(context.passages)), {"query": "brake"})
    assert found.evidence == ()
    assert found.note == "Nothing for this machine; passages are for Gantry G7 only."


GANTRY = Document(
    id="doc", title="Hoist manual", path="h.pdf", number="HM-3", applies_to=Applicability(models=("Gantry G7",))
)


def test_a_document_for_others_that_is_named_says_what_it_is_for_without_its_values(context: ToolContext) -> None:
    text = "HM-3 revision B\nFor Gantry G7: 85 Nm\nTighten to 90 Nm"
    lines = tuple(
        Line(text=line, start=text.index(line), end=text.index(line) + len(line)) for line in text.splitlines()
    )
    section = Section(id="s", document_id="doc", title="Torques", number="2")
    passage = Passage(id="p", document_id="doc", section_id="s", text=text, lines=lines)
    ctx = replace(context, passages=ShelfOfPassages(GANTRY, [section], [passage]))
    (item,) = named_for_others(ctx, "Which torque has hm-3?", Wanted(model="Lifter L20"))
    assert (item.text, item.fields[SCOPE]) == ("HM-3 revision B\nFor Gantry G7", "Gantry G7")
    assert all(item.text[region.start : region.end] == region.text for region in item.regions)
    for query, model in (("Which torque has HM-30?", "Lifter L20"), ("HM-3?", "Gantry G7"), ("HM-3?", "")):
        assert named_for_others(ctx, query, Wanted(model=model)) == []


def test_a_bulletin_overrides_for_its_own_machines_only() -> None:
    manual = Document(id="m", title="Manual", path="m.pdf", number="OM-1")
    bulletin = GANTRY.model_copy(update={"overrides": (f"OM-1{SECTION_OF}7.3",)})
    section = Section(id="s", document_id="m", title="Hose", number="7.3")
    assert bulletin_over(section, manual, [manual, bulletin], Wanted(model="Gantry G7")) == bulletin
    assert bulletin_over(section, manual, [manual, bulletin], Wanted(model="Lifter L20")) is None
    assert bulletin_over(section, manual, [manual, bulletin]) == bulletin


def test_nothing_found_says_what_to_try(call: Any) -> None:
    assert "Try other words" in call("search_manuals", query="zzz").note


@pytest.mark.parametrize("named", ["PM-1", "the pump manual", "PM-1 rev A"])
def test_changes_are_lines_of_their_own(context: ToolContext, named: str) -> None:
    shelf = Revised(
        "1. Fit the seal.\n2. Tighten to 85 Nm.\nKeep dry.", "1. Fit the seal.\n2. Tighten to 95 Nm.\nKeep dry."
    )
    found = TOOLS["compare_revisions"].run(replace(context, passages=shelf), {"document": named})
    assert [(item.fields["side"], item.text) for item in found.evidence] == [
        ("older", "2. Tighten to 85 Nm."),
        ("newer", "2. Tighten to 95 Nm."),
    ]
    assert all(
        region.text == item.text[region.start : region.end] for item in found.evidence for region in item.regions
    )


class Chapters(Revised):
    """Two revisions with a chapter in three sections, and a section of another chapter whose number ends alike."""

    def __init__(self, rows: tuple[tuple[str, str], tuple[str, str]]) -> None:
        super().__init__("", "")
        self._rows = {"old": rows[0], "new": rows[1]}

    def sections(self, document_id: str) -> list[Section]:
        named = (("2.7", "2 Safety", "Wind"), ("7", "7 Pitch", "Pitch"), ("7.1", "7 Pitch", "Values"))
        return [
            Section(id=f"{document_id}-{number}", document_id=document_id, number=number, title=title, path=(chapter, f"{number} {title}"))
            for number, chapter, title in named
        ]  # fmt: skip

    def passages(self, section_id: str) -> list[Passage]:
        document, _, number = section_id.partition("-")
        given = {"id": f"p-{section_id}", "document_id": document, "section_id": section_id}
        if number != "7.1":
            return [Passage.model_validate({**given, "text": f"Not above 1{document == 'new':d} m/s."})]
        table = (("Temperature", "Load"), self._rows["old" if document == "old" else "new"])
        return [Passage.model_validate({**given, "text": "\n".join(" ".join(row) for row in table), "table": table})]


def test_a_named_chapter_is_compared_with_all_below_it_and_nothing_else(context: ToolContext) -> None:
    ctx = replace(context, passages=Chapters((("0 °C", "252"), ("0 °C", "259"))))
    found = TOOLS["compare_revisions"].run(ctx, {"document": "PM-1", "section": "chapter 7"})
    assert {item.section for item in found.evidence} == {"7 Pitch", "7.1 Values"}
    whole = TOOLS["compare_revisions"].run(ctx, {"document": "PM-1"})
    assert "2.7 Wind" in {item.section for item in whole.evidence}


def test_a_row_that_changed_stands_under_what_heads_it_and_says_its_revision(context: ToolContext) -> None:
    ctx = replace(context, passages=Chapters((("0 °C", "252"), ("0 °C", "259"))))
    found = TOOLS["compare_revisions"].run(ctx, {"document": "PM-1", "section": "7.1"})
    older, newer = found.evidence
    assert (older.text, newer.text) == ("Temperature Load\n0 °C 252", "Temperature Load\n0 °C 259")
    assert newer.table == (("Temperature", "Load"), ("0 °C", "259"))
    assert 'change="1 older, rev A"' in render(found)


def test_where_there_are_more_changes_their_sections_are_named(context: ToolContext) -> None:
    old, new = ("\n".join(f"Valve {n} opens at {n * by} bar." for n in range(1, 31)) for by in (7, 9))
    ctx = replace(context, passages=Revised(old, new))
    assert (
        "18 more changes, in 4 Tightening the cover (18)"
        in TOOLS["compare_revisions"].run(ctx, {"document": "PM-1"}).note
    )


def test_no_change_is_evidence_and_no_pair_is_told(context: ToolContext, call: Any) -> None:
    same = replace(context, passages=Revised("Keep dry.", "Keep dry."))
    found = TOOLS["compare_revisions"].run(same, {"document": "PM-1", "section": "tightening"})
    assert found.empty
    assert found.evidence[0].text.startswith("No difference in 'tightening'")
    assert "has a section about" in TOOLS["compare_revisions"].run(same, {"document": "PM-1", "section": "paint"}).note
    assert "no two revisions" in call("compare_revisions", document="paint").note


def test_of_a_document_that_is_named_and_has_one_revision_no_other_is_compared(context: ToolContext) -> None:
    shelf = Revised("Keep dry.", "Keep cool.")
    shelf.documents("main").append(
        Document(id="tb", title="Seal of the pump renewed", path="tb.pdf", number="TB-4", revision="0", kind="bulletin")
    )
    ctx = replace(context, passages=shelf)
    for named in ("the seal bulletin", "TB-4", "bulletin"):
        assert "TB-4 has no other revision" in TOOLS["compare_revisions"].run(ctx, {"document": named}).evidence[0].text
    for named in ("the manual about the seal", "PM-1"):
        assert "side" in TOOLS["compare_revisions"].run(ctx, {"document": named}).evidence[0].fields


def test_documents_in_force_for_the_machine_are_listed_by_kind_and_title(context: ToolContext) -> None:
    shelf = Revised("Keep dry.", "Keep cool.")
    shelf.documents("main").extend(
        Document(id=number, title=title, path=f"{number}.pdf", number=number, kind="bulletin", applies_to=Applicability(models=models))
        for number, title, models in (("TB-4", "Seal renewed", ()), ("TB-5", "Brake of the hoist", ("Gantry G7",)), ("TB-6", "Hook", ("Gantry G9",)))
    )  # fmt: skip
    ctx = replace(context, passages=shelf, asset=None, model="Gantry G7")

    def listed(**args: str) -> str:
        return TOOLS["find_documents"].run(ctx, args).evidence[0].text

    assert [number in listed(kind="bulletin") for number in ("TB-4", "TB-5", "TB-6", "PM-1")] == [
        True,
        True,
        False,
        False,
    ]
    assert "TB-5" in listed(about="brakes")
    assert "TB-4" not in listed(about="brakes")
    assert listed().count("PM-1") == 1
    assert listed(about="TB-6").startswith("0 documents")
    assert "Gantry G9" in listed(about="TB-6")
    assert listed(kind="bulletin", about="paint").startswith("0 documents")
    assert "TB-4" in listed(kind="bulletin", about="paint")


def limits(context: ToolContext, rows: list[tuple[str, str]], query: str) -> list[str]:
    """The last cells of the first rows that a search gives of a table with one row a passage."""
    header = ("Quantity", "Limit")
    document = Document(id="doc", title="Manual", path="m.pdf")
    held = [
        Passage(id=f"p{n}", document_id="doc", section_id="s", order=n, kind="table", table=(header, row), text=f"Grenzwerte {' '.join(row)}")
        for n, row in enumerate(rows)
    ]  # fmt: skip
    shelf = ShelfOfPassages(document, [Section(id="s", document_id="doc", title="All limits")], held)
    args = {"query": query, "limit": 1}
    return [item.table[1][1] for item in TOOLS["search_manuals"].run(replace(context, passages=shelf), args).evidence]


ROWS = [
    ("Rotor brake lining", "3 mm"), ("Oil temperature", "80 °C"), ("Grid voltage", "690 V"), ("Cable twist", "3 turns"),
    ("Yaw brake lining thickness", "7 mm"),
]  # fmt: skip


def test_of_a_table_only_the_rows_that_say_what_was_asked_stand_beside_the_one_found(context: ToolContext) -> None:
    assert limits(context, ROWS, "brake lining thickness") == ["7 mm", "3 mm"]


def test_beside_a_row_that_was_found_by_its_meaning_the_nearest_stand(context: ToolContext) -> None:
    assert limits(context, ROWS, "Grenzwerte") == ["3 mm", "80 °C", "690 V", "3 turns"]


def test_a_document_is_about_what_one_of_its_chapters_is_about(context: ToolContext) -> None:
    shelf = Chapters((("0 °C", "252"), ("0 °C", "259")))
    ctx = replace(context, passages=shelf)
    told = TOOLS["find_documents"].run(ctx, {"about": "pitch"}).evidence[0].text
    assert told.startswith("1 document in force")
    assert told.endswith("Section: 7 Pitch")
    assert (
        TOOLS["find_documents"].run(ctx, {"about": "hub crane of the pitch"}).evidence[0].text.startswith("0 documents")
    )


def test_added_and_removed_lines_stand_alone() -> None:
    section = Section(id="s", document_id="d", title="t")

    def piece(text: str) -> Piece:
        return Piece(0, len(text), Passage(id="p", document_id="d", section_id="s", text=text), section)

    old, new = piece("Never lift alone."), piece("Wear gloves at all times.")
    assert changed([old], [new]) == [(old, None), (None, new)]
    assert changed([piece("3. Same line.")], [piece("4. Same line.")]) == []
