"""Who may see and decide a write, and what its decision gives."""

import asyncio
import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from agent.assistant import Assistant
from domain.approvals import Approval
from stores.open_stores import Stores
from stores.writes.approvals import hash_of
from tests.api.people.test_people import key_of
from tests.api.small_server import client_of, new_thread
from tests.api.sse_frames import frames

pytestmark = pytest.mark.anyio


def waiting(stores: Stores, owner: str = "local", *, minutes: float = 60, **change: Any) -> str:
    """The id of a note on JOB-77 that waits."""
    args = {"work_order": "JOB-77", "note": f"seen {uuid.uuid4().hex}"}
    now = datetime.now(UTC)
    approval = Approval(
        id=uuid.uuid4().hex, thread_id="t", run_id="r", tool="add_work_order_note", args=args, args_hash=hash_of(args),
        summary="Note", requested_by=owner, created=now, expires_at=now + timedelta(minutes=minutes),
    )  # fmt: skip
    stores.approvals.put(approval.model_copy(update=change))
    return approval.id


async def test_an_approval_is_carried_out_and_shown(client: httpx.AsyncClient, stores: Stores) -> None:
    one, another = waiting(stores), waiting(stores)
    listed = [each["id"] for each in (await client.get("/api/approvals")).json()]
    assert {one, another} <= set(listed)
    done = (await client.post(f"/api/approvals/{one}", json={"decision": "approve", "note": "ok"})).json()
    assert (done["status"], done["decided_by"], done["note"]) == ("done", "local", "ok")
    assert done["args"]["note"] in stores.records.work_order("JOB-77").actions
    assert (await client.get(f"/api/approvals/{one}")).json() == done
    refused = (await client.post(f"/api/approvals/{another}", json={"decision": "reject"})).json()
    assert (refused["status"], refused["result"]) == ("rejected", None)
    assert refused["args"]["note"] not in stores.records.work_order("JOB-77").actions
    assert not {one, another} & {each["id"] for each in (await client.get("/api/approvals")).json()}
    everything = (await client.get("/api/approvals", params={"show": "all"})).json()
    assert {one, another} <= {each["id"] for each in everything}


async def test_fifty_clicks_are_one_decision(client: httpx.AsyncClient, stores: Stores) -> None:
    one = waiting(stores)
    responses = await asyncio.gather(
        *(client.post(f"/api/approvals/{one}", json={"decision": "approve" if n % 2 else "reject"}) for n in range(50))
    )
    assert Counter(response.status_code for response in responses) == {200: 1, 409: 49}
    problem = next(response for response in responses if response.status_code == 409)
    assert problem.headers["content-type"] == "application/problem+json"
    assert "was decided already by local" in problem.json()["detail"]
    written = stores.records.work_order("JOB-77").actions.count(stores.approvals.get(one).args["note"])
    assert written == (stores.approvals.get(one).status == "done")


async def test_what_cannot_be_decided_says_why(client: httpx.AsyncClient, stores: Stores) -> None:
    late, fresh = waiting(stores, minutes=-1), waiting(stores)
    seen = [(await client.get(f"/api/approvals/{each}")).json() for each in (late, fresh)]
    assert [each["expired"] for each in seen] == [True, False]
    expired = await client.post(f"/api/approvals/{late}", json={"decision": "approve"})
    assert (expired.status_code, "expired at" in expired.json()["detail"]) == (409, True)
    assert (await client.post(f"/api/approvals/{late}", json={"decision": "perhaps"})).status_code == 422
    for path in (waiting(stores, "anna"), "none"):
        assert (await client.get(f"/api/approvals/{path}")).status_code == 404
        assert (await client.post(f"/api/approvals/{path}", json={"decision": "approve"})).status_code == 404


