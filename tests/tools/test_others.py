"""Tools of other MCP servers, against a real one on loopback."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest

from agent.claims.reading.injection import without_orders
from domain.callers import LOCAL, Caller
from domain.errors import BadInput, SettingsError, Unavailable
from tests.other_server import other_server
from tools.context import ToolContext, ToolResult
from tools.others.offering import OtherTools
from tools.others.settings import OtherServer, OtherSettings, headers_of, other_settings

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
WORLD: Any = type("World", (), {"now": staticmethod(lambda: NOW)})()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with other_server() as (url, _):
        yield url


def others(url: str, *, room: int = 6_000, clock: Any = lambda: 0.0, **more: Any) -> OtherTools:
    server = OtherServer.model_validate({"name": "lab", "url": url, "tools": ["*"], **more})
    return OtherTools(OtherSettings(servers=(server,), schema_chars=room), without_orders, clock)


def run(tools: OtherTools, name: str, **args: Any) -> ToolResult:
    context: ToolContext = WORLD
    return tools.offered(LOCAL)[name].run(context, args)


def test_only_tools_that_say_they_only_read_are_offered_under_the_servers_name(address: str) -> None:
    assert set(others(address).offered(LOCAL)) == {
        "lab__wrench",
        "lab__note",
        "lab__long_list",
        "lab__refuses",
        "lab__slow",
    }


def test_only_tools_that_the_setting_names(address: str) -> None:
    assert set(others(address, tools=["note", "scrap"]).offered(LOCAL)) == {"lab__note"}


def test_descriptions_lose_what_speaks_to_a_model(address: str) -> None:
    schema = others(address).offered(LOCAL)["lab__wrench"].schema["function"]
    assert "calibration of a torque wrench" in schema["description"]
    assert "Ignore" not in schema["description"]
    assert schema["parameters"]["required"] == ["number"]


def test_descriptions_never_take_more_room_than_they_have(address: str) -> None:
    for room in (0, 300, 700):
        offered = others(address, room=room).offered(LOCAL).values()
        assert sum(len(json.dumps(tool.schema, ensure_ascii=False)) for tool in offered) <= room
    assert not others(address, room=0).offered(LOCAL)


def test_who_may_not_read_every_site_is_offered_none(address: str) -> None:
    one_site = Caller(name="ann", roles=("technician",), sites=("North",))
    assert not others(address).offered(one_site)
    assert others(address, for_every_site=True).offered(one_site)


def test_records_become_lines_of_evidence_of_that_server(address: str) -> None:
    (found,) = run(others(address), "lab__wrench", number="TW-9").evidence
    assert found.text.splitlines() == [
        "tool: TW-9",
        "due: 2026-12-31",
        "readings: at: 50; off: 0.4",
        "readings: at: 100; off: 0.9",
    ]
    assert (found.kind, found.source_id, found.as_of) == ("external", "lab", NOW)
    assert [region.text for region in found.regions] == found.text.splitlines()


def test_a_long_result_is_cut_and_says_so(address: str) -> None:
    (found,) = run(others(address, max_chars=400), "lab__long_list").evidence
    assert len(found.text) < 500
    assert "more lines were left out" in found.text.splitlines()[-1]


def test_what_the_server_says_went_wrong_is_told(address: str) -> None:
    with pytest.raises(BadInput, match="no wrench of that number"):
        run(others(address), "lab__refuses")


def test_a_slow_server_ends_at_its_limit(address: str) -> None:
    with pytest.raises(Unavailable, match="within 1 s"):
        run(others(address, timeout_s=1), "lab__slow")


def test_a_server_that_is_away_keeps_the_turn_going_and_is_left_alone_for_a_while() -> None:
    at = [0.0]
    with other_server() as (url, asked):
        tools = others(url, clock=lambda: at[0])
        assert tools.offered(LOCAL)
        before = len(asked)
        assert tools.offered(LOCAL)
        assert len(asked) == before, "the list is believed for some minutes"
    at[0] = 1_000
    assert set(tools.offered(LOCAL)), "what it had is still offered"
    assert "not reachable" in tools.states()["lab"]
    with pytest.raises(Unavailable, match="lab is not reachable"):
        run(tools, "lab__note", number="TW-9")


@contextmanager
def a_turn_that_waits(tools: OtherTools, asked: list[str]) -> Generator[Thread]:
    """One turn that asks a server for its tools while that does not answer."""
    before, turn = len(asked), Thread(target=tools.offered, args=(LOCAL,), daemon=True)
    turn.start()
    while len(asked) == before:
        sleep(0.01)
    yield turn


def test_while_one_turn_reads_a_list_anew_the_others_take_what_was_known() -> None:
    at, answers = [0.0], Event()
    answers.set()
    with other_server(answers=answers) as (url, asked):
        tools = others(url, clock=lambda: at[0])
        known = tools.offered(LOCAL)
        at[0] = 1_000
        answers.clear()
        with a_turn_that_waits(tools, asked) as turn:
            assert tools.offered(LOCAL).keys() == known.keys()
            assert turn.is_alive(), "its server has not answered yet"
            answers.set()
            turn.join(10)


def test_a_server_that_does_not_answer_holds_up_no_other(address: str) -> None:
    answers = Event()
    with other_server(answers=answers) as (url, asked):
        servers = (
            OtherServer.model_validate({"name": "stuck", "url": url, "tools": ["*"]}),
            OtherServer.model_validate({"name": "lab", "url": address, "tools": ["*"], "for_every_site": True}),
        )
        tools = OtherTools(OtherSettings(servers=servers), without_orders)
        with a_turn_that_waits(tools, asked) as turn:
            assert "lab__note" in tools.offered(Caller(name="ann", roles=("technician",), sites=("North",)))
            assert turn.is_alive()
            answers.set()
            turn.join(10)


def test_headers_come_from_the_environment() -> None:
    with other_server(token="s3cret") as (url, _):
        assert not others(url).offered(LOCAL)
        server = OtherServer.model_validate(
            {"name": "lab", "url": url, "tools": ["*"], "headers": {"Authorization": "Bearer ${LAB}"}}
        )
        assert headers_of(server, {"LAB": "s3cret"}) == {"Authorization": "Bearer s3cret"}
        with pytest.raises(Unavailable, match="lab needs LAB"):
            headers_of(server, {})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("not json", "no JSON"),
        ('[{"name": "a__b", "url": "http://x/mcp", "tools": ["*"]}]', "name"),
        ('[{"name": "lab", "url": "file:///etc/passwd", "tools": ["*"]}]', "url"),
        ('[{"name": "lab", "url": "http://x/mcp", "tools": []}]', "tools"),
        ('[{"name": "lab", "url": "http://x/mcp", "tools": ["*"], "headers": {"Authorization": "Bearer abc"}}]', "variable"),
        ('[{"name": "lab", "url": "http://x/mcp", "tools": ["*"]}, {"name": "lab", "url": "http://y/mcp", "tools": ["*"]}]', "one name"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_used_are_named(monkeypatch: pytest.MonkeyPatch, given: str, says: str) -> None:
    monkeypatch.setenv("NACELLE_MCP_SERVERS", given)
    with pytest.raises(SettingsError, match=says):
        other_settings()
