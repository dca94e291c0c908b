"""Asking an endpoint until it answers: its dialect learned, passing failures tried again, a broken one left alone."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import openai

from agent.models.endpoint.circuit import Circuit
from agent.models.endpoint.dialect import PICTURES, Dialect, Payload, holds_pictures, learned
from agent.models.endpoint.failing import BUSY, ContextTooLong, is_too_long, reason_of, said_by
from agent.settings import AgentSettings
from domain.errors import Unavailable

Found = TypeVar("Found")
MOST_LESSONS = 8
_dialects: dict[tuple[str, str], Dialect] = {}
"""What each endpoint's model was found to take, for as long as the process lives."""


class Connection:
    """One model of one endpoint. Whatever fails ends in `Unavailable`, or in `ContextTooLong`."""

    def __init__(self, address: str, model: str, settings: AgentSettings, first: Dialect) -> None:
        self._key = (address, model)
        self._settings = settings
        self._first = first
        self._circuit = Circuit(settings.model_circuit_failures, settings.model_circuit_rest_s)

    @property
    def is_resting(self) -> bool:
        """Whether the endpoint failed so often that it is left alone just now."""
        return self._circuit.is_open

    @property
    def dialect(self) -> Dialect:
        """How requests are put, by what is known by now."""
        return _dialects.get(self._key, self._first)

    def remember(self, dialect: Dialect) -> None:
        """Put requests so from now on."""
        if dialect != self.dialect:
            _dialects[self._key] = dialect

    async def begin(
        self, call: Callable[[Payload, Dialect], Awaitable[Found]], payload_of: Callable[[Dialect], Payload]
    ) -> Found:
        """What `call` brings, tried again while the failure may pass and while the request can be put otherwise."""
        if not self._circuit.enter():
            raise Unavailable("it failed several times in a row and is left alone for a while")
        dialect, attempt, lessons = self.dialect, 0, 0
        while True:
            sent = payload_of(dialect)
            if not dialect.sees and holds_pictures(sent):
                self.remember(replace(self.dialect, without=self.dialect.without | {PICTURES}))
                self.succeeded()
                raise Unavailable("the language model takes no pictures")
            try:
                async with asyncio.timeout(self._settings.model_first_token_s):
                    found = await call(sent, dialect)
            except Exception as error:  # noqa: BLE001  every way an endpoint can fail
                reason = reason_of(error, self._settings.model_first_token_s)
                status, param, text = said_by(error)
                lesson = learned(status, param, text, sent, dialect) if lessons < MOST_LESSONS else None
                wait, too_long = self._wait(error, status, attempt), is_too_long(status, text)
            else:
                self.remember(dialect)
                return found
            # Raised out here, so that the original, which may quote the key, is not chained.
            if lesson:
                dialect, lessons = lesson, lessons + 1
                continue
            if too_long:
                self.succeeded()
                raise ContextTooLong
            if wait is None:
                raise self.failed(reason)
            attempt += 1
            await asyncio.sleep(wait)

    async def next(self, stream: AsyncIterator[Found], seconds: float) -> Found | None:
        """The next piece of a reply, None at its end; silence for so many seconds ends it."""
        try:
            async with asyncio.timeout(seconds):
                return await anext(stream, None)
        except Exception as error:  # noqa: BLE001  whatever ends a stream, the reader learns only that it ended
            reason = f"it fell silent for {seconds:g} s" if isinstance(error, TimeoutError) else "its reply broke off"
        raise self.failed(reason)

    def succeeded(self) -> None:
        """The endpoint works."""
        self._circuit.succeeded()

    def failed(self, reason: str) -> Unavailable:
        """The error to raise."""
        self._circuit.failed()
        return Unavailable(reason)

    def _wait(self, error: Exception, status: int, attempt: int) -> float | None:
        """Seconds until the next try, or None for no next try."""
        if attempt >= self._settings.model_retries or isinstance(error, openai.APITimeoutError):
            return None
        backoff = self._settings.model_retry_wait_s * 2**attempt
        if isinstance(error, openai.APIConnectionError):
            return backoff
        if status < 500 and status not in BUSY:
            return None
        asked = _seconds(error.response.headers.get("retry-after")) if isinstance(error, openai.APIStatusError) else 0
        return None if asked > self._settings.model_retry_after_max_s else max(asked, backoff)


def forget_dialects() -> None:
    """Begin again as a new process does."""
    _dialects.clear()


def _seconds(header: str | None) -> float:
    try:
        return max(float(header or 0), 0.0)
    except ValueError:
        return 0.0
