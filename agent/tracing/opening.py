"""Open the way to a collector, where the settings name one."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from agent.tracing.settings import TracingSettings
from agent.tracing.trace import UNSEEN, Trace

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter

    from agent.turn.state import AskRequest

FLUSH_S = 3
"""How long the last spans may take at the end; a collector that is away must not hold up a stop."""


class Tracing:
    """Makes the trace of each turn; without a provider, of none."""

    def __init__(self, provider: "TracerProvider | None" = None, *, content: bool = False) -> None:
        self.provider = provider
        self._content = content

    def of(self, asked: "AskRequest") -> Trace:
        """The trace of one turn, which has begun."""
        if self.provider is None:
            return UNSEEN
        from agent.tracing.spans import AGENT, SpanTrace  # noqa: PLC0415

        return SpanTrace(self.provider.get_tracer(AGENT), asked, content=self._content)


@asynccontextmanager
async def open_tracing(settings: TracingSettings) -> AsyncGenerator[Tracing]:
    """Send spans in the background while this is open; the last ones go out when it is left.

    The service's name and further attributes come from `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`, time limits, headers and sampling from the
    `OTEL_*` variables that OpenTelemetry reads itself.
    """
    if not settings.on:
        yield Tracing()
        return
    # A tenth of a second and 10 MB, spent only here.
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    resource = Resource.create()
    if str(resource.attributes["service.name"]).startswith("unknown_service"):
        resource = resource.merge(Resource({"service.name": "nacelle"}))
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(_exporter(settings)))
    try:
        yield Tracing(provider, content=settings.trace_content)
    finally:
        # A thread that nobody waits for longer than this: where the collector is away, its exporter tries on.
        last = threading.Thread(target=provider.shutdown, name="last spans", daemon=True)
        last.start()
        await asyncio.to_thread(last.join, FLUSH_S)


def _exporter(settings: TracingSettings) -> "SpanExporter":
    if settings.protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter  # noqa: PLC0415

        return OTLPSpanExporter()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415
        OTLPSpanExporter as OverHttp,
    )

    return OverHttp()