async def test_roles_and_sites_decide(assistant: Assistant) -> None:
    stores = assistant.stores
    asked = waiting(stores, "anna", roles=("planner",), site="North")
    anna = key_of(stores, "anna", "technician")
    stranger = key_of(stores, "stranger", "technician")
    for name in ("paula", "piet"):
        if name in {key.name for key in stores.keys.all()}:
            stores.keys.delete(name)
    paula = {"authorization": f"Bearer {stores.keys.create('paula', role='planner', sites=['north'])[1]}"}
    piet = {"authorization": f"Bearer {stores.keys.create('piet', role='planner', sites=['South'])[1]}"}
    body = {"decision": "approve"}
    async with client_of(assistant, auth="keys") as client:
        assert (await client.post(f"/api/approvals/{asked}", json=body, headers=stranger)).status_code == 404
        assert (await client.post(f"/api/approvals/{asked}", json=body, headers=piet)).status_code == 404
        seen = [(await client.get(f"/api/approvals/{asked}", headers=who)).json() for who in (anna, paula)]
        assert [each["may_decide"] for each in seen] == [False, True]
        own = await client.post(f"/api/approvals/{asked}", json=body, headers=anna)
        assert (own.status_code, own.json()["detail"]) == (403, "This waits for somebody who is planner at North.")
        assert asked in {each["id"] for each in (await client.get("/api/approvals", headers=paula)).json()}
        done = await client.post(f"/api/approvals/{asked}", json=body, headers=paula)
        assert (done.status_code, done.json()["decided_by"]) == (200, "paula")
        assert (await client.get(f"/api/approvals/{asked}", headers=anna)).json()["status"] == "done"


async def test_what_was_agreed_before_a_stop_is_done_at_start(assistant: Assistant) -> None:
    left = waiting(assistant.stores, status="approved", decided_by="local")
    async with client_of(assistant) as client:
        done = (await client.get(f"/api/approvals/{left}")).json()
        assert done["status"] == "done"
        assert done["args"]["note"] in assistant.stores.records.work_order("JOB-77").actions


async def test_a_turn_ends_in_an_interrupt_and_its_thread_tells_what_became_of_it(
    client: httpx.AsyncClient, stores: Stores
) -> None:
    thread = await new_thread(client, asset="CR-01")
    run = f"/api/threads/{thread}/runs"
    note = uuid.uuid4().hex
    stream = {"accept": "text/event-stream", "idempotency-key": note}
    body = {"input": f"note on JOB-77: {note}"}
    events = [event for _, event in frames((await client.post(run, json=body, headers=stream)).text)]
    answer, outcome = events[-2]["value"], events[-1]["outcome"]
    waits = answer["approvals"][0]
    assert (answer["status"], events[-1]["type"], outcome["type"]) == ("awaiting_approval", "RUN_FINISHED", "interrupt")
    assert [(each["id"], each["message"]) for each in outcome["interrupts"]] == [(waits["id"], waits["summary"])]
    said = "".join(event["delta"] for event in events if event["type"] == "TEXT_MESSAGE_CONTENT")
    assert said.strip() == answer["text"]
    assert [event for _, event in frames((await client.post(run, json=body, headers=stream)).text)] == events
    assert len(stores.approvals.of_thread(thread)) == 1, "the same post again asks for nothing more"

    before = (await client.get(f"/api/threads/{thread}")).json()
    assert [each["status"] for each in before["approvals"]] == ["pending"]
    await client.post(f"/api/approvals/{waits['id']}", json={"decision": "approve"})
    after = (await client.get(f"/api/threads/{thread}")).json()
    assert after["turns"] == before["turns"], "the answer stays as it was shown"
    assert (after["approvals"][0]["status"], note in after["approvals"][0]["result"]["note"]) == ("done", True)
    told = (await client.post(run, json={"input": "what was done on JOB-77?"})).json()
    assert note in told["text"]


