"""Memory of a server over many turns: whether it grows with them. Starts its own on `NACELLE_HOME`; turns go to a few threads that are deleted, as people do."""

import argparse
import subprocess
import sys
from pathlib import Path

import httpx

QUESTIONS = (
    "What is alarm 309 and do we have the part?",
    "How is the gearbox oil changed?",
    "Which work orders are open?",
    "What torque do the blade bolts need?",
)
GAUGE = "nacelle_process_resident_memory_bytes"
TURNS_OF_A_THREAD = 10


def megabytes(client: httpx.Client) -> float:
    """What the server's process holds now."""
    lines = client.get("/metrics").text.splitlines()
    return float(next(line for line in lines if line.startswith(f"{GAUGE} ")).split()[1]) / 1e6


def main(turns: int, warm: int) -> None:
    """Print a row at each tenth; the first `warm` turns load models and caches and do not count."""
    command = [str(Path(sys.executable).parent / "nacelle"), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as server:
        assert server.stdout
        with httpx.Client(base_url=server.stdout.readline().split()[-1], timeout=300) as client:
            seen: list[tuple[int, float]] = []
            thread = ""
            for turn in range(1, warm + turns + 1):
                if turn % TURNS_OF_A_THREAD == 1:
                    if thread:
                        client.delete(f"/api/threads/{thread}").raise_for_status()
                    thread = client.post("/api/threads", json={}).json()["id"]
                asked = {"input": QUESTIONS[turn % len(QUESTIONS)]}
                client.post(f"/api/threads/{thread}/runs", json=asked).raise_for_status()
                if turn >= warm and (turn - warm) % max(1, turns // 10) == 0:
                    seen.append((turn, megabytes(client)))
                    print(f"{turn} turns: {seen[-1][1]:.0f} MB", flush=True)
            grown = (seen[-1][1] - seen[0][1]) / (seen[-1][0] - seen[0][0]) * 1000
            print(f"{grown:+.0f} kB a turn over {seen[-1][0] - seen[0][0]} turns")
        server.terminate()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=2_000)
    parser.add_argument("--warm", type=int, default=100)
    given = parser.parse_args()
    main(given.turns, given.warm)
