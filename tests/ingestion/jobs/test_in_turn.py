"""Processes that share an open file take turns, and a turn ends with its holder."""

import sys
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryFile

from ingestion.readers.pictures.in_turn import Turns

HOLD = """
import sys, time
from ingestion.readers.pictures.in_turn import Turns
with Turns({turns}).mine(), open({log!r}, "a", buffering=1) as log:
    log.write("in ")
    time.sleep(0.3)
    log.write("out ")
    {end}
"""


def _hold(turns: int, log: Path, end: str = "pass") -> "Popen[bytes]":
    code = f"import sys; sys.path[:] = {[*sys.path]!r}\n" + HOLD.format(turns=turns, log=str(log), end=end)
    return Popen([sys.executable, "-c", code], pass_fds=[turns])


def test_no_two_processes_hold_a_turn_at_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with TemporaryFile() as file:
        started = [_hold(file.fileno(), log) for _ in range(3)]
        assert [process.wait(60) for process in started] == [0, 0, 0]
    assert log.read_text(encoding="utf-8").split() == ["in", "out"] * 3


def test_a_turn_ends_with_its_holder(tmp_path: Path) -> None:
    with TemporaryFile() as file:
        assert _hold(file.fileno(), tmp_path / "log", "import os; os._exit(9)").wait(60) == 9
        with Turns(file.fileno()).mine():
            held = True
    assert held


def test_work_in_turn_gives_what_the_work_gives() -> None:
    assert Turns().wrapped(str.upper)("torque") == "TORQUE"