async def test_what_waits_survives_a_restart(stores: Stores) -> None:
    async with client_of(Assistant(stores)) as client:
        thread = await new_thread(client)
        note = f"note on JOB-77: {uuid.uuid4().hex}"
        answer = (await client.post(f"/api/threads/{thread}/runs", json={"input": note})).json()
    async with client_of(Assistant(stores)) as client:
        path = f"/api/approvals/{answer['approvals'][0]['id']}"
        assert (await client.post(path, json={"decision": "approve"})).json()["status"] == "done"
        assert (await client.post(path, json={"decision": "approve"})).status_code == 409


async def test_chat_completions_tell_what_waits(client: httpx.AsyncClient) -> None:
    body = {"model": "nacelle", "messages": [{"role": "user", "content": f"note on JOB-77: {uuid.uuid4().hex}"}]}
    reply = (await client.post("/v1/chat/completions", json=body)).json()
    assert "Waiting for your approval: Note on JOB-77" in reply["choices"][0]["message"]["content"]
    assert reply["nacelle"]["approvals"][0]["tool"] == "add_work_order_note"


async def test_whoever_approves_may_change_what_is_written_but_not_where(
    client: httpx.AsyncClient, stores: Stores
) -> None:
    one = waiting(stores)
    for changes, decision in (
        ({"work_order": "JOB-1"}, "approve"),
        ({"note": 5}, "approve"),
        ({"colour": "red"}, "approve"),
        ({"note": "later"}, "reject"),
    ):
        refused = await client.post(f"/api/approvals/{one}", json={"decision": decision, "changes": changes})
        assert refused.status_code == 400, changes
    assert stores.approvals.get(one).status == "pending"
    body = {"decision": "approve", "changes": {"note": "seen twice"}}
    done = (await client.post(f"/api/approvals/{one}", json=body)).json()
    assert (done["status"], done["args"]["note"]) == ("done", "seen twice")
    assert "changed by local" in done["summary"]
    assert "seen twice" in stores.records.work_order("JOB-77").actions


async def test_a_new_job_that_repeats_an_open_one_says_so(client: httpx.AsyncClient, stores: Stores) -> None:
    def asked(title: str, **more: str) -> str:
        args = {"asset": "CR-01", "title": title, **more}
        return waiting(stores, tool="create_work_order", args=args, args_hash=hash_of(args))

    async def alike(approval: str) -> list[str]:
        seen = (await client.get(f"/api/approvals/{approval}")).json()
        return [each["number"] for each in seen["alike"]]

    assert await alike(asked("The brake squeals again")) == ["JOB-77"]
    assert await alike(asked("Die Bremse quietscht")) == ["JOB-77"], "in another language too"
    assert await alike(asked("Lubricate the chain")) == []


async def test_it_is_said_before_the_job_is_written(client: httpx.AsyncClient, stores: Stores) -> None:
    thread = await new_thread(client)
    body = {"input": "Create a work order for CR-01: brake is squealing loudly"}
    answer = (await client.post(f"/api/threads/{thread}/runs", json=body)).json()
    (waits,) = answer["approvals"]
    assert waits["tool"] == "create_work_order"
    assert "Open already on CR-01: JOB-77: brake squeals. [1]" in answer["text"]
    assert [(one["kind"], one["source_id"]) for one in answer["citations"]] == [("work_order", "JOB-77")]
    seen = (await client.get(f"/api/approvals/{waits['id']}")).json()
    assert (seen["status"], [each["number"] for each in seen["alike"]]) == ("pending", ["JOB-77"])

    done = (await client.post(f"/api/approvals/{waits['id']}", json={"decision": "approve"})).json()
    told = (await client.post(f"/api/threads/{thread}/runs", json={"input": "Which jobs are open on CR-01?"})).json()
    assert "JOB-77" in told["text"], "the job of this conversation does not hide the others"
    written = done["result"]["work_order"]
    assert written in told["text"]
    # The stores are those of the other tests too: they count the open jobs.
    stores.records.put_work_orders([stores.records.work_order(written).model_copy(update={"status": "closed"})])
