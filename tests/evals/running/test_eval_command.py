"""`nacelle eval` as people and CI call it: what it prints, writes and exits with."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from nacelle import main


@dataclass(frozen=True)
class Result:
    """What a command gave."""

    returncode: int
    stdout: str
    stderr: str


RIGHT = '{"id": "stock", "question": "How many 55-100 are there, and where?", "must_contain": [["Van 1"]]}\n'
WRONG = '{"id": "wrong", "question": "How many 55-100 are there, and where?", "must_contain": [["Van 9"]]}\n'


@pytest.fixture
def home(hoists: Path, tmp_path: Path) -> Path:
    """A home of one's own, since runs leave their cache there."""
    return Path(shutil.copytree(hoists, tmp_path / "home"))


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NACELLE_", "OPENAI_"))}  # noqa: TID251
    return {**kept, "NACELLE_HOME": str(home), "COLUMNS": "200"}


@pytest.fixture
def nacelle(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """The command line in this process, as its entry point runs it."""
    for name in ("NACELLE_MODEL", "NACELLE_JUDGE", "NACELLE_DATABASE_URL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NACELLE_HOME", str(home))

    def call(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["nacelle", "eval", *arguments])
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
        else:
            status = 0
        said = capsys.readouterr()
        return Result(status, said.out, said.err)

    return call


def suite(tmp_path: Path, text: str, name: str = "mine.jsonl") -> str:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / name)


def test_an_export_that_cannot_be_written_is_told_before_anything_is_played(
    nacelle: Callable[..., Result], home: Path, tmp_path: Path
) -> None:
    told = nacelle("run", "--suite", suite(tmp_path, RIGHT), "--export", str(tmp_path / "o.xlsx"))
    assert (told.returncode, "o.xlsx" in told.stderr, (home / "evals").exists()) == (1, True, False)


def test_a_run_twice_writes_the_same_report_but_for_its_timing(nacelle: Callable[..., Result], tmp_path: Path) -> None:
    mine = suite(tmp_path, RIGHT + WRONG)
    reports = []
    for name in ("a", "b"):
        result = nacelle("run", "--suite", mine, "--fresh", "--out", str(tmp_path / name))
        assert result.returncode == 0, result.stderr
        text = (tmp_path / name / "report.json").read_text(encoding="utf-8")
        before, _, timing = text.partition(' "timing": {')
        assert timing, "the timing comes last, so that everything before it is byte for byte the same"
        reports.append(before)
    assert reports[0] == reports[1]
    assert (tmp_path / "a" / "junit.xml").is_file()
    same = nacelle("compare", str(tmp_path / "a"), str(tmp_path / "b"), "--json")
    assert json.loads(same.stdout)["now_failing"] == []
    assert nacelle("report", str(tmp_path / "a"), "--baseline", str(tmp_path / "b")).returncode == 0
    assert "Before and after" in (tmp_path / "a" / "report.html").read_text(encoding="utf-8")


def test_compare_with_a_gate_exits_with_3_for_the_worse_only(nacelle: Callable[..., Result], tmp_path: Path) -> None:
    right, worse = suite(tmp_path, RIGHT), suite(tmp_path, RIGHT.replace("Van 1", "Van 9"), "worse.jsonl")
    for name, of in (("a", right), ("b", worse)):
        assert nacelle("run", "--suite", of, "--out", str(tmp_path / name)).returncode == 0
    before, after = str(tmp_path / "a"), str(tmp_path / "b")
    assert nacelle("compare", before, after).returncode == 0
    assert nacelle("compare", before, after, "--gate").returncode == 3
    assert nacelle("compare", after, before, "--gate").returncode == 0


def test_what_cannot_be_used_is_named_the_rest_runs_and_the_status_is_1(
    nacelle: Callable[..., Result], tmp_path: Path
) -> None:
    rows = (
        RIGHT + "no json\n" + '{"id": "x", "question": "q", "pages": ["one"]}\n'
        '{"id": "l", "question": "q", "library": "nowhere"}\n{"id": "m", "question": "q", "metrics": ["charm"]}\n'
    )
    mine = suite(tmp_path, rows)
    gates = suite(tmp_path, '[mine]\n"required words" = 1.0\n', "gates.toml")
    result = nacelle("run", "--suite", mine, "--json", "--gates", gates)
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert (report["cases"], report["metrics"]["required words"]["mean"]) == (1, 1.0)
    said = result.stderr
    for part in ("line 2: is not JSON", "line 3, case x: pages.0:", "line 4, case l: library: there is no library 'nowhere' (known: main)",
                 "line 5, case m: metrics: there is no metric 'charm'"):  # fmt: skip
        assert part in said, said
    assert "Traceback" not in said


def test_only_a_missed_gate_is_3(nacelle: Callable[..., Result], tmp_path: Path) -> None:
    mine = suite(tmp_path, RIGHT + WRONG)
    low = suite(tmp_path, f'["{mine}"]\n"required words" = 0.5\n', "low.toml")
    high = suite(tmp_path, f'["{mine}"]\n"required words" = 0.6\n', "high.toml")
    assert nacelle("run", "--suite", mine, "--gates", low).returncode == 0
    missed = nacelle("run", "--suite", mine, "--gates", high)
    assert missed.returncode == 3
    assert "required words is 0.500 (n=2), wanted at least 0.6" in missed.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--suite", "{none}"], "cannot be read"),
        (["--suite", "{mine}", "--library", "nowhere"], "there is no library 'nowhere'"),
        (["--suite", "{mine}", "--metric", "charm"], "no metric 'charm'"),
        (["--suite", "{mine}", "--case", "other"], "no case is of that kind or id"),
        (["--suite", "{mine}", "--gates", "{none}"], "gates"),
        (["--suite", "{mine}", "--baseline", "{none}"], "report.json"),
    ],
)
def test_a_run_of_nothing_is_an_error(
    nacelle: Callable[..., Result], tmp_path: Path, arguments: list[str], says: str
) -> None:
    paths = {"mine": suite(tmp_path, RIGHT), "none": str(tmp_path / "none.jsonl")}
    result = nacelle("run", *(part.format(**paths) for part in arguments))
    assert result.returncode == 1
    assert result.stdout == ""
    assert says in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr


def kept_in(cache: Path) -> int:
    return len(list(cache.rglob("*.json")))


def test_interrupted_keeps_what_is_done(home: Path, nacelle: Callable[..., Result], tmp_path: Path) -> None:
    mine = suite(
        tmp_path, "".join(f'{{"id": "c{n}", "question": "Stock of 55-100, asked {n} times?"}}\n' for n in range(400))
    )
    command = [sys.executable, "-m", "nacelle", "eval", "run", "--suite", mine, "--concurrency", "2"]
    running = subprocess.Popen(
        command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    cache = home / "evals" / "cache"
    before = kept_in(cache)
    while running.poll() is None and kept_in(cache) < before + 3:  # however slow the machine is
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=600)
    assert running.returncode == 1, said
    assert "goes on from there" in said
    assert "Traceback" not in said
    kept = kept_in(cache) - before
    assert 3 <= kept < 400
    # Cases start in order, two under way at once: one that was still played may come before one that is kept.
    started = kept + 2
    result = nacelle("run", "--suite", mine, "--json", *(part for n in range(started) for part in ("--case", f"c{n}")))
    assert json.loads(result.stdout)["timing"]["from_cache"] >= 3


def test_cases_are_counted_by_kind(nacelle: Callable[..., Result], tmp_path: Path) -> None:
    found = json.loads(nacelle("cases", "quick", "--json").stdout)
    assert found["cases"] == sum(kind["cases"] for kind in found["by_kind"].values())
    broken = nacelle("cases", suite(tmp_path, "x\n"))
    assert broken.returncode == 1
    assert "line 1: is not JSON" in broken.stderr
