"""What Prometheus reads: turns and what they cost, tools, models, runs under way, requests, what waits, and the process itself."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from domain.answers import Answer
from tools.toolbox import TOOLS

REGISTRY = CollectorRegistry()
ProcessCollector(namespace="nacelle", registry=REGISTRY)
SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
LONG = (0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.5, 3, 6, 15, 60, 300)
SEARCHES = "manuals"
"""The source of the tools that search documents."""

_TURNS = Counter("nacelle_turns", "Turns by status and model", ["status", "model"], registry=REGISTRY)
_SECONDS = Histogram("nacelle_turn_seconds", "Whole turns", buckets=LONG, registry=REGISTRY)
_FIRST_TEXT = Histogram(
    "nacelle_first_text_seconds", "From the question to the first sentence", buckets=LONG, registry=REGISTRY
)
_TOOLS = Counter("nacelle_tool_calls", "Tool calls by name and status", ["tool", "status"], registry=REGISTRY)
_TOOL_SECONDS = Histogram("nacelle_tool_seconds", "Tool calls", ["tool"], buckets=SHORT, registry=REGISTRY)
_RETRIEVAL = Histogram(
    "nacelle_retrieval_seconds", "Searching and reading documents, all such calls", buckets=SHORT, registry=REGISTRY
)
_MODEL_CALLS = Counter("nacelle_model_calls", "Calls of the language model", ["model"], registry=REGISTRY)
_TOKENS = Counter(
    "nacelle_tokens", "Tokens that the model read (input) and wrote (output)", ["model", "kind"], registry=REGISTRY
)
_COST = Counter(
    "nacelle_cost_usd", "What they cost, by NACELLE_INPUT_PRICE_PER_MILLION and _OUTPUT_", ["model"], registry=REGISTRY
)
_GAPS = Counter("nacelle_gaps", "What answers lacked, by source", ["source"], registry=REGISTRY)
_WITHHELD = Counter("nacelle_withheld_sentences", "Sentences the grounding gate withheld", registry=REGISTRY)
_DEGRADED = Counter("nacelle_degraded_turns", "Turns that the embedded model had to finish", registry=REGISTRY)
_APPROVALS = Counter(
    "nacelle_approvals", "Writes asked for, and what became of them", ["tool", "event"], registry=REGISTRY
)
LIVE = Gauge("nacelle_runs_live", "Runs admitted and not ended", registry=REGISTRY)
WORKING = Gauge("nacelle_runs_working", "Runs worked on just now; the others wait their turn", registry=REGISTRY)
REFUSED = Counter("nacelle_runs_refused", "Runs answered 429, by whose share was used up", ["share"], registry=REGISTRY)
_WAITING = Gauge(
    "nacelle_waiting",
    "What waits: approvals, documents to be read, webhooks, dead letters",
    ["what"],
    registry=REGISTRY,
)
_REQUESTS = Histogram(
    "nacelle_http_request_seconds", "Requests; streams until they end", ["method", "route", "status"],
    buckets=LONG, registry=REGISTRY,
)  # fmt: skip


def observe(answer: Answer) -> None:
    """Count one finished turn."""
    _TURNS.labels(answer.status, answer.model).inc()
    _SECONDS.observe(answer.timing.total_ms / 1000)
    if answer.timing.first_text_ms is not None:
        _FIRST_TEXT.observe(answer.timing.first_text_ms / 1000)
    _WITHHELD.inc(len(answer.withheld))
    _DEGRADED.inc(answer.degraded is not None)
    for gap in answer.gaps:
        _GAPS.labels(gap.source).inc()
    for approval in answer.approvals:
        count_approval(approval.tool, "requested")
    _observe_tools(answer)
    _observe_usage(answer)


def _observe_tools(answer: Answer) -> None:
    for call in answer.tool_calls:
        name = call.name if call.status != "rejected" else "rejected"  # a name that a model made up is no label
        _TOOLS.labels(name, call.status).inc()
        _TOOL_SECONDS.labels(name).observe(call.ms / 1000)
        if name in TOOLS and TOOLS[name].source == SEARCHES:
            _RETRIEVAL.observe(call.ms / 1000)


def _observe_usage(answer: Answer) -> None:
    used = answer.usage
    _MODEL_CALLS.labels(answer.model).inc(used.model_calls)
    _TOKENS.labels(answer.model, "input").inc(used.input_tokens)
    _TOKENS.labels(answer.model, "output").inc(used.output_tokens)
    _COST.labels(answer.model).inc(used.cost_usd)


def count_approval(tool: str, event: str) -> None:
    """A write was asked for, or what became of it."""
    _APPROVALS.labels(tool, event).inc()


def observe_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request by its route's pattern, never by its path."""
    _REQUESTS.labels(method, route, str(status)).observe(seconds)


def exposition(waiting: Mapping[str, int]) -> bytes:
    """The text that Prometheus reads; `waiting` is counted when it asks."""
    for what, count in waiting.items():
        _WAITING.labels(what).set(count)
    return generate_latest(REGISTRY)
