"""Tables of codes and what they mean are alarms, whatever the columns are called, in any language."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ingestion.passages.alarm_tables import lists_codes

Reader = Callable[[Path], Any]


@pytest.mark.parametrize(
    "rows",
    [
        [("1", "Fan is locked"), ("8", "Bus voltage too high"), ("51", "Over current")],
        [("Pumpe", "E-1001", "Druck zu niedrig"), ("Pumpe", "E-1002", "Druck zu hoch")],
        [("0x1F", "Sobretensão no barramento"), ("0x20", "Ventilador parado")],
        [("110", "3", "Kølevand for varmt", "stop"), ("110", "4", "Kølevand for koldt", "advarsel"), ("190", "2", "Omdrejningstal", "stop")],
        [("U4", "油温过高"), ("U5", "风扇故障")],
        [("110/3", "Coolant sensor"), ("110/4", "Coolant sensor")],
        [("F.012", "Pitch battery low", ""), ("F.013", "Pitch battery empty", "Replace it")],
    ],
)  # fmt: skip
def test_codes_beside_words_are_alarms(rows: Sequence[Sequence[str]]) -> None:
    assert lists_codes(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [("M8", "25 Nm", "4"), ("M10", "49 Nm", "12")],
        [("up to 25", "20"), ("over 25 to 80", "14")],
        [("Oil", "mineral"), ("Grease", "lithium")],
        [("20", "12.7", "12.8"), ("40", "13.7", "13.8")],
        [("Relief valve", "210 bar"), ("Pump", "160 bar")],
        [("12", "Only one row")],
        [],
    ],
)
def test_other_tables_are_none(rows: Sequence[Sequence[str]]) -> None:
    assert not lists_codes(rows)


def test_every_row_of_a_long_list_is_an_alarm(tmp_path: Path, read: Reader) -> None:
    rows = "".join(f"| {code} | Meldung Nummer {code}: Temperatur am Lager zu hoch |\n" for code in range(100, 160))
    (tmp_path / "a.md").write_text(f"# Protokoll\n\n| Daten | Bedeutung |\n|---|---|\n{rows}", "utf-8")
    passages = read(tmp_path / "a.md")[3]
    assert {passage.kind for passage in passages} == {"alarm"}
    assert [row[0] for passage in passages for row in passage.table[1:]] == [str(code) for code in range(100, 160)]


def test_sections_headed_by_a_label_and_a_code_are_alarms(tmp_path: Path, read: Reader) -> None:
    text = "FEHLERLISTE\n\nStörung: 12\nUrsache: Fühler defekt\n\nStörung: 13\nUrsache: Kabel lose\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert [passage.kind for passage in read(tmp_path / "a.txt")[3]] == ["alarm", "alarm"]
