"""A connection whose headers do not come is closed: uvicorn itself waits for them for ever."""

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with a time limit for the head of each request."""

    head_s: ClassVar[float] = 10.0
    _until: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody connects, and has so long to say what for."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Somebody left."""
        self._enough()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A further request begins on the same connection."""
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is there; its body is the application's to wait for."""
        self._enough()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._enough()
        self._until = self.loop.call_later(self.head_s, self.transport.close)

    def _enough(self) -> None:
        if self._until:
            self._until.cancel()
            self._until = None
