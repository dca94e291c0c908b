"""An OpenAI-compatible endpoint: retries, one time limit, a circuit breaker, and failures told without secrets."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar, cast

import openai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.messages import BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from pydantic import Field, SecretStr

from agent.circuit import Circuit
from agent.settings import AgentSettings
from domain.errors import Unavailable

_BUSY = {408, 409, 429}
_TOLD = {401: "it refused the key", 403: "it refused the key", 404: "it does not know the model", 429: "it is busy"}
Found = TypeVar("Found")


class Endpoint(ChatOpenAI):
    """ChatOpenAI that ends every failure in `Unavailable` with a short reason that never quotes the endpoint."""

    circuit: Any = Field(default_factory=Circuit, exclude=True)
    limits: Any = Field(default_factory=AgentSettings, exclude=True)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        async def call() -> ChatResult:
            return await ChatOpenAI._agenerate(self, messages, stop, run_manager, **kwargs)

        result = await self._persist(call, self._deadline())
        if not result.generations:
            raise self._failure("its reply was empty")
        self.circuit.succeeded()
        return result

    def _create_chat_result(
        self, response: dict[str, Any] | openai.BaseModel, generation_info: dict[str, Any] | None = None
    ) -> ChatResult:
        """One call with unusable arguments is a call that is rejected, not a reply that cannot be read."""
        held = response if isinstance(response, dict) else response.model_dump()
        choices = cast("list[dict[str, Any]]", held.get("choices") or [])
        for call in (call for choice in choices for call in _calls(choice)):
            function = cast("dict[str, Any]", call.get("function") or {})
            call["function"] = {"name": str(function.get("name") or "?"), "arguments": _arguments(function)}
        return super()._create_chat_result(held, generation_info)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        deadline = self._deadline()

        async def begin() -> tuple[AsyncIterator[ChatGenerationChunk], ChatGenerationChunk | None]:
            stream = ChatOpenAI._astream(self, messages, stop, run_manager, **kwargs)
            return stream, await anext(stream, None)

        stream, chunk = await self._persist(begin, deadline)
        ended = False
        try:
            while chunk is not None:
                ended = ended or bool((chunk.generation_info or {}).get("finish_reason"))
                yield chunk
                chunk = await self._next(stream, deadline)
        finally:
            await cast("Any", stream).aclose()
        if not ended:
            raise self._failure("its reply broke off")
        self.circuit.succeeded()

    async def _next(self, stream: AsyncIterator[ChatGenerationChunk], deadline: float) -> ChatGenerationChunk | None:
        try:
            async with asyncio.timeout_at(deadline):
                return await anext(stream, None)
        except Exception as error:  # noqa: BLE001  whatever ends a stream, the reader learns only that it ended
            reason = self._late() if isinstance(error, TimeoutError) else "its reply broke off"
        raise self._failure(reason)

    async def _persist(self, call: Callable[[], Awaitable[Found]], deadline: float) -> Found:
        """What `call` brings, tried again while the failure may pass and the time lasts."""
        if not self.circuit.enter():
            raise Unavailable("it failed several times in a row and is left alone for a while")
        attempt = 0
        while True:
            try:
                async with asyncio.timeout_at(deadline):
                    return await call()
            except Exception as error:  # noqa: BLE001  every way an endpoint can fail
                reason, wait = self._reason(error), self._wait(error, attempt)
            # Raised out here, so that the original, which may quote the key, is not chained.
            if wait is None or asyncio.get_running_loop().time() + wait >= deadline:
                raise self._failure(reason)
            attempt += 1
            await asyncio.sleep(wait)

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self.limits.model_timeout_s

    def _late(self) -> str:
        return f"no reply within {self.limits.model_timeout_s:g} s"

    def _failure(self, reason: str) -> Unavailable:
        self.circuit.failed()
        return Unavailable(reason)

    def _reason(self, error: Exception) -> str:
        if isinstance(error, TimeoutError | openai.APITimeoutError):
            return self._late()
        if isinstance(error, openai.APIStatusError):
            code = error.status_code
            return f"{_TOLD.get(code, 'it failed' if code >= 500 else 'it refused the request')}, status {code}"
        return "no connection" if isinstance(error, openai.APIConnectionError) else "its reply could not be read"

    def _wait(self, error: Exception, attempt: int) -> float | None:
        """Seconds until the next try, or None for no next try."""
        if attempt >= self.limits.model_retries or isinstance(error, openai.APITimeoutError):
            return None
        backoff = self.limits.model_retry_wait_s * 2**attempt
        if isinstance(error, openai.APIStatusError):
            if error.status_code < 500 and error.status_code not in _BUSY:
                return None
            asked = _seconds(error.response.headers.get("retry-after"))
            return None if asked > self.limits.model_retry_after_max_s else max(asked, backoff)
        return backoff if isinstance(error, openai.APIConnectionError) else None


def _calls(choice: dict[str, Any]) -> list[dict[str, Any]]:
    message = cast("dict[str, Any]", choice.get("message") or {})
    return cast("list[dict[str, Any]]", message.get("tool_calls") or [])


def open_endpoint(name: str, key: str, settings: AgentSettings) -> Endpoint:
    """The endpoint of the settings; its circuit lives as long as it does."""
    # Only OpenAI itself asks for the newer name of the limit; others know the older one.
    longest = {
        "max_completion_tokens" if not settings.openai_base_url.strip() else "max_tokens": settings.model_max_tokens
    }
    return Endpoint(
        model=name,
        api_key=SecretStr(key),
        base_url=settings.openai_base_url.strip() or None,
        timeout=settings.model_timeout_s,
        max_retries=0,
        stream_usage=True,
        temperature=0,
        use_responses_api=False,
        extra_body=longest if settings.model_max_tokens else None,
        # langchain shares one client between event loops; ours belongs to the assistant.
        http_async_client=openai.DefaultAsyncHttpxClient(),
        circuit=Circuit(settings.model_circuit_failures, settings.model_circuit_rest_s),
        limits=settings,
    )


def _arguments(function: dict[str, Any]) -> str:
    """The arguments as sent where they are an object, else a text that no parser takes for one."""
    sent = function.get("arguments")
    try:
        fits = sent is None or sent == "" or isinstance(json.loads(sent), dict)
    except (TypeError, ValueError):
        fits = False
    return (sent or "{}") if fits else "(unusable)"


def _seconds(header: str | None) -> float:
    try:
        return max(float(header or 0), 0.0)
    except ValueError:
        return 0.0
