"""What the GitHub action and the Azure template run, and that both hand over the same things."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[3] / "deploy" / "verify-action"
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")


def run(folder: Path, answer: str, **more: str) -> tuple[int, dict[str, Any]]:
    (folder / "answer one.txt").write_text(answer, encoding="utf-8")
    (folder / "the manual.md").write_text("Tighten the cover bolts to 45 Nm.\n", encoding="utf-8")
    given = {"ANSWER": "answer one.txt", "EVIDENCE": "  the manual.md  \n\n", "REPORT": "report.json"} | more
    env = {**os.environ, "NACELLE_PYTHON": sys.executable, "PYTHONPATH": str(FOLDER.parents[1]), **given}  # noqa: TID251
    done = subprocess.run(
        ["bash", str(FOLDER / "verify.sh")], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    report = (folder / "report.json").read_text(encoding="utf-8")
    return done.returncode, json.loads(report) if report.strip() else {}


def test_what_stands_is_0_and_what_does_not_is_3(tmp_path: Path) -> None:
    status, report = run(tmp_path, "Tighten the cover bolts to 45 Nm [1].")
    assert (status, report["stands"]) == (0, True)
    status, report = run(tmp_path, "Tighten the cover bolts to 54 Nm [1].")
    assert (status, report["stands"]) == (3, False)


def test_wrong_usage_is_2_and_no_value_is_a_command(tmp_path: Path) -> None:
    assert run(tmp_path, "x [1].", EVIDENCE="")[0] == 2
    assert run(tmp_path, "x [1].", EVIDENCE="none.md")[0] == 2
    assert run(tmp_path, "x [1].", ANSWER="$(touch made)", QUESTION="; touch made")[0] == 2
    assert not (tmp_path / "made").exists()


def test_both_hand_over_what_the_script_reads() -> None:
    action = yaml.safe_load((FOLDER / "action.yml").read_text(encoding="utf-8"))
    azure = yaml.safe_load((FOLDER / "azure-verify.yml").read_text(encoding="utf-8"))
    read = set(re.findall(r"\$\{([A-Z_]+):-", (FOLDER / "verify.sh").read_text(encoding="utf-8")))
    assert read == set(action["runs"]["steps"][0]["env"])
    assert read == set(azure["steps"][0]["env"]) - {"CHECKOUT"}
    names = {parameter["name"] for parameter in azure["parameters"]} - {"checkout"}
    assert names == set(action["inputs"])
