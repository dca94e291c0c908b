"""What writers mean though their format does not say it: headings in bold, steps in tables, frames of characters, boxes of single tools."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Pt

Reader = Callable[[Path], Any]


def told(read: Reader, path: Path) -> list[tuple[str, str, str]]:
    """Kind, section and text of every passage."""
    _, _, sections, passages = read(path)
    titles = {section.id: " > ".join(section.path) for section in sections}
    return [(passage.kind, titles[passage.section_id], passage.text) for passage in passages]


def test_bold_lines_of_a_word_file_without_styles_are_headings(read: Reader, tmp_path: Path) -> None:
    document: Any = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Dok. nr 88-1204 utg. C"
    for text, size in (("Lyftbord LB 1500", 22), ("1. Data", 14)):
        run = document.add_paragraph().add_run(text)
        run.bold, run.font.size = True, Pt(size)
    document.add_paragraph("Max last\t1500 kg")
    run = document.add_paragraph().add_run("2. Byte av slang")
    run.bold, run.font.size = True, Pt(14)
    table = document.add_table(rows=0, cols=2)
    for row in (("1", "Bryt strömmen."), ("2", "Lossa slangen."), ("3", "Dra den nya med 45 Nm.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    line = document.add_paragraph()
    line.add_run("Beställning: ").bold = True
    line.add_run("slang 5512-14")
    document.save(str(tmp_path / "lb.docx"))
    assert told(read, tmp_path / "lb.docx") == [
        ("prose", "Lyftbord LB 1500 > 1 Data", "Max last 1500 kg"),
        (
            "procedure",
            "Lyftbord LB 1500 > 2 Byte av slang",
            "1. Bryt strömmen.\n2. Lossa slangen.\n3. Dra den nya med 45 Nm.",
        ),
        ("prose", "Lyftbord LB 1500 > 2 Byte av slang", "Beställning: slang 5512-14"),
    ]


def test_bold_paragraphs_of_a_web_page_are_headings_and_bold_lists_are_not(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<p><strong>Tekniske data</strong></p><p>Tryk: 160 bar<br>Dyse: 034</p><p><b>ADVARSEL:</b> Syren ætser.</p>"
        "<p><b>Rens altid.</b></p><p><b>Dyse</b></p><p><b>Filter</b></p><p><b>Slange</b></p><p>Skyl godt.</p><p>Tør af.</p><p>Luk hanen.</p><p>Sluk.</p>",
        "utf-8",
    )
    passages = told(read, tmp_path / "a.html")
    assert {section for _, section, _ in passages} == {"Tekniske data"}
    assert any("Dyse\nFilter\nSlange" in text for _, _, text in passages)


@pytest.mark.parametrize(
    "box",
    [
        '!!! warning "Trykluft"\n    Tøm beholderen.\n    Se på måleren.\n',
        ":::warning Trykluft\nTøm beholderen. Se på måleren.\n:::\n",
    ],
)
def test_a_box_that_a_tool_makes_a_warning_of_is_one(read: Reader, tmp_path: Path, box: str) -> None:
    (tmp_path / "a.md").write_text(
        f"# Service {{#service}}\n\n[[_TOC_]]\n\n{box}\nSkift olie[^1].\n\n[^1]: ISO 46\n", "utf-8"
    )
    kind, section, text = told(read, tmp_path / "a.md")[0]
    assert (kind, section) == ("warning", "Service")
    assert text.startswith("WARNING: Trykluft")
    assert told(read, tmp_path / "a.md")[-1][2].endswith("Skift olie ¹.\n¹ ISO 46")


def test_numbered_capitals_over_text_are_headings_of_a_text_and_a_frame_is_no_table(
    read: Reader, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(
        "+--------------------------+\n|  SERVICE BULLETIN 19     |\n|  Supersedes: SB-2022-07  |\n+--------------------------+\n\n"
        "1.  REASON\n    Seals may leak.\n\n2.  PROCEDURE\n\nStep 1 - Drain the oil.\nStep 2 - Press the seal in.\n\n"
        "1. OPEN THE COVER\n2. CLOSE THE TAP\n",
        "utf-8",
    )
    assert told(read, tmp_path / "a.txt") == [
        ("prose", "SERVICE BULLETIN 19", "SERVICE BULLETIN 19\nSupersedes: SB-2022-07"),
        ("prose", "1 REASON", "Seals may leak."),
        (
            "procedure",
            "2 PROCEDURE",
            "Step 1 - Drain the oil.\nStep 2 - Press the seal in.\n1. OPEN THE COVER\n2. CLOSE THE TAP",
        ),
    ]


def test_fields_and_substitutions_of_rst_are_read(read: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.rst").write_text(
        "Gateway\n=======\n\n:Document: GX8-FM-002\n:Revision: D\n\n.. |hw| replace:: GX-8\n\n.. note::\n   :class: small\n\n   Open the |hw|.\n",
        "utf-8",
    )
    assert "\n".join(text for _, _, text in told(read, tmp_path / "a.rst")).split("\n") == [
        "Document: GX8-FM-002", "Revision: D", "Open the GX-8.",
    ]  # fmt: skip


def test_dots_that_lead_to_a_value_keep_lines_apart(read: Reader, typeset: Callable[..., Path]) -> None:
    lines = " \\\n".join(
        f"{name} #box(width: 1fr, repeat[.]) {value}"
        for name, value in (("Flow", "4 m³/h"), ("Head", "96 m"), ("Power", "2.2 kW"))
    )
    (passage,) = told(read, typeset(f"= Data\n{lines}"))
    assert [line.split(" ")[0] for line in passage[2].split("\n")] == ["Flow", "Head", "Power"]
