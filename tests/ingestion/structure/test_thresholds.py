"""A signal word among labelled values names a limit; before a danger it warns."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Reader = Callable[[Path], Any]


def warnings_in(tmp_path: Path, read: Reader, name: str, text: str) -> list[str]:
    (tmp_path / name).write_text(text, "utf-8")
    return [passage.text for passage in read(tmp_path / name)[3] if passage.kind == "warning"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Normal: 40-60 °C", "Warning: 65-70 °C", "Shutdown: above 80 °C"],
        ["Normal: 1,0 mm", "Achtung: 1,5 mm", "Abschaltung: 2 mm"],
        ["Advertencia: > 85 °C", "Parada: > 95 °C"],
        ["Hinweis: 25 Nm"],
        ["Warning = 4", "Alarm = 6"],
    ],
)
def test_limits_are_no_warnings(tmp_path: Path, read: Reader, lines: list[str]) -> None:
    listed = "\n".join(f"- {line}" for line in lines)
    assert warnings_in(tmp_path, read, "a.md", f"# Oil\n\n{listed}\n") == []
    assert warnings_in(tmp_path, read, "a.txt", f"OIL\n===\n\n{listed}\n") == []


@pytest.mark.parametrize(
    "text",
    ["DANGER: 690 V", "WARNING: Two persons lift the block.", "GEFAHR: 400 V", "HINWEIS: Anlage vorher abschalten."],
)
@pytest.mark.parametrize("around", ["{}", "Mass: 38 kg\n\n{}\n\nLock-out time: 5 min"])
def test_dangers_stay_warnings(tmp_path: Path, read: Reader, text: str, around: str) -> None:
    assert warnings_in(tmp_path, read, "a.md", f"# Block\n\n{around.format(text)}\n") == [text]


@pytest.mark.parametrize(
    "rows",
    [
        [("Warning", "65 °C"), ("Alarm", "75 °C"), ("Trip", "85 °C")],
        [("Warning", "Cause", "Action"), ("W12", "Oil level is too low", "Fill up")],
    ],
)
def test_a_table_with_a_signal_word_in_it_is_a_table(tmp_path: Path, read: Reader, rows: list[tuple[str, ...]]) -> None:
    html = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    text = f"<h1>Limits</h1><table>{html}</table>"
    assert warnings_in(tmp_path, read, "a.html", text) == []


@pytest.mark.parametrize("html", ["<tr><td>WARNING</td><td>Lock the rotor first.</td></tr>", "<tr><td>WARNING</td></tr><tr><td>Lock the rotor first.</td></tr>"])  # fmt: skip
def test_a_warning_set_as_a_table_is_a_warning(tmp_path: Path, read: Reader, html: str) -> None:
    assert len(warnings_in(tmp_path, read, "a.html", f"<h1>Hub</h1><table>{html}</table>")) == 1
