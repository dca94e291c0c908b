"""Somebody whose line breaks with every kill: asks, reads on, asks again under the same key, approves under another."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

Payload = dict[str, Any]
LAST = frozenset({"RUN_FINISHED", "RUN_ERROR"})
AGAIN_S = 0.25
STREAM = {"accept": "text/event-stream"}
QUESTIONS = ("What is alarm 41 and do we have the part?", "What torque do the brake cover bolts need?")


@dataclass
class Asked:
    """One question in a thread of its own, as its person saw it end."""

    text: str
    key: str
    thread: str = ""
    run: str = ""
    events: list[Payload] = field(default_factory=list[Payload])
    resumed: int = 0
    answer: Payload | None = None
    approved: Payload | None = None

    @property
    def ended(self) -> bool:
        """Whether its stream came to an end."""
        return bool(self.events) and self.events[-1]["type"] in LAST


@dataclass
class Seen:
    """What everybody saw. `empty` streams ended without saying how; `torn` ones left something out or said it twice."""

    asked: list[Asked] = field(default_factory=list[Asked])
    kills: int = 0
    answers: int = 0
    resumes: int = 0
    empty: int = 0
    torn: int = 0
    broken: int = 0
    unexpected: Counter[str] = field(default_factory=Counter[str])


class Person:
    """Asks one question after the other at any server that answers."""

    def __init__(self, number: int, addresses: Sequence[str], seen: Seen, enough: asyncio.Event) -> None:
        self._number, self._seen, self._enough = number, seen, enough
        self._chance = random.Random(number)
        self._clients = [httpx.AsyncClient(base_url=address, timeout=60) for address in addresses]

    async def live(self) -> None:
        """Until it is enough; what was begun is ended first."""
        turn = 0
        while not self._enough.is_set():
            await self._see_through(Asked(self._words(turn), key=f"{self._number}-{turn}"))
            turn += 1
        for client in self._clients:
            await client.aclose()

    def _words(self, turn: int) -> str:
        mark = f"{self._number}-{turn}"
        writes = (f"open a work order for T-1: leak {mark}", f"add a note to JOB-{self._number}: seen {mark}")
        return self._chance.choice((*writes, *writes, *QUESTIONS))

    async def _see_through(self, asked: Asked) -> None:
        asked.thread = (await self._post("/api/threads", {}, ""))["id"]
        self._seen.asked.append(asked)
        while asked.answer is None:
            await self._read(asked)
        for approval in asked.answer["approvals"]:
            path = f"/api/approvals/{approval['id']}"
            asked.approved = await self._post(path, {"decision": "approve"}, f"yes-{approval['id']}")

    async def _post(self, path: str, body: Payload, key: str) -> Payload:
        headers = {"idempotency-key": key} if key else {}
        while True:
            try:
                response = await self._any().post(path, json=body, headers=headers)
            except httpx.TransportError:
                await self._after_a_break()
                continue
            if response.is_success:
                return response.json()
            await self._refused("POST", path, response)

    async def _read(self, asked: Asked) -> None:
        """Ask, or read on where the line broke; a run that ended without an answer is asked again under its key."""
        method, path = "POST", f"/api/threads/{asked.thread}/runs"
        more: Payload = {"json": {"input": asked.text}, "headers": {**STREAM, "idempotency-key": asked.key}}
        if asked.run:
            method, path = "GET", f"/api/runs/{asked.run}/events"
            more = {"headers": {"last-event-id": str(len(asked.events))}}
        try:
            async with self._any().stream(method, path, **more) as response:
                if response.status_code != 200:
                    await response.aread()
                    await self._refused(method, path, response)
                    return
                self._seen.resumes += method == "GET"
                asked.resumed += method == "GET"
                await self._follow(asked, response)
        except httpx.TransportError:
            await self._after_a_break()
            return
        self._ended(asked)

    async def _follow(self, asked: Asked, response: httpx.Response) -> None:
        number = 0
        async for line in response.aiter_lines():
            if line.startswith("id: "):
                number = int(line[4:])
            elif line.startswith("data: "):
                payload = json.loads(line[6:])
                if number != len(asked.events) + 1 and payload["type"] != "RUN_ERROR":
                    self._seen.torn += 1
                asked.run = payload.get("runId", asked.run)
                asked.events.append(payload)

    def _ended(self, asked: Asked) -> None:
        if not asked.ended:
            self._seen.empty += 1
        elif asked.events[-1]["type"] == "RUN_FINISHED":
            asked.answer = next(event["value"] for event in asked.events if event.get("name") == "answer")
            self._seen.answers += 1
            return
        asked.run, asked.events = "", []

    async def _refused(self, method: str, path: str, response: httpx.Response) -> None:
        if response.status_code not in {429, 503}:
            words = response.json().get("detail", "")
            self._seen.unexpected[f"{response.status_code} {method} /{path.split('/')[2]}: {words}"] += 1
        await asyncio.sleep(AGAIN_S)

    def _any(self) -> httpx.AsyncClient:
        return self._chance.choice(self._clients)

    async def _after_a_break(self) -> None:
        self._seen.broken += 1
        await asyncio.sleep(AGAIN_S)
