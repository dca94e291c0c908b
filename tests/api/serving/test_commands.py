"""`nacelle serve` and `nacelle keys`, as far as they go without a process of their own."""

import json
import logging
import socket
from pathlib import Path

import pytest
import structlog
import typer
from typer.testing import CliRunner, Result

from api.operation.logs import where_it_broke
from api.running.agui import AguiStream
from api.serving import address_of, bind
from api.terminal.serving import register
from domain.answers import Answer, AnswerEvent, PendingApproval
from domain.errors import BadInput, Conflict, NotFound, SettingsError, Unavailable
from domain.records import Asset
from stores.open_stores import open_stores


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    register(made)
    return made


def test_a_key_is_shown_once(app: typer.Typer, tmp_path: Path) -> None:
    env = {"NACELLE_HOME": str(tmp_path)}
    command = ["keys", "create", "anna", "--role", "Technician", "--site", "North", "--site", "South"]
    made = CliRunner().invoke(app, command, env=env)
    assert made.exit_code == 0, made.output
    key = made.stdout.strip()
    with open_stores(tmp_path) as stores:
        holder = stores.keys.holder(key)
    assert holder
    assert (holder.name, holder.role, holder.sites) == ("anna", "technician", ("North", "South"))
    assert isinstance(CliRunner().invoke(app, command, env=env).exception, Conflict)
    local = CliRunner().invoke(app, ["keys", "create", "Local", "--role", "admin"], env=env)
    assert isinstance(local.exception, BadInput)
    assert CliRunner().invoke(app, ["keys", "create", "bob"], env=env).exit_code == 2


def test_keys_are_listed_rotated_and_revoked(app: typer.Typer, tmp_path: Path) -> None:
    env = {"NACELLE_HOME": str(tmp_path)}

    def keys(*command: str) -> Result:
        return CliRunner().invoke(app, ["keys", *command], env=env)

    other = keys("create", "carl", "--role", "technician").stdout.strip()
    first = keys("create", "anna", "--role", "technician", "--days", "30").stdout.strip()
    second = keys("rotate", "ANNA").stdout.strip()
    with open_stores(tmp_path) as stores:
        holder = stores.keys.holder(other)
        assert holder
        assert holder.name == "carl", "another's key is left alone"
        assert stores.keys.holder(first) is None
        assert stores.keys.holder(second)
        stores.records.put_assets([Asset(tag="A-1", site="North")])
    listed, _ = json.loads(keys("list", "--json").stdout)
    assert (listed["name"], listed["role"], listed["last_used"] is None) == ("anna", "technician", False)
    assert "hash" not in listed
    assert isinstance(keys("create", "bob", "--role", "emperor").exception, BadInput)
    assert isinstance(keys("create", "bob", "--role", "planner", "--site", "Nowhere").exception, BadInput)
    assert isinstance(keys("create", "oidc:bob", "--role", "planner").exception, BadInput)
    assert keys("create", "bob", "--role", "planner", "--site", "NORTH").exit_code == 0
    assert "bob | planner | North" in keys("list").stdout
    assert keys("revoke", "anna").exit_code == 0
    assert isinstance(keys("revoke", "anna").exception, NotFound)


def test_serve_refuses_what_it_must_not_do(app: typer.Typer, tmp_path: Path) -> None:
    env = {"NACELLE_HOME": str(tmp_path), "NACELLE_AUTH": "local"}
    assert isinstance(CliRunner().invoke(app, ["serve", "--host", "0.0.0.0"], env=env).exception, SettingsError)
    wrong = CliRunner().invoke(app, ["serve"], env=env | {"NACELLE_AUTH": "none"})
    assert "NACELLE_AUTH cannot be used" in str(wrong.exception)


def test_binding() -> None:
    with bind("127.0.0.1", 0, trusts_everybody=True) as first:
        host, port = first.getsockname()
        assert address_of(first) == f"http://127.0.0.1:{port}"
        assert first.proto == socket.IPPROTO_TCP
        with pytest.raises(Unavailable, match=f"Port {port} on {host} cannot be used"):
            bind(host, port, trusts_everybody=True)
    with bind("0.0.0.0", 0, trusts_everybody=False) as everywhere:
        assert everywhere.family == socket.AF_INET
    with pytest.raises(BadInput, match="not an address of this machine"):
        bind("999.1.1.1", 0, trusts_everybody=True)


def test_logs_hold_frames_but_not_messages() -> None:
    try:
        raise ValueError("what somebody asked")
    except ValueError as error:
        fields = where_it_broke(None, "error", {"event": "x", "exc_info": error})
        current = where_it_broke(None, "error", {"event": "x", "exc_info": True})
    assert fields["error"] == current["error"] == "ValueError"
    assert "what somebody asked" not in json.dumps(fields)
    assert "test_logs_hold_frames" in fields["frames"][-1]
    assert structlog.is_configured()
    assert logging.getLogger().level >= logging.WARNING


def test_a_run_that_waits_for_approval_ends_in_an_interrupt() -> None:
    waits = PendingApproval(id="a1", tool="reserve_part", summary="Reserve 1", expires_at="2026-11-20T09:12:00Z")  # pyright: ignore[reportArgumentType]
    answer = Answer(id="r", thread_id="t", status="awaiting_approval", text="", approvals=(waits,))
    *_, last = AguiStream("t", "r").convert(AnswerEvent(kind="answer", data={"answer": answer}))
    assert last["type"] == "RUN_FINISHED"
    assert last["outcome"]["type"] == "interrupt"
    assert last["outcome"]["interrupts"][0]["id"] == "a1"
