"""Raised type, brackets, list numbers, footnotes and text boxes survive in every format."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml

Reader = Callable[[Path], Any]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text_in(read: Reader, path: Path) -> str:
    return "\n".join(passage.text for passage in read(path)[3])


def test_raised_type_is_never_joined_to_a_number(tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "a.html"
    path.write_text("<h1>Data</h1><p>10<sup>6</sup> ohm, 5 x 10<sup>-2</sup> mm, 4 m<sup>2</sup>, 86 Nm<sup>1)</sup>, 86<sup>2</sup>, CO<sub>2</sub>, ro<b>tor</b></p>", "utf-8")  # fmt: skip
    assert text_in(read, path) == "10⁶ ohm, 5 x 10⁻² mm, 4 m², 86 Nm ¹⁾, 86 ², CO₂, rotor"


def test_brackets_and_backslashes_of_markdown_survive(tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Map\n\nRead fault[2] and `a[0][1]`, see table [3], file C:\\temp\\x, MY__VAR.\n", "utf-8")
    assert text_in(read, path) == "Read fault[2] and a[0][1], see table [3], file C:\\temp\\x, MY__VAR."


def test_a_list_goes_on_where_the_file_says_so(tmp_path: Path, read: Reader) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        "<h1>Pads</h1><ol><li>Lock.</li><li>Open.</li></ol><p>WARNING: The disc is hot.</p><ol start=3><li>Pull.<ul><li>Mind the spring</li></ul></li>"
        "<li value=7>Close.</li></ol>",
        "utf-8",
    )
    assert "3. Pull.\n– Mind the spring\n7. Close." in text_in(read, path)


def test_word_counts_on_behind_a_paragraph_and_keeps_what_stands_aside(tmp_path: Path, read: Reader) -> None:
    document: Any = docx.Document()
    document.add_heading("Brake", 1)
    document.add_paragraph("Lock the rotor.", style="List Number")
    document.add_paragraph("The disc may be hot.")
    document.add_paragraph("Open the caliper.", style="List Number")
    raised = document.add_paragraph("Insulation 10")
    run = raised.add_run("6")
    run.font.superscript = True
    raised.add_run(" ohm")
    anchor = document.add_paragraph("Beside the text: ")
    box = f"<w:r {W}><w:pict><w:txbxContent><w:p><w:r><w:t>WARNING: Wear gloves.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    anchor._p.append(parse_xml(box))
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>Valve in a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(-1, parse_xml(control))
    document.save(str(tmp_path / "a.docx"))
    passages = read(tmp_path / "a.docx")[3]
    text = "\n".join(passage.text for passage in passages)
    assert "1. Lock the rotor.\nThe disc may be hot.\n2. Open the caliper." in text
    assert "10⁶ ohm" in text
    assert "Valve in a control." in text
    assert [p.text for p in passages if p.kind == "warning"] == ["WARNING: Wear gloves."]


def test_numbers_typed_in_an_indented_paragraph_are_steps(tmp_path: Path, read: Reader) -> None:
    document: Any = docx.Document()
    document.add_heading("Brake", 1)
    for step in ("1. Lock the rotor.", "2. Open the caliper."):
        document.add_paragraph(step, style="List Paragraph")
    document.save(str(tmp_path / "a.docx"))
    procedures = [p.text for p in read(tmp_path / "a.docx")[3] if p.kind == "procedure"]
    assert procedures == ["1. Lock the rotor.\n2. Open the caliper."]
