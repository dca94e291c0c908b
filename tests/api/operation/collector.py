"""A collector of spans on loopback: takes OTLP over HTTP as any collector does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.loopback import JsonHandler, LoopbackServer, listening


@dataclass
class Seen:
    """One span: its name, what it hangs below, its attributes."""

    name: str
    id: bytes
    parent: bytes
    trace: bytes
    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    failed: bool = False


class Collector(LoopbackServer):
    """Keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__(_Taking)
        self.spans: list[Seen] = []
        self.raw = b""
        self.service = ""

    def named(self, name: str) -> Seen:
        """The only span of that name."""
        (found,) = [span for span in self.spans if span.name == name]
        return found

    def path(self, name: str) -> list[str]:
        """The names above a span, the highest first, and its own."""
        by_id = {span.id: span for span in self.spans}
        at: Seen | None = self.named(name)
        names: list[str] = []
        while at:
            names.insert(0, at.name)
            at = by_id.get(at.parent)
        return names


class _Taking(JsonHandler):
    server: Collector

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = ExportTraceServiceRequest.FromString(body)
        self.server.raw += body
        for resource in told.resource_spans:
            self.server.service = _fields(resource.resource.attributes)["service.name"]
            for scope in resource.scope_spans:
                for span in scope.spans:
                    seen = Seen(span.name, span.span_id, span.parent_span_id, span.trace_id, _fields(span.attributes))
                    seen.failed = span.status.code == 2
                    self.server.spans.append(seen)
        self.send_json(200, {})


def _fields(attributes: Any) -> dict[str, Any]:
    return {pair.key: _value(pair.value) for pair in attributes}


def _value(value: Any) -> Any:
    kind = value.WhichOneof("value")
    return [_value(one) for one in value.array_value.values] if kind == "array_value" else getattr(value, kind)


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that listens."""
    with listening(Collector()) as collector:
        yield collector
