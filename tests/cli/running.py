"""How these tests call the command line, and what a failure that it explains looks like."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NACELLE = Path(sys.executable).parent / "nacelle"

Result = subprocess.CompletedProcess[bytes]
Run = Callable[..., Result]


def assert_explained(result: Result) -> str:
    """Exit status 1, nothing on stdout, one short line on stderr; returns that line."""
    said = result.stderr.decode()
    assert "Traceback" not in said, said
    assert result.returncode == 1, (result.returncode, said, result.stdout[:300])
    assert result.stdout == b"", result.stdout[:300]
    lines = said.strip().splitlines()
    assert len(lines) == 1, said
    assert 10 < len(lines[0]) < 500, said
    return lines[0]
