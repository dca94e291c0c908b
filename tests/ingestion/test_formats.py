"""DOCX, HTML, Markdown, reStructuredText and text; files whose suffix is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from domain.errors import ReadFailure
from ingestion.readers.files import format_of

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
