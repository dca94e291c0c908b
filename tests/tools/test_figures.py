"""Which figures stand beside an answer: those that the quoted lines are or name, of the same manual and for this machine."""

from dataclasses import replace

import pytest

from domain.answers import Citation, Figure
from domain.documents import Applicability, Document, Passage, Section
from domain.errors import Unavailable
from tests.fakes import ShelfOfPassages
from tools.context import ToolContext
from tools.evidence import passage_evidence
from tools.manuals.figures import figures_beside

DOCUMENT = Document(id="d", title="Winch manual", path="winch.pdf")
SECTION = Section(id="s", document_id="d", title="Brake")


def figure(number: str, **fields: object) -> Passage:
    values = {
        "id": f"figure {number}", "document_id": "d", "section_id": "s", "kind": "figure", "page": 4,
        "text": f"Figure {number}: Brake", "caption": f"Figure {number}: Brake", "refs": (f"Figure {number}",),
        "region": (10.0, 20.0, 200.0, 120.0),
    }  # fmt: skip
    return Passage.model_validate({**values, **fields})


TEXT = Passage(
    id="p",
    document_id="d",
    section_id="s",
    text="Open the cover (Figure 2-1).\nSee figure\n2-10 as well.\nGrease it monthly.",
    refs=("Figure 2-1", "Figure 2-10"),
)


def beside(context: ToolContext, quote: str, passage: Passage, *kept: Passage) -> tuple[Figure, ...]:
    world = replace(context, passages=ShelfOfPassages(DOCUMENT, [SECTION], [TEXT, *kept]))
    citation = Citation(n=1, kind="manual", title="Winch manual", document_id="d", quote=quote)
    return figures_beside(world, [citation], {1: passage_evidence(passage, DOCUMENT, SECTION)})


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Open the cover (Figure 2-1).", ["figure 2-1"]),
        ("See figure\n2-10 as well.", ["figure 2-10"]),
        ("Grease it monthly.", []),
    ],
)
def test_a_figure_stands_beside_the_lines_that_name_it(context: ToolContext, quote: str, found: list[str]) -> None:
    figures = beside(context, quote, TEXT, figure("2-1"), figure("2-10"), figure("2"))
    assert [one.id for one in figures] == found
    assert all((one.citations, one.page, one.box) == ((1,), 4, (10.0, 20.0, 200.0, 120.0)) for one in figures)


def test_a_caption_that_is_cited_is_its_own_figure(context: ToolContext) -> None:
    own = figure("2-1")
    (found,) = beside(context, own.text, own, own, figure("2-2"))
    assert found.url == "/api/documents/d/figures/figure 2-1"


def test_figures_for_another_machine_and_those_that_cannot_be_read_are_left_out(context: ToolContext) -> None:
    other = figure("2-1", applies_to=Applicability(models=("Hoist P9",)))
    quote = "Open the cover (Figure 2-1)."
    assert beside(replace(context, asset=None, model="Winch W2"), quote, TEXT, other) == ()

    class Gone(ShelfOfPassages):
        def figures(self, document_id: str) -> list[Passage]:
            raise Unavailable("The database is out of reach.")

    world = replace(context, passages=Gone(DOCUMENT, [SECTION], [TEXT, figure("2-1")]))
    citation = Citation(n=1, kind="manual", title="Winch manual", document_id="d", quote=quote)
    assert figures_beside(world, [citation], {1: passage_evidence(TEXT, DOCUMENT, SECTION)}) == ()
