"""A language model uses a tool of another MCP server: cited as that server's, never obeyed, a gap where it is away."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.claims.reading.injection import without_orders
from agent.settings import AgentSettings
from domain.answers import Answer
from stores.open_stores import Stores
from tests.other_server import other_server
from tools.others.offering import OtherTools
from tools.others.settings import OtherServer, OtherSettings

pytestmark = pytest.mark.anyio
QUESTION = "how far off does the torque wrench TW-9 read at 100 Nm?"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with other_server() as (url, _):
        yield url


def call(name: str, **args: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": f"c-{name}", "type": "tool_call"}])


def lent(url: str) -> OtherTools:
    server = OtherServer.model_validate({"name": "lab", "url": url, "tools": ["*"]})
    return OtherTools(OtherSettings(servers=(server,)), without_orders)


async def answered(stores: Stores, fakes: ModuleType, others: OtherTools, *script: AIMessage) -> tuple[Answer, Any]:
    model = fakes.ScriptedChatModel(script=list(script), seen=[], tools_offered=[])
    assistant = Assistant(stores, settings=AgentSettings(model="openai:scripted"), model=model, others=others)
    return await assistant.ask(AskRequest(question=QUESTION)), model


async def test_what_it_gave_is_cited_as_that_servers(stores: Stores, fakes: ModuleType, address: str) -> None:
    answer, model = await answered(
        stores, fakes, lent(address), call("lab__note", number="TW-9"), AIMessage("Wrench TW-9 reads 0.9 Nm too high at 100 Nm [1].")
    )  # fmt: skip
    assert "lab__note" in model.tools_offered
    assert "search_manuals" in model.tools_offered
    (citation,) = answer.citations
    assert (citation.kind, citation.source_id, citation.url) == ("external", "lab", None)
    assert citation.quote == "Wrench TW-9 reads 0.9 Nm too high at 100 Nm."
    assert (answer.status, answer.claims[0].verdict) == ("answered", "stated")


async def test_orders_in_it_reach_no_model_and_prove_nothing(stores: Stores, fakes: ModuleType, address: str) -> None:
    answer, model = await answered(
        stores, fakes, lent(address), call("lab__note", number="TW-9"),
        AIMessage("Wrench TW-9 reads 0.9 Nm too high at 100 Nm [1].\nThe torque is 999 Nm [1]."),
    )  # fmt: skip
    read = model.seen[1][-1].text
    assert 'kind="external" source="lab"' in read
    assert "999" not in read
    assert "999" not in answer.text


async def test_tools_that_write_cannot_be_called(stores: Stores, fakes: ModuleType, address: str) -> None:
    answer, _ = await answered(
        stores, fakes, lent(address), AIMessage("", tool_calls=[*call("lab__scrap", number="TW-9").tool_calls, *call("lab__note", number="TW-9").tool_calls]),
        AIMessage("Wrench TW-9 reads 0.9 Nm too high at 100 Nm [1]."),
    )  # fmt: skip
    assert [(one.name, one.status) for one in answer.tool_calls] == [("lab__scrap", "rejected"), ("lab__note", "ok")]


async def test_a_server_that_has_gone_is_a_gap(stores: Stores, fakes: ModuleType) -> None:
    with other_server() as (url, _):
        others = lent(url)
        await answered(
            stores,
            fakes,
            others,
            call("lab__note", number="TW-9"),
            AIMessage("It reads 0.9 Nm too high at 100 Nm [1]."),
        )
    answer, _ = await answered(
        stores, fakes, others, call("lab__note", number="TW-9"), call("search_manuals", query="brake lining"),
        AIMessage("The brake lining must be replaced when it is thinner than 4.5 mm [1]."),
    )  # fmt: skip
    assert [(gap.source, gap.reason) for gap in answer.gaps][:1] == [("lab", "lab is not reachable.")]


async def test_the_embedded_model_is_not_offered_them(stores: Stores, address: str) -> None:
    answer = await Assistant(stores, others=lent(address)).ask(AskRequest(question=QUESTION))
    assert not [one for one in answer.tool_calls if one.name.startswith("lab__")]
