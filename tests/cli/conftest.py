"""The real command line as a subprocess, on a small home: two documents and a few records."""

import os
import subprocess
from pathlib import Path

import pytest

from domain.records import AlarmCode, Asset
from stores.open_stores import open_stores
from tests.cli.running import NACELLE, Result, Run

YAW = """# Yaw system

## Greasing the yaw bearing

1. Lock the yaw drives.
2. Grease the yaw bearing with 350 g of grease every 6 months.
"""
BRAKE = """# Brake

## Bleeding the brake

1. Close valve V4.
2. Bleed the brake at 12 bar.
"""


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs `nacelle` with arguments; keywords in capitals are environment variables, `home` is NACELLE_HOME."""
    elsewhere = tmp_path_factory.mktemp("cwd")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NACELLE_", "OPENAI_"))}  # noqa: TID251  the child starts without our settings

    def call(*arguments: str, home: Path, stdin: bytes = b"", **environment: str) -> Result:
        return subprocess.run(
            [str(NACELLE), *arguments],
            input=stdin,
            capture_output=True,
            timeout=60,
            check=False,
            cwd=elsewhere,
            env={**clean, "NACELLE_HOME": str(home), "COLUMNS": "200", **environment},
        )

    return call


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """A home with two documents, one turbine and one alarm."""
    folder = tmp_path_factory.mktemp("home")
    papers = tmp_path_factory.mktemp("papers")
    (papers / "yaw.md").write_text(YAW, encoding="utf-8")
    (papers / "brake.md").write_text(BRAKE, encoding="utf-8")
    with open_stores(folder) as stores:
        stores.records.put_assets([Asset(tag="T-1", model="M1", serial="M1-001", controller="C1")])
        stores.records.put_alarms([AlarmCode(code="77", models=("M1",), title="Yaw stuck", causes=("Ice",))])
    result = run("ingest", str(papers), "--workers", "1", "--json", home=folder)
    assert result.returncode == 0, result.stderr.decode()
    return folder
