"""The command line's shapes, and what it says when something is wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from domain.documents import Document, Line, Passage, SearchHit, Section
from ingestion.commands import register
from ingestion.terminal.passage_search import as_hit

FIELDS = [
    "rank", "score", "document", "document_id", "path", "revision", "page", "section", "section_path", "kind", "text", "boxes", "applies",
    "superseded", "overridden_by",
]  # fmt: skip


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    register(made)
    return made


def test_a_hit_has_the_shape_of_the_contract() -> None:
    lines = (
        Line(text="Tighten to", start=0, end=10, page=4, box=(72, 100, 200, 110)),
        Line(text="79 Nm.", start=11, end=17, page=4, box=(72, 112, 120, 122)),
        Line(text="Next page.", start=18, end=28, page=5, box=(72, 50, 120, 60)),
    )
    passage = Passage(id="p", document_id="d", section_id="s", text="Tighten to 79 Nm. Next page.", lines=lines, page=4)
    section = Section(id="s", document_id="d", title="Pads", number="7.3", path=("7 Yaw", "7.3 Pads"))
    document = Document(id="d", title="T", path="t.pdf")
    found = SearchHit(rank=1, score=0.5, passage=passage, document=document, section=section)
    hit, further = as_hit(found), as_hit(found.model_copy(update={"asked_page": 5}))
    assert list(hit) == FIELDS
    assert (hit["page"], further["page"], further["boxes"]) == (4, 5, [[72, 50, 120, 60]])
    assert (hit["section"], hit["section_path"]) == ("7.3 Pads", ["7 Yaw", "7.3 Pads"])
    assert hit["boxes"] == [[72, 100, 200, 122]]


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, ingestion.commands; print([m for m in ('chromadb', 'numpy', 'pypdfium2', 'pydantic') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_trouble_is_one_sentence_and_status_1(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["ingest", str(tmp_path / "missing")], env={"NACELLE_HOME": str(tmp_path / "home")}
    )
    assert result.exit_code == 1
    assert "There is nothing at" in result.stderr
    assert "Traceback" not in result.stderr


def test_json_is_one_document_on_stdout(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["documents", "--json"], env={"NACELLE_HOME": str(tmp_path / "home")})
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == []
