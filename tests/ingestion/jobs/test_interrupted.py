"""Ctrl-C in the middle of an ingest, and what its progress says."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingestion.library.update import Progress
from ingestion.pipeline import ingest
from stores.open_stores import open_stores
from stores.settings import StoreSettings

SECTION = (
    "## {n} Pump {n}\n\nOpen valve {n} slowly and watch the pressure gauge of pump {n} until it reads {n} bar.\n\n"
)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.md").write_text("# Valves\n\n" + SECTION.format(n=1), encoding="utf-8")
    (folder / "b.md").write_text("# Pumps\n\n" + "".join(SECTION.format(n=n) for n in range(150)), encoding="utf-8")
    return folder


def test_ctrl_c_is_one_sentence_and_the_same_command_goes_on(papers: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "nacelle", "ingest", str(papers), "--json"]
    environment = {**os.environ, "NACELLE_HOME": str(home)}  # noqa: TID251  (of the child)
    # A terminal sends Ctrl-C to the whole group: the processes that read pages get it too.
    running = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    with open_stores(settings=StoreSettings(home=home)) as watching:
        for _ in range(2_000):
            if watching.passages.documents() or running.poll() is not None:
                break
            time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    printed, said = running.communicate(timeout=60)
    assert (running.returncode, printed) == (1, "")
    assert said.strip().splitlines() == ["Stopped. What is indexed is complete; the same command goes on from there."]
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    report = json.loads(again.stdout)
    assert (report["unchanged"], report["added"], report["failed"]) == (1, 1, [])


def test_progress_moves_while_passages_are_indexed(papers: Path, tmp_path: Path) -> None:
    steps: list[Progress] = []
    with open_stores(settings=StoreSettings(home=tmp_path / "home")) as stores:
        ingest([papers / "b.md"], passages=stores.passages, workers=1, progress=steps.append)
    indexed = [(step.done, step.total) for step in steps if step.counts == "passages"]
    assert len(indexed) >= 2
    assert indexed == sorted(indexed)
    assert indexed[-1][0] == indexed[-1][1]
    assert [step.counts for step in steps] == sorted(step.counts for step in steps)
