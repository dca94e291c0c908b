"""Whatever a model writes and however large the evidence: bounded time, a verdict, no exception."""

import time
from types import ModuleType

import pytest

from agent.claims.judging import judge

SECONDS = 20


@pytest.mark.parametrize(
    "text",
    [
        "word " * 200_000, "1 " * 500_000, "x" * 1_000_000, "\x00\x01\xff" * 1_000, "Tighten \ud800 to 110 Nm", "[1]" * 500, "[" * 2_000, "(" * 2_400, "a," * 1_200,
        "not " * 600, "5 Nm and " * 270, "Set " + "12 " * 800, "|" * 2_000, "é́" * 900, "0x" * 900, "1" * 2_400,
    ],
)  # fmt: skip
def test_any_sentence_is_judged(text: str, invented: ModuleType) -> None:
    begun = time.process_time()
    judged = judge(f"{text} [1]", invented.COMPRESSOR.evidence)
    assert judged.verdict in {"withheld", "quoted", "unsure", "stated", "derived", "frame"}
    assert time.process_time() - begun < SECONDS


def test_large_evidence_is_bounded(invented: ModuleType) -> None:
    rows = [("Name", "Torque", "Part"), *((f"Joint {n}", f"{n} Nm", f"61-{n:04}") for n in range(5_000))]
    evidence = {
        1: invented.table("t", "Big", *rows),
        2: invented.passage("p", "The valve opens at 5 bar. " * 50_000),
        3: invented.passage("l", "x" * 1_000_000),
    }
    begun = time.process_time()
    assert judge("Joint 4999 4999 Nm 61-4999 [1]", evidence).verdict == "stated"
    assert judge("The torque of joint 77 is 77 Nm [1].", evidence).verdict == "stated"
    assert judge("The torque of joint 77 is 78 Nm [1].", evidence).verdict in {"quoted", "withheld"}
    assert judge("The valve opens at 6 bar [2].", evidence).verdict in {"quoted", "withheld"}
    assert time.process_time() - begun < 2 * SECONDS
