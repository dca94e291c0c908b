"""Building writes only what changed, and says in one sentence what is wrong with its sources."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from demo.build import import_records, write_manuals
from demo.catalogue import MANUALS, ManualSource
from demo.commands import app
from demo.records import Facts, load_facts
from demo.typesetting import typeset
from domain.errors import BadInput, Unavailable
from stores.open_stores import open_stores

SMALL = tuple(manual for manual in MANUALS if manual.output == "sb-all-007.pdf")


def test_records_are_imported_once(tmp_path: Path, facts: Facts) -> None:
    with open_stores(tmp_path) as stores:
        first = import_records(facts, stores.records)
        again = import_records(facts, stores.records)
        kept = stores.records.work_order("wo10234")
    assert first == {
        "assets": len(facts.assets),
        "alarms": len(facts.alarms),
        "parts": len(facts.parts),
        "work_orders": len(facts.work_orders),
    }
    assert set(again.values()) == {0}
    assert kept == next(order for order in facts.work_orders if order.number == "WO-10234")


def test_a_manual_is_written_once_and_again_only_when_it_differs(tmp_path: Path) -> None:
    assert list(write_manuals(tmp_path, manuals=SMALL)) == [True]
    assert list(write_manuals(tmp_path, manuals=SMALL)) == [False]
    (tmp_path / SMALL[0].output).write_bytes(b"half a file")
    assert list(write_manuals(tmp_path, manuals=SMALL)) == [True]
    assert [file.name for file in tmp_path.iterdir()] == [SMALL[0].output]


def test_progress_is_told_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    list(write_manuals(tmp_path, lambda what, done, total: told.append((what, done, total)), SMALL))
    assert told == [("manuals", 0, 1), ("manuals", 1, 1)]


def test_a_missing_source_is_named() -> None:
    with pytest.raises(BadInput, match=r"source of gone.pdf is missing"):
        typeset(ManualSource("XX-ALL", "gone.pdf", "gone"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("- tag: [", "assets.yaml is not valid YAML"),
        ("tag: WTG-01", "assets.yaml does not hold a list of records"),
        ("- serial: K112-0417", "assets.yaml, entry 1, tag: Field required"),
        ("- tag: WTG-01\n  colour: white", "assets.yaml, entry 1, colour"),
    ],
)
def test_damaged_facts_are_explained(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "assets.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=sentence):
        load_facts(tmp_path)


def test_missing_facts_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"The demo facts lack assets\.yaml"):
        load_facts(tmp_path)


def test_a_home_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("not a folder", encoding="utf-8")
    result = CliRunner().invoke(app, ["build", "--home", str(blocked), "--json"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert isinstance(result.exception, Unavailable)
