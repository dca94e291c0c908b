"""DOCX, HTML, Markdown, reStructuredText and text; files whose suffix is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from domain.errors import ReadFailure
from ingestion.documents import make_document
from ingestion.library.originals import sha256_of
from ingestion.processes.reading import readers
from ingestion.readers.files import format_of
from ingestion.wishes import Wishes

Reader = Callable[[Path], Any]

MARKDOWN = """# 7 Yaw system

## 7.3 Brake pads

WARNING: Lock the rotor first.

1. Stop the turbine.
2. Release the pressure.

| Part | Torque |
|---|---|
| Bolt | 79 Nm |
"""
RST = """
Yaw system
==========

Brake pads
----------

.. warning:: Lock the rotor first.

1. Stop the turbine.
2. Release the pressure.

+------+--------+
| Part | Torque |
+======+========+
| Bolt | 79 Nm  |
+------+--------+
"""
HTML = """<html><head><title>Yaw</title><script>var x = 1</script></head><body><nav>Home</nav>
<h1>Yaw system</h1><h2>Brake pads</h2><p>WARNING: Lock the rotor first.</p>
<ol><li>Stop the <b>turbine</b>.</li><li>Release the pressure.</li></ol>
<table><tr><th>Part</th><th>Torque</th></tr><tr><td>Bolt</td><td>79 Nm</td></tr></table></body></html>"""


def written_docx(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Yaw system", 1)
    document.add_heading("Brake pads", 2)
    document.add_paragraph("WARNING: Lock the rotor first.")
    for step in ("Stop the turbine.", "Release the pressure."):
        document.add_paragraph(step, style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Part", "Torque", "Bolt", "79 Nm"), strict=True
    ):
        cell.text = text
    document.save(str(path))
    return path


@pytest.fixture(params=["md", "rst", "html", "docx"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    made = tmp_path / f"yaw.{request.param}"
    if request.param == "docx":
        return written_docx(made)
    made.write_text({"md": MARKDOWN, "rst": RST, "html": HTML}[request.param], "utf-8")
    return made


def test_each_format_gives_the_same_outline(path: Path, read: Reader) -> None:
    _, _, sections, passages = read(path)
    assert [section.title for section in sections] == ["Yaw system", "Brake pads"]
    assert sections[1].level == 2
    kinds = {passage.kind: passage for passage in passages}
    assert kinds["warning"].level == "warning"
    assert "Stop the turbine." in kinds["procedure"].text
    assert kinds["table"].table == (("Part", "Torque"), ("Bolt", "79 Nm"))
    assert all(line.page is None and line.box is None for passage in passages for line in passage.lines)
    assert "Home" not in "".join(passage.text for passage in passages)


def test_content_tells_the_format_not_the_suffix(tmp_path: Path, manual: Path) -> None:
    wrong = tmp_path / "manual.txt"
    wrong.write_bytes(manual.read_bytes())
    assert format_of(wrong) == "pdf"
    page = tmp_path / "page.pdf"
    page.write_text(HTML, "utf-8")
    assert format_of(page) == "html"


def test_old_office_files_are_named(tmp_path: Path) -> None:
    old = tmp_path / "old.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(ReadFailure, match="save it as"):
        format_of(old)


_FOR_TWO = ("HX 20", "HX 35")


@pytest.mark.parametrize(
    ("name", "text", "models"),
    [
        ("a.md", "# Chain hoist manual\n\nDocument number: OM-HX20\nRevision: B\nApplies to: HX 20\n\n## 1 Data\n\nLoad 2 t.\n", ("HX 20",)),
        ("b.md", "---\ntitle: Chain hoist\napplies_to: [HX 20, HX 35]\n---\n\n# 1 Data\n\nThe load is 2000 kg.\n", _FOR_TWO),
        ("c.md", "---\nmodels:\n  - HX 20\n  - HX 35\n---\n# 1 Data\n\nThe load is 2000 kg.\n", _FOR_TWO),
        ("d.md", "# Hoist\n\n**Gilt für:** HX 20, HX 35\n\n## 1 Daten\n\nDie Traglast ist 2000 kg.\n", _FOR_TWO),
        ("e.txt", "HOIST MANUAL\nRevision: B\nGælder for: HX 20 og HX 35\n\nThe load is 2000 kg.\n", _FOR_TWO),
        ("f.html", "<body><h1>Hoist</h1><p>Revision: B<br>Modelos: HX 20, HX 35</p><p>Carga 2000 kg.</p></body>", _FOR_TWO),
        ("g.html", "<body><h1>Hoist</h1><dl><dt>Applies to</dt><dd>HX 20</dd></dl><p>The load is 2000 kg.</p></body>", ("HX 20",)),
        ("h.md", "# Hoist\n\n| | |\n|---|---|\n| Number | OM-1 |\n| Valid for | HX 20 |\n\nThe load is 2000 kg.\n", ("HX 20",)),
        ("i.rst", "Hoist\n=====\n\n:Author: X\n\nApplies to: HX 20\n\nThe load is 2000 kg.\n", ("HX 20",)),
        ("j.md", "# Hoist\n\nThe manual for all hoists that we build.\n\n## 1 Data\n\n" + "Load 2 t.\n\n" * 9 + "## 2 Hook\n\nApplies to: HX 35\n", ()),
        ("l.txt", "HOIST TORQUES\nRevision: B\nApplies to: HX 20\n1 Torques by serial number\nCover bolts M14 88 Nm HX20-0100 to HX20-0199\n", ("HX 20",)),
        ("m.md", "# Hoist\n\nApplies to: HX 20,\nHX 35\n\n| Joint | Bolt | Torque | Serial |\n|---|---|---|---|\n| Cover | M14 | 88 Nm | HX20-0100 |\n", _FOR_TWO),
        ("k.md", "# Hoist\n\nWhat is said here\nmodels: our own view of\nthe world in 3 parts.\n", ()),
    ],
)  # fmt: skip
def test_what_a_text_is_for_is_read(tmp_path: Path, name: str, text: str, models: tuple[str, ...]) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with readers(1) as reading:
        made = make_document(reading, tmp_path / name, name, sha256_of(tmp_path / name), Wishes())
    assert made.document.applies_to.models == models


def test_a_word_file_says_what_it_is_for_after_a_line_break(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Chain hoist manual", 1)
    document.add_paragraph("Document number: OM-20\nRevision: B\nApplies to: HX 20")
    document.add_paragraph("The load is 2000 kg.")
    document.save(str(tmp_path / "a.docx"))
    with readers(1) as reading:
        made = make_document(reading, tmp_path / "a.docx", "a.docx", sha256_of(tmp_path / "a.docx"), Wishes())
    found = made.document
    assert (found.number, found.revision, found.applies_to.models) == ("OM-20", "B", ("HX 20",))


def test_signs_and_alerts_without_a_signal_word_are_warnings(tmp_path: Path) -> None:
    path = tmp_path / "w.md"
    text = (
        "# Tank\n\n⚠ The tank is under pressure.\n\n> [!CAUTION]\n> The housing is hot.\n\n⚠\n\nKeep the door shut.\n"
    )
    path.write_text(text, encoding="utf-8")
    with readers(1) as reading:
        made = make_document(reading, path, path.name, sha256_of(path), Wishes())
    warnings = [(one.level, one.text) for one in made.passages if one.kind == "warning"]
    assert warnings == [
        ("warning", "⚠ The tank is under pressure."),
        ("caution", "CAUTION: The housing is hot."),
        ("warning", "⚠ Keep the door shut."),
    ]
