"""Lists, code, terms and paragraphs of formats without pages: steps keep their numbers and what belongs to them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ingestion.marks import step_label
from ingestion.pages import Printed
from ingestion.structure.block import Placed
from ingestion.structure.blocks import BlockBuilder
from ingestion.structure.body import Body

Reader = Callable[[Path], Any]

HTML = """<html><body><h1>Pump</h1><h2>Filling</h2>
<ol><li>Close the drain.</li><li><p>Start the program:</p><pre>fill --slow
wait 5</pre></li><li><p>Close the lid.</p><p>It clicks.</p></li></ol>
<p>The pump is ready.</p></body></html>"""
TYPED = """<html><body><h1>Pump</h1><p>1. Open the lid.</p><p>2. Run:</p><p>fill</p><p>3. Close the lid.</p>
<p>By hand</p><p>1. Turn the wheel.</p><p>2. Stop it.</p></body></html>"""
MARKDOWN = """# Pump

1. Open the lid.

   The lid is heavy.

2. Run this:

   ```sh
   # slow filling
   fill --slow
   ```

3. Close the lid.
"""
RST = """
Pump
====

#. Open the lid. It is
   heavy.

#. Read :ref:`the scale <scale>` and `Filling`_.

Other text.

#. Start again.
"""


def text_of(tmp_path: Path, read: Reader, name: str, text: str, kind: str = "procedure") -> list[str]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return [passage.text for passage in read(path)[3] if passage.kind == kind]


def test_the_numbers_that_html_counts_are_in_the_text(tmp_path: Path, read: Reader) -> None:
    assert text_of(tmp_path, read, "a.html", HTML) == [
        "1. Close the drain.\n2. Start the program:\nfill --slow\nwait 5\n3. Close the lid.\nIt clicks."
    ]


def test_paragraphs_stay_with_their_step_and_a_new_list_begins_anew(tmp_path: Path, read: Reader) -> None:
    assert text_of(tmp_path, read, "a.html", TYPED) == [
        "1. Open the lid.\n2. Run:\nfill\n3. Close the lid.",
        "1. Turn the wheel.\n2. Stop it.",
    ]
    assert text_of(tmp_path, read, "b.html", TYPED, "prose") == ["By hand"]


def test_code_in_markdown_is_no_heading_and_stays_with_its_step(tmp_path: Path, read: Reader) -> None:
    assert text_of(tmp_path, read, "a.md", MARKDOWN) == [
        "1. Open the lid.\nThe lid is heavy.\n2. Run this:\n# slow filling\nfill --slow\n3. Close the lid."
    ]


def test_rst_counts_and_reads_its_roles(tmp_path: Path, read: Reader) -> None:
    assert text_of(tmp_path, read, "a.rst", RST) == [
        "1. Open the lid. It is heavy.\n2. Read the scale and Filling.",
        "1. Start again.",
    ]


@pytest.mark.parametrize("tag", ["p", "div"])
def test_paragraphs_stay_apart(tmp_path: Path, read: Reader, tag: str) -> None:
    html = f"<h1>Pump</h1><{tag}>Pressure is low</{tag}><{tag}>2.6 bar is normal</{tag}><{tag}>Look for leaks.</{tag}>"
    assert text_of(tmp_path, read, "a.html", html, "prose") == ["Pressure is low\n2.6 bar is normal\nLook for leaks."]


def test_a_term_stands_with_what_it_means(tmp_path: Path, read: Reader) -> None:
    html = (
        "<h1>Settings</h1><dl><dt>Delay</dt><dd><p>Seconds to wait.</p></dd><dt>Limit</dt><dd>Highest value.</dd></dl>"
    )
    assert text_of(tmp_path, read, "a.html", html, "prose") == ["Delay Seconds to wait.\nLimit Highest value."]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("2.6 bar is normal", None),
        ("2.6 Close the lid", ("dotted", "2.6")),
        ("2.6. close the lid", ("dotted", "2.6")),
        ("10.2.1 Überdruck prüfen", ("dotted", "10.2.1")),
    ],
)
def test_a_decimal_before_a_small_letter_is_no_step(line: str, label: tuple[str, str] | None) -> None:
    assert step_label(line) == label


def test_a_figure_that_wraps_is_no_step() -> None:
    builder = BlockBuilder(Body(10, False, 12))
    for at, text in enumerate(["The frequency varies between 1.6 MHz and", "2.7 MHz. It cannot be set."]):
        builder.add(Placed(Printed(text, (50, 100 + 12 * at, 400, 110 + 12 * at), 10, page=1)))
    assert [[line.text for line in block.lines] for block in builder.finish()] == [
        ["The frequency varies between 1.6 MHz and", "2.7 MHz. It cannot be set."]
    ]
