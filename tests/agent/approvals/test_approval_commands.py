"""`nacelle approvals`: decide at the terminal."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from agent.assistant import AskRequest, Assistant
from agent.terminal.approving import app
from domain.callers import Caller
from domain.errors import BadInput, Conflict
from stores.open_stores import Stores


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"NACELLE_HOME": str(home)})


def asked(stores: Stores, question: str) -> str:
    answer = asyncio.run(Assistant(stores).ask(AskRequest(question=question, caller=Caller(name="ann"))))
    return answer.approvals[0].id


def test_a_write_is_approved_or_rejected_once(stores: Stores, tmp_path: Path) -> None:
    closing, noting = asked(stores, "close JOB-77"), asked(stores, "note on JOB-77: 6 mm left")
    listed = json.loads(run(tmp_path, "list", "--json").stdout)
    assert {one["id"] for one in listed} == {closing, noting}
    done = run(tmp_path, "approve", noting[:8], "--as", "bob", "--note", "ok")
    assert "decided by bob | work order: JOB-77, note: 20" in done.stdout
    assert stores.records.work_order("JOB-77").actions.endswith("ann: 6 mm left")
    assert json.loads(run(tmp_path, "reject", closing, "--json").stdout)["status"] == "rejected"
    assert stores.records.work_order("JOB-77").status == "open"
    assert isinstance(run(tmp_path, "approve", noting[:8]).exception, Conflict)
    assert isinstance(run(tmp_path, "approve", "a").exception, BadInput)
    assert run(tmp_path, "list").stdout == ""
    assert len(run(tmp_path, "list", "--all").stdout.splitlines()) == 2


def test_what_can_no_longer_be_done_ends_in_1(stores: Stores, tmp_path: Path) -> None:
    first, second = asked(stores, "reserve 2 x 55-100 for JOB-77"), asked(stores, "reserve 1 x 55-100 for JOB-77")
    assert run(tmp_path, "approve", first).exit_code == 0
    late = run(tmp_path, "approve", second)
    assert (late.exit_code, "Only 0 of 55-100 are free" in late.stdout) == (1, True)


@pytest.mark.parametrize("arguments", [("approve",), ("decide", "x"), ("list", "--nothing")])
def test_wrong_usage_is_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert run(tmp_path, *arguments).exit_code == 2
