"""A caption knows where its drawing stands: above it or below, with its labels and legend, without the text around."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.documents import Box, Passage
from ingestion.pages import Page, Printed
from ingestion.structure.body import Body
from ingestion.structure.figures import figures_of

Reader = Callable[[Path], Any]

SETTINGS = '#set page(width: 400pt, height: 500pt, margin: 40pt)\n#set text(font: "Libertinus Serif", size: 11pt)\n'
TEXT = "The caliper holds the disc between two pads, which the springs press together when the oil is let off.\n\n"
DRAWING = """#box(width: 200pt, height: 100pt, {
  place(dx: 20pt, dy: 10pt, circle(radius: 30pt))
  place(dx: 40pt, dy: 30pt, text(size: 8pt)[pad])
  place(dx: 120pt, dy: 20pt, rect(width: 60pt, height: 70pt))
})
"""
PANEL = "#rect(width: 100%)[DANGER \\ The disc is hot for an hour after braking, and nobody may touch it before it has cooled.]\n"


def figures(read: Reader, source: str, typeset: Callable[..., Path]) -> list[Passage]:
    return [passage for passage in read(typeset(SETTINGS + source))[3] if passage.kind == "figure"]


def inside(inner: Box, outer: Box | None) -> bool:
    assert outer is not None
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


@pytest.mark.parametrize("above", [True, False])
def test_each_caption_has_its_own_drawing_on_the_side_where_the_page_has_them(
    read: Reader, typeset: Callable[..., Path], above: bool
) -> None:
    one, two = "Figure 1: The caliper\n\n", "Figure 2: The disc\n\n"
    pairs = [DRAWING + "\n" + one, DRAWING + "\n" + two] if above else [one + DRAWING, two + DRAWING]
    found = figures(read, TEXT + pairs[0] + TEXT + pairs[1], typeset)
    assert [passage.caption for passage in found] == [one.strip(), two.strip()]
    for passage in found:
        assert passage.region
        assert passage.lines[0].box
        gap = passage.lines[0].box[1] - passage.region[3] if above else passage.region[1] - passage.lines[0].box[3]
        assert abs(gap) < 6
        assert 80 <= passage.region[3] - passage.region[1] <= 130
        assert passage.region[2] - passage.region[0] >= 165


def test_a_legend_belongs_to_the_drawing_and_a_warning_does_not(read: Reader, typeset: Callable[..., Path]) -> None:
    legend = (
        "#text(size: 8pt)[#grid(columns: (1fr, 1fr), row-gutter: 6pt, [1 Caliper], [2 Pad], [3 Spring], [4 Disc])]\n"
    )
    (figure,) = figures(read, PANEL + DRAWING + legend + "\nFigure 1: The caliper\n", typeset)
    assert figure.region
    assert figure.lines[0].box
    assert abs(figure.lines[0].box[1] - figure.region[3]) < 6
    assert 100 <= figure.region[3] - figure.region[1] <= 170, "the panel above is no part of it"


def test_a_caption_without_a_drawing_has_no_place_and_a_mention_is_no_caption(
    read: Reader, typeset: Callable[..., Path]
) -> None:
    (figure,) = figures(
        read, TEXT + PANEL + "\nFigure 1: The caliper\n\n" + TEXT + "\nFigure 2), which is old.", typeset
    )
    assert (figure.caption, figure.region) == ("Figure 1: The caliper", None)


def test_on_a_scan_it_is_the_band_without_text() -> None:
    def line(text: str, y: float) -> Printed:
        return Printed(text, (50.0, y, 350.0, y + 10), 10.0, page=1)

    pieces = (line("The pads are changed in pairs, always both of them.", 60), line("Figure 1: The caliper", 300))
    page = Page(1, 400, 500, pieces, pictures=((0.0, 0.0, 400.0, 500.0),), confidence=0.9)
    assert figures_of(page, Body(10, False, 12)) == {1: (50.0, 70.0, 350.0, 300.0)}
