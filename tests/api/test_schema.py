"""schemathesis asks what the API says of itself; it finds nothing that is not so. `make schema` asks much more."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).parents[2]
CONFIG = Path(__file__).with_name("schemathesis.toml")


@contextmanager
def served(home: Path) -> Iterator[tuple[str, str]]:
    """The address of a server in a process of its own, and a key that opens all of it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # noqa: TID251  the child finds this checkout
    command = [sys.executable, "-m", "tests.api.described_server", str(home)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            address, key = server.stdout.readline().split()
            # Nobody reads its log: a full pipe would stop it in the middle of a request.
            Thread(target=server.stdout.read, daemon=True).start()
            yield address, key
        finally:
            server.kill()


def tried(address: str, key: str, *more: str) -> subprocess.CompletedProcess[str]:
    """A run of schemathesis; what it finds is the same each time."""
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", f"{address}/openapi.json"]
    fixed = ["--header", f"Authorization: Bearer {key}", "--seed", "1", "--generation-deterministic", "--no-color"]
    return subprocess.run([*command, *fixed, *more], capture_output=True, text=True, check=False, cwd=ROOT)


def test_the_api_is_as_it_says(tmp_path: Path) -> None:
    with served(tmp_path) as (address, key):
        found = tried(address, key, "--phases", "examples,fuzzing", "--max-examples", "2")
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as told:
        result = tried(*told, *sys.argv[1:])
    sys.stdout.write(result.stdout)
    sys.exit(result.returncode)
