"""Labels of a drawing are no sentences; the paragraph around it and the figure's caption stay whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[Path], Any]

DRAWING = """#set page(width: 400pt, height: 400pt)
= Brake
The caliper holds the disc between two pads, which the springs press
together as soon as the oil is let off.

#box(width: 300pt, height: 150pt, {
  for i in range(12) { place(dx: 20pt * i, dy: 10pt * calc.rem(i, 5), circle(radius: 8pt)) }
  place(dy: 60pt, [1 #h(30pt) 5 #h(30pt) 8 #h(30pt) 9 #h(30pt) 12])
  place(dy: 90pt, [5 #h(50pt) 4 #h(50pt) 4 #h(40pt) A])
  for i in range(12) { place(dx: 20pt * i, dy: 110pt, line(length: 12pt, angle: 45deg)) }
})

Figure 3: The brake caliper with its two springs

Pads thinner than 3 mm are changed in pairs.
"""


def test_call_outs_are_left_out_and_the_caption_is_a_figure(read: Reader, typeset: Callable[..., Path]) -> None:
    passages = read(typeset(DRAWING))[3]
    text = "\n".join(passage.text for passage in passages)
    assert "5 8 9" not in text
    assert "4 4" not in text.replace(" ", " ")
    assert [p.caption for p in passages if p.kind == "figure"] == ["Figure 3: The brake caliper with its two springs"]
    assert "Pads thinner than 3 mm are changed in pairs." in text
