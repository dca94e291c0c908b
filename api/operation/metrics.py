"""Prometheus metrics of turns."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from domain.answers import Answer

REGISTRY = CollectorRegistry()
_TURNS = Counter("nacelle_turns", "Turns by status and model", ["status", "model"], registry=REGISTRY)
_SECONDS = Histogram(
    "nacelle_turn_seconds", "Whole turns", buckets=(0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.5, 3, 6, 15, 60), registry=REGISTRY
)
_TOOLS = Counter("nacelle_tool_calls", "Tool calls by name and status", ["tool", "status"], registry=REGISTRY)
_WITHHELD = Counter("nacelle_withheld_sentences", "Sentences the grounding gate withheld", registry=REGISTRY)
_DEGRADED = Counter("nacelle_degraded_turns", "Turns that the embedded model had to finish", registry=REGISTRY)


def observe(answer: Answer) -> None:
    """Count one finished turn."""
    _TURNS.labels(answer.status, answer.model).inc()
    _SECONDS.observe(answer.timing.total_ms / 1000)
    _WITHHELD.inc(len(answer.withheld))
    _DEGRADED.inc(answer.degraded is not None)
    for call in answer.tool_calls:
        _TOOLS.labels(call.name if call.status != "rejected" else "rejected", call.status).inc()


def exposition() -> bytes:
    """The text that Prometheus reads."""
    return generate_latest(REGISTRY)
