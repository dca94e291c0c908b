"""Requests as spans, below whatever the caller's own trace says (`traceparent`); only where spans go somewhere."""

from typing import Any, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.operation.requests import NOWHERE


class RequestSpans:
    """OpenTelemetry's own ASGI middleware, made when the first request finds that the assistant is traced."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        server = scope.get("state", {}).get("server")
        provider = server.assistant.tracing.provider if server and scope["type"] == "http" else None
        if provider is None:
            await self._app(scope, receive, send)
            return
        from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware  # noqa: PLC0415
        from opentelemetry.trace import get_current_span  # noqa: PLC0415

        async def named(_: Scope, receiving: Receive, sending: Send) -> None:
            async def starting(message: Message) -> None:
                if message["type"] == "http.response.start":  # the route is known, and the span not yet closed
                    route = str(getattr(scope.get("route"), "path", NOWHERE))
                    span = get_current_span()
                    span.update_name(f"{scope['method']} {route}")
                    span.set_attributes({"http.route": route, "nacelle.request.id": scope["state"]["request_id"]})
                await sending(message)

            await self._app(scope, receiving, starting)

        traced = OpenTelemetryMiddleware(
            cast("Any", named),
            default_span_details=_named_when_it_answers,
            tracer_provider=provider,
            exclude_spans=["receive", "send"],
        )
        # What was searched for stands in the query: the span does not see it.
        await traced(cast("Any", {**scope, "query_string": b""}), cast("Any", receive), cast("Any", send))


def _named_when_it_answers(_: Any) -> tuple[str, dict[str, Any]]:
    return "request", {}
