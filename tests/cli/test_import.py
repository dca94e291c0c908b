"""`nacelle import` as people call it."""

import json
from pathlib import Path

from tests.cli.running import Run, assert_explained

PARTS = "Artikelnr;Bezeichnung;Bestand;Lagerort\n10-1;Dichtring;4;Nord\n;Ohne Nummer;1;Nord\n"


def written(folder: Path, text: str = PARTS) -> str:
    path = folder / "teile.csv"
    path.write_text(text, encoding="cp1252")
    return str(path)


def test_one_json_document_and_the_mapping_on_stderr(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "home"
    result = run("import", "parts", written(tmp_path), "--json", home=home)
    assert result.returncode == 0
    report = json.loads(result.stdout)
    assert report["mapping"] == {
        "number": "Artikelnr",
        "name": "Bezeichnung",
        "location": "Lagerort",
        "quantity": "Bestand",
    }
    assert (report["read"], report["added"], report["rejected"]) == (2, 1, [{"line": 3, "reason": "has no number"}])
    assert Path(report["rejected_file"]).parent == home / "rejected"
    assert "number         <- Artikelnr" in result.stderr.decode()
    again = run("import", "parts", written(tmp_path), home=home)
    assert "0 added, 0 changed, 1 unchanged, 1 rejected" in again.stdout.decode()


def test_wrong_usage_is_2_and_one_sentence(run: Run, tmp_path: Path) -> None:
    for arguments, told in (
        (("import", "bolts", written(tmp_path)), "the kinds are assets, alarms, parts, stock, work-orders"),
        (("import", "parts", written(tmp_path), "--map", "colour=Bestand"), "the fields are number, name"),
        (("import", "parts", written(tmp_path), "--dates", "ymd"), "use dmy or mdy"),
    ):
        result = run(*arguments, home=tmp_path / "home")
        assert result.returncode == 2
        assert result.stdout == b""
        assert told in result.stderr.decode().strip().splitlines()[-1]


def test_what_cannot_be_imported_is_explained(run: Run, tmp_path: Path) -> None:
    unknown = run("import", "parts", written(tmp_path), "--map", "name=Farbe", home=tmp_path / "home")
    assert "the columns are Artikelnr, Bezeichnung, Bestand, Lagerort" in assert_explained(unknown)
    missing = run("import", "parts", str(tmp_path / "none.csv"), home=tmp_path / "home")
    assert "There is no file" in assert_explained(missing)
