"""The engineers' page: runs, trends, a case, two runs, labels; and who may see which case."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from agent.assistant import Assistant
from domain.answers import Answer, Citation, ToolCall
from domain.evaluations.nouns import CaseLine, EvaluatedCase, EvaluationRun, Exchange, Measured
from evals.reports.keeping import touched
from stores.open_stores import Stores, open_stores
from tests.api.small_server import client_of
from tests.api.two_sites import SECRET, write_two_sites

pytestmark = pytest.mark.anyio
START = datetime(2026, 11, 1, tzinfo=UTC)
MANUAL = Citation(n=1, kind="manual", title="Crane manual", document_id="doc", page=2, quote="85 Nm")
JOB = Citation(n=1, kind="work_order", title="JOB-900", source_id="JOB-900", quote=f"{SECRET} gearbox seized")
OWN_JOB = Citation(n=1, kind="work_order", title="JOB-77", source_id="JOB-77", quote="brake squeals")


def case_of(number: int, passed: bool, *cited: Citation, asset: str = "", tools: tuple[str, ...] = ()) -> EvaluatedCase:
    calls = tuple(ToolCall(name=name) for name in tools)
    text = " ".join(c.quote for c in cited)
    answer = Answer(id=f"a{number}", thread_id="t", status="answered", text=text, citations=cited, tool_calls=calls)
    line = CaseLine(
        number=number, suite="mine", id=f"case-{number}", question="What torque?", asset=asset, status="answered",
        failed=() if passed else ("required words",), scores={"required words": float(passed), "words": 10.0 * number},
        touched=touched([answer]),
    )  # fmt: skip
    return EvaluatedCase(
        line=line, conversation=(Exchange(question="What torque?", answer=answer),), reasons={"words": "few"}
    )


CASES = (
    case_of(1, True, MANUAL, asset="CR-01", tools=("search_manuals",)),
    case_of(2, False, JOB, asset="MX-9", tools=("get_work_order",)),
    case_of(3, True, MANUAL, tools=("search_manuals",)),
    case_of(4, True, tools=("count_work_orders",)),
    case_of(5, True, JOB, asset="CR-01", tools=("find_similar_cases",)),
    case_of(6, True, OWN_JOB, asset="CR-01", tools=("get_work_order",)),
)


def keep(stores: Stores, name: str, cases: tuple[EvaluatedCase, ...] = CASES, **fields: Any) -> None:
    passed = sum(not case.line.failed for case in cases) / len(cases)
    measured = Measured(mean=passed, n=len(cases), low=0, high=1)
    days = len(stores.evaluations.runs())
    given = {"id": name, "finished": START + timedelta(days=days), "suites": "mine", "cases": len(cases)}
    run = EvaluationRun.model_validate(
        {**given, "metrics": {"cases passed": measured}, "less_is_better": ("words",), **fields}
    )
    stores.evaluations.keep(run, cases)


@pytest.fixture
def stores(tmp_path: Any) -> Any:
    with open_stores(tmp_path) as opened:
        write_two_sites(opened)
        yield opened


@pytest.fixture
async def client(stores: Stores) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(Assistant(stores), auth="keys") as found:
        yield found


def key_of(stores: Stores, role: str, *sites: str) -> dict[str, str]:
    name = f"{role} {' '.join(sites)}"
    return {"authorization": f"Bearer {stores.keys.create(name, role=role, sites=sites)[1]}"}


async def test_a_run_its_cases_and_one_with_its_conversation(stores: Stores, client: httpx.AsyncClient) -> None:
    keep(stores, "one")
    client.headers.update(key_of(stores, "engineer"))
    assert [run["id"] for run in (await client.get("/api/evaluations/runs")).json()] == ["evaluated", "one"]
    run = (await client.get("/api/evaluations/runs/one")).json()
    assert [case["id"] for case in run["cases"]] == [f"case-{n}" for n in range(1, 7)]
    assert run["not_shown"] == 0
    case = (await client.get("/api/evaluations/runs/one/cases/1")).json()
    assert case["conversation"][0]["answer"]["citations"][0]["document_id"] == "doc"
    assert case["reasons"] == {"words": "few"}
    assert (await client.get("/api/evaluations/runs/none")).status_code == 404
    assert (await client.get("/api/evaluations/runs/one/cases/9")).status_code == 404
    assert (await client.get(f"/api/evaluations/runs/one/cases/{10**30}")).status_code == 422


@pytest.mark.parametrize(
    ("role", "sites", "seen"),
    [
        ("admin", (), {1, 2, 3, 4, 5, 6}),
        ("engineer", (), {1, 2, 3, 4, 5, 6}),
        ("engineer", ("North",), {1, 3, 6}),
        ("admin", ("North",), {1, 3, 6}),
        ("engineer", ("South",), {2, 3}),
        ("engineer", ("Elsewhere",), {3}),
    ],
)
async def test_a_case_is_seen_by_those_who_may_read_what_it_leans_on(
    stores: Stores, client: httpx.AsyncClient, role: str, sites: tuple[str, ...], seen: set[int]
) -> None:
    keep(stores, "one")
    client.headers.update(key_of(stores, role, *sites))
    run = (await client.get("/api/evaluations/runs/one")).json()
    assert {case["number"] for case in run["cases"]} == seen
    assert run["not_shown"] == len(CASES) - len(seen)
    for case in CASES:
        number = case.line.number
        shown = await client.get(f"/api/evaluations/runs/one/cases/{number}")
        label = await client.put(f"/api/evaluations/runs/one/cases/{number}/label", json={"verdict": "right"})
        assert (shown.status_code, label.status_code) == ((200, 200) if number in seen else (404, 404)), number
        assert (SECRET in shown.text) == (number in seen & {2, 5})


async def test_a_turn_of_no_machine_is_shown_to_those_of_every_site_only(
    stores: Stores, client: httpx.AsyncClient
) -> None:
    keep(stores, "live", CASES, kind="online")
    client.headers.update(key_of(stores, "engineer", "North"))
    run = (await client.get("/api/evaluations/runs/live")).json()
    assert {case["number"] for case in run["cases"]} == {1, 6}


async def test_a_document_for_administrators_hides_the_cases_that_cite_it_from_engineers(
    stores: Stores, client: httpx.AsyncClient
) -> None:
    document = stores.passages.document("doc").model_copy(update={"roles": ("admin",)})
    sections = stores.passages.sections("doc")
    stores.passages.write(document, sections, stores.passages.passages_of_document("doc"))
    keep(stores, "one")
    headers = key_of(stores, "engineer")
    assert (await client.get("/api/evaluations/runs/one/cases/1", headers=headers)).status_code == 404
    assert (await client.get("/api/evaluations/runs/one/cases/2", headers=headers)).status_code == 200
    admin = key_of(stores, "admin")
    assert (await client.get("/api/evaluations/runs/one/cases/1", headers=admin)).status_code == 200


async def test_two_runs_side_by_side(stores: Stores, client: httpx.AsyncClient) -> None:
    keep(stores, "one")
    keep(stores, "two", (case_of(1, False, MANUAL), case_of(2, True, MANUAL), case_of(7, True, MANUAL)))
    keep(stores, "other", (case_of(9, True, MANUAL),))
    client.headers.update(key_of(stores, "engineer"))
    found = (await client.get("/api/evaluations/compare?before=one&after=two")).json()
    assert (found["now_failing"], found["now_passing"]) == (["case-1"], ["case-2"])
    assert found["cases"] == {"both": 2, "only_after": ["case-7"], "only_before": [f"case-{n}" for n in range(3, 7)]}
    for path, status in (
        ("before=one&after=none", 404),
        ("before=one&after=other", 400),
        ("before=one&after=one", 400),
    ):
        refused = await client.get(f"/api/evaluations/compare?{path}")
        assert refused.status_code == status, path
        assert refused.json()["detail"]


async def test_trends_are_of_one_suite_and_oldest_first(stores: Stores, client: httpx.AsyncClient) -> None:
    keep(stores, "one")
    keep(stores, "two", CASES[:1])
    keep(stores, "three", CASES[:1], suites="other")
    client.headers.update(key_of(stores, "engineer"))
    found = (await client.get("/api/evaluations/trends")).json()
    assert {(t["suites"], *(p["run_id"] for p in t["points"])) for t in found} == {
        ("mine", "one", "two"),
        ("other", "three"),
    }
    one = (await client.get("/api/evaluations/trends?suites=mine&metric=cases passed&metric=none")).json()
    assert [[p["value"]["mean"] for p in t["points"]] for t in one] == [[5 / 6, 1.0]]


async def test_drift_is_told_once_enough_turns_are_kept(stores: Stores, client: httpx.AsyncClient) -> None:
    client.headers.update(key_of(stores, "engineer"))

    def turns(first: int, last: int, value: float) -> tuple[EvaluatedCase, ...]:
        kept = (case_of(n, True) for n in range(first, last))
        return tuple(
            case.model_copy(update={"line": case.line.model_copy(update={"scores": {"withheld": value}})})
            for case in kept
        )

    keep(stores, "early", turns(0, 200, 0.0), kind="online")
    [quiet] = (await client.get("/api/evaluations/drift")).json()
    assert (quiet["signal"], quiet["values"], quiet["z"], quiet["alert"]) == ("withheld", 200, None, False)
    keep(stores, "late", turns(200, 250, 1.0), kind="online")
    [loud] = (await client.get("/api/evaluations/drift")).json()
    assert loud["alert"]
    assert (loud["baseline"], loud["recent"]) == (0.0, 1.0)


async def test_a_label_is_checked_and_shown_with_its_case(stores: Stores, client: httpx.AsyncClient) -> None:
    keep(stores, "one")
    client.headers.update(key_of(stores, "engineer"))
    path = "/api/evaluations/runs/one/cases/1"
    assert (await client.put(f"{path}/label", json={"verdict": "maybe"})).status_code == 422
    said = await client.put(f"{path}/label", json={"verdict": "wrong", "note": "90 Nm since 2025"})
    assert said.json()["by"] == "engineer "
    assert [label["verdict"] for label in (await client.get(path)).json()["labels"]] == ["wrong"]
