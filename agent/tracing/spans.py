"""A turn as spans, by OpenTelemetry's conventions for generative AI. Imported only where spans go somewhere."""

import json
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, cast

from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer, set_span_in_context

from agent.tracing.trace import Fields, Mark, Trace
from agent.turn.state import AskRequest
from domain.answers import Answer
from domain.documents import SearchResult
from stores.protocols import PassageStore

AGENT = "nacelle"
LONGEST = 20_000
"""Characters of one piece of content; collectors refuse spans that are too large."""


class SpanMark(Mark):
    """A span that is open."""

    def __init__(self, span: Span, *, content: bool) -> None:
        self._span = span
        self._content = content

    def note(self, fields: Fields) -> None:
        """Attributes of the span."""
        self._span.set_attributes({name: value for name, value in fields.items() if value not in ("", None)})

    def tell(self, fields: Fields) -> None:
        """Attributes with content, as JSON where they are no text."""
        if self._content:
            self.note({name: _written(value)[:LONGEST] for name, value in fields.items()})


class SpanTrace(Trace):
    """One turn's spans below `invoke_agent`, which itself hangs below the request that brought the question."""

    def __init__(self, tracer: Tracer, asked: AskRequest, *, content: bool) -> None:
        self._tracer = tracer
        self._content = content
        self._turn = tracer.start_span(f"invoke_agent {AGENT}", kind=SpanKind.INTERNAL)
        mark = SpanMark(self._turn, content=content)
        mark.note(
            {
                "gen_ai.operation.name": "invoke_agent",
                "gen_ai.agent.name": AGENT,
                "gen_ai.conversation.id": asked.thread_id,
                "gen_ai.data_source.id": asked.library,
                "nacelle.run.id": asked.run_id,
            }
        )
        mark.tell({"gen_ai.input.messages": _message("user", asked.question), "enduser.id": asked.caller.name})

    def step(self, name: str) -> AbstractContextManager[Mark]:
        """A node of the graph, below the turn: nodes run in tasks of their own."""
        return self._span(f"nacelle.{name}", {}, SpanKind.INTERNAL, top=True)

    def chat(self, model: str) -> AbstractContextManager[Mark]:
        """`chat <model>`; the embedded model is one of Nacelle's own."""
        provider, _, name = model.rpartition(":")
        fields = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": provider or AGENT,
            "gen_ai.request.model": name,
        }
        return self._span(f"chat {name}", fields, SpanKind.CLIENT)

    def tool(self, name: str, call_id: str, args: Fields) -> AbstractContextManager[Mark]:
        """`execute_tool <name>`."""
        fields = {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": name,
            "gen_ai.tool.type": "function",
            "gen_ai.tool.call.id": call_id,
        }
        return self._span(
            f"execute_tool {name}", fields, SpanKind.INTERNAL, told={"gen_ai.tool.call.arguments": dict(args)}
        )

    def searching(self, passages: PassageStore) -> PassageStore:
        """Each search is `retrieval <library>`."""
        return cast("PassageStore", _Searched(passages, self))

    def retrieval(self, query: str, library: str) -> AbstractContextManager[Mark]:
        """`retrieval <library>`."""
        fields = {"gen_ai.operation.name": "retrieval", "gen_ai.data_source.id": library}
        return self._span(
            f"retrieval {library}", fields, SpanKind.INTERNAL, told={"gen_ai.retrieval.query.text": query}
        )

    def end(self, answer: Answer | None, error: BaseException | None = None) -> None:
        """Close the turn's span with what came of it."""
        mark = SpanMark(self._turn, content=self._content)
        if answer:
            mark.note(
                {
                    "gen_ai.response.model": answer.model,
                    "gen_ai.usage.input_tokens": answer.usage.input_tokens,
                    "gen_ai.usage.output_tokens": answer.usage.output_tokens,
                    "nacelle.answer.status": answer.status,
                    "nacelle.answer.claims": len(answer.claims),
                    "nacelle.answer.withheld": len(answer.withheld),
                    "nacelle.answer.gaps": [gap.source for gap in answer.gaps],
                    "nacelle.answer.degraded": answer.degraded is not None,
                    "nacelle.answer.approvals": len(answer.approvals),
                }
            )
            mark.tell({"gen_ai.output.messages": _message("assistant", answer.text)})
        else:
            _failed(self._turn, error)
        self._turn.end()

    @contextmanager
    def _span(
        self, name: str, fields: Fields, kind: SpanKind, *, told: Fields | None = None, top: bool = False
    ) -> Generator[Mark]:
        below = set_span_in_context(self._turn) if top else None
        # An exception's message may hold what somebody typed: only its type is kept.
        with self._tracer.start_as_current_span(
            name, below, kind, record_exception=False, set_status_on_exception=False
        ) as span:
            mark = SpanMark(span, content=self._content)
            mark.note(fields)
            mark.tell(told or {})
            try:
                yield mark
            except BaseException as error:
                _failed(span, error)
                raise


class _Searched:
    """A passage store whose searches are spans."""

    def __init__(self, passages: PassageStore, trace: SpanTrace) -> None:
        self._passages = passages
        self._trace = trace

    def __getattr__(self, name: str) -> Any:
        return getattr(self._passages, name)

    def search(self, query: str, **given: Any) -> SearchResult:
        """As the store's own."""
        with self._trace.retrieval(query, str(given.get("library", ""))) as mark:
            result = self._passages.search(query, **given)
            mark.note({"nacelle.retrieval.hits": len(result.hits), "nacelle.retrieval.hidden": result.hidden})
            found = [{"id": hit.passage.id, "score": hit.score} for hit in result.hits]
            mark.tell({"gen_ai.retrieval.documents": found})
            return result


def _failed(span: Span, error: BaseException | None) -> None:
    kind = type(error).__name__ if error else "stopped"
    span.set_attribute("error.type", kind)
    span.set_status(Status(StatusCode.ERROR, kind))


def _message(role: str, text: str) -> list[dict[str, Any]]:
    return [{"role": role, "parts": [{"type": "text", "content": text}]}]


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
