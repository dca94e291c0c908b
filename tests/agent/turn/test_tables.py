"""A table that a model writes stays one table; what stands in the place of a row, or under one, follows it."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.safety.placing import placed
from domain.answers import Answer
from domain.records import Part, Stock
from stores.open_stores import Stores

pytestmark = pytest.mark.anyio
WithModel = Callable[..., tuple[Assistant, Any]]
HEAD = "| | 55-100 | 55-200 |\n|---|---|---|"
PARTS = AIMessage(
    "",
    tool_calls=[
        {"name": "find_parts", "args": {"query": "55-100"}, "id": "a"},
        {"name": "find_parts", "args": {"query": "55-200"}, "id": "b"},
    ],
)


@pytest.fixture
def stores(stores: Stores) -> Stores:
    one = Stock(location="Van 1", quantity=2)
    stores.records.put_parts(
        [
            Part(number="55-100", name="Brake lining", price=12.5, currency="EUR", lead_time_days=9, stock=(one,)),
            Part(
                number="55-200",
                name="Brake lining, sintered",
                price=17.0,
                currency="EUR",
                lead_time_days=4,
                stock=(one,),
            ),
        ]
    )
    return stores


async def told(with_model: WithModel, said: str) -> tuple[Answer, list[str]]:
    """The answer, and what streamed."""
    assistant, _ = with_model(PARTS, AIMessage(said))
    streamed: list[str] = []
    asked = AskRequest(question="What is the difference between the linings 55-100 and 55-200?", asset="CR-01")
    async for event in assistant.stream(asked):
        if event.kind == "sentence":
            streamed.append(event.data["text"])
        if event.kind == "answer":
            return event.data["answer"], streamed
    raise AssertionError("no answer")


def table_of(text: str) -> list[str]:
    lines = text.split("\n")
    rows = [at for at, line in enumerate(lines) if line.startswith("|")]
    assert rows == list(range(rows[0], rows[0] + len(rows))), f"rows apart:\n{text}"
    return [lines[at] for at in rows]


async def test_rows_stay_together_and_their_lines_follow(with_model: WithModel) -> None:
    said = (
        f"The two linings differ:\n\n{HEAD}\n| Price | 12.50 EUR [2] | 17.00 EUR [3] |\n| Lead time | 9 days [2] | 40 days [3] |\n"
        "| Stock at Van 1 | 2 [2] | 2 [3] |\n\nBoth lie in Van 1 [2][3]."
    )
    answer, streamed = await told(with_model, said)
    table = table_of(answer.text)
    assert table[:2] == ["| | 55-100 | 55-200 |", "|---|---|---|"]
    assert all(row.endswith("|") for row in table), "a marker behind the last cell would be a cell too many"
    assert "40 days" not in answer.text
    assert "\n".join(streamed) == answer.text, "the lines come in the order in which they stand"
    behind = answer.text.split("\n")[answer.text.split("\n").index(table[-1]) + 1 :]
    assert any("Lead time: 4 days" in line for line in behind), answer.text


async def test_a_table_without_a_row_is_none(with_model: WithModel) -> None:
    said = f"{HEAD}\n| Lead time | 90 days [2] | 40 days [3] |\n\nThe lining 55-100 is a brake lining [2]."
    answer, _ = await told(with_model, said)
    assert "|---" not in answer.text
    assert "| 55-100 |" not in answer.text


async def test_a_head_that_no_source_has_names_no_column(with_model: WithModel) -> None:
    said = "| | 66-300 at 77 Nm | 55-200 |\n|---|---|---|\n| Price | 12.50 EUR [2] | 17.00 EUR [3] |"
    answer, _ = await told(with_model, said)
    assert "77 Nm" not in answer.text


async def test_a_row_of_words_alone_is_judged_like_any(with_model: WithModel) -> None:
    said = f"{HEAD}\n| Fitting | loosen with the power on | loosen by hand |\n| Price | 12.50 EUR [2] | 17.00 EUR [3] |"
    answer, _ = await told(with_model, said)
    assert "power on" not in answer.text
    assert "12.50 EUR" in answer.text


async def test_a_row_without_a_table_is_no_head(with_model: WithModel) -> None:
    answer, _ = await told(with_model, "| Lead time of 55-100 | 90 days [2] |")
    assert "90 days" not in answer.text


async def test_a_warning_between_rows_parts_the_table_in_two_whole_ones(with_model: WithModel) -> None:
    search = AIMessage(
        "", tool_calls=[{"name": "search_manuals", "args": {"query": "brake lining cover bolts"}, "id": "s"}]
    )
    said = "| Item | Value |\n|---|---|\n| Part 55-100 | Brake lining [2] |\n| Cover bolts | tighten the cover bolts to 85 Nm ± 5 Nm [4] |"
    assistant, _ = with_model(PARTS, search, AIMessage(said))
    answer = await assistant.ask(AskRequest(question="Which lining, and how tight are the cover bolts?", asset="CR-01"))
    parts = placed(answer)
    at = next(n for n, part in enumerate(parts) if not isinstance(part, str))
    assert parts[:at] == ["| Item | Value |", "|---|---|", "| Part 55-100 | Brake lining [1] |"]
    assert parts[at + 1 : at + 4] == ["", "| Item | Value |", "|---|---|"]
    assert str(parts[-1]).startswith("| Cover bolts |")
