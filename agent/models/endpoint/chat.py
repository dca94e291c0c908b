"""An OpenAI-compatible endpoint as a LangChain chat model: it may stream or not, call tools or write the calls as text."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any, cast

import openai
from langchain_core.callbacks import AsyncCallbackManagerForLLMRun
from langchain_core.language_models import LanguageModelInput
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI
from pydantic import Field, SecretStr

from agent.models.endpoint.connection import Connection
from agent.models.endpoint.dialect import Dialect, Payload, spoken
from agent.models.endpoint.opening import Address
from agent.models.endpoint.pieces import at_once, done, is_whole, last
from agent.models.endpoint.wire import Deltas, Part, parts, sendable, whole
from agent.models.replies.heard import Heard
from agent.models.replies.reading import ReplyReader
from agent.settings import AgentSettings
from domain.errors import Unavailable

Chunks = AsyncIterator[ChatGenerationChunk]


class Endpoint(ChatOpenAI):
    """ChatOpenAI that ends every failure in `Unavailable` with a short reason that never quotes the endpoint."""

    connection: Any = Field(exclude=True)
    limits: Any = Field(exclude=True)

    def _get_request_payload(
        self, input_: LanguageModelInput, *, stop: list[str] | None = None, **kwargs: Any
    ) -> Payload:
        dialect = kwargs.pop("dialect", None) or self.connection.dialect
        payload = cast("Payload", super()._get_request_payload(input_, stop=stop, **kwargs))
        return sendable(spoken(payload, dialect))

    def _create_chat_result(self, response: Part | openai.BaseModel, generation_info: Part | None = None) -> ChatResult:
        held = response if isinstance(response, dict) else response.model_dump(warnings=False)
        return super()._create_chat_result(whole(held), generation_info)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        """Streamed all the same: a reply that comes slowly is told from none."""
        if "response_format" in kwargs:
            return await self._structured(messages, stop, run_manager, **kwargs)
        heard = Heard()
        async for chunk in self._astream(messages, stop, **kwargs):
            heard.add(cast("AIMessageChunk", chunk.message))
        if not heard.said_anything:
            raise Unavailable("its reply was empty")
        return ChatResult(generations=[ChatGeneration(message=heard.message())])

    async def _structured(
        self, messages: list[BaseMessage], stop: list[str] | None, run_manager: Any, **kwargs: Any
    ) -> ChatResult:
        """A reply in a given form, which the client library reads itself."""

        async def call(_: Payload, dialect: Dialect) -> ChatResult:
            return await ChatOpenAI._agenerate(self, messages, stop, run_manager, dialect=dialect, **kwargs)

        def payload_of(dialect: Dialect) -> Payload:
            return self._get_request_payload(messages, stop=stop, dialect=dialect, **kwargs)

        result = await self.connection.begin(call, payload_of)
        self.connection.succeeded()
        return result

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        *,
        stream_usage: bool | None = None,
        **kwargs: Any,
    ) -> Chunks:
        del run_manager, stream_usage
        connection = cast("Connection", self.connection)
        asked = {"stream": True, "stream_options": {"include_usage": True}, **kwargs}

        def payload_of(dialect: Dialect) -> Payload:
            return self._get_request_payload(messages, stop=stop, dialect=dialect, **asked)

        async def begin(payload: Payload, _: Dialect) -> tuple[Chunks, ChatGenerationChunk | None]:
            stream = self._chunks(payload)
            return stream, await anext(stream, None)

        stream, chunk = await connection.begin(begin, payload_of)
        reader = ReplyReader(_offered(kwargs), thinks_first=connection.dialect.thinks_first)
        seconds, ended, called = self.limits.model_first_token_s, False, False
        async with aclosing(cast("Any", stream)):
            while chunk is not None:
                said = cast("AIMessageChunk", chunk.message)
                ended = ended or bool(said.response_metadata.get("finish_reason"))
                called = called or bool(said.tool_call_chunks)
                said.content = reader.feed(said.text)
                yield chunk
                # The first piece may hold the role alone, before the model has read what it was given.
                chunk = await connection.next(stream, seconds)
                seconds = self.limits.model_silence_s
        if not ended:
            raise connection.failed("its reply broke off")
        if reader.thoughts.never_opened:
            connection.remember(replace(connection.dialect, thinks_first=True))
        rest, calls = reader.finish()
        if rest or calls:
            yield last(rest, [] if called else calls)
        connection.succeeded()

    async def _chunks(self, payload: Payload) -> Chunks:
        """What the endpoint sends, piece by piece; the piece that ends the reply has a finish reason."""
        raw = await self.async_client.with_raw_response.create(**payload)
        response, deltas, ended = raw.http_response, Deltas(), False
        try:
            async for part in parts(response.aiter_lines()):
                if part is None:
                    chunk = None if ended else ChatGenerationChunk(message=done({"finish_reason": "stop"}))
                elif part.get("error"):
                    raise openai.APIError("the endpoint says so", response.request, body=part["error"])
                elif is_whole(part):
                    chunk = at_once(self._create_chat_result(part))
                else:
                    chunk = self._convert_chunk_to_generation_chunk(deltas.read(part), AIMessageChunk, None)
                if chunk is not None:
                    chunk.message.response_metadata |= chunk.generation_info or {}
                    ended = ended or bool(chunk.message.response_metadata.get("finish_reason"))
                    yield chunk
        finally:
            await response.aclose()


def open_endpoint(name: str, key: str, address: Address, settings: AgentSettings) -> Endpoint:
    """The model `name` at `address`; its circuit lives as long as it does."""
    # Only OpenAI itself asks for the newer name of the limit at first; others know the older one.
    first = Dialect(longest="max_tokens" if address.url and not address.is_azure else "max_completion_tokens")
    headers = {"api-key": key} if address.is_azure else {}
    return Endpoint(
        model=name,
        api_key=SecretStr(key),
        base_url=address.url or None,
        default_query=address.query or None,
        # Reading is limited by the connection, which knows the first token from the others.
        timeout=openai.Timeout(None, connect=settings.model_connect_s),
        stream_chunk_timeout=None,
        max_retries=0,
        max_completion_tokens=settings.model_max_tokens or None,
        temperature=0,
        use_responses_api=False,
        # langchain shares one client between event loops; ours belongs to the assistant, and no repr shows its headers.
        http_client=openai.DefaultHttpxClient(headers=headers),
        http_async_client=openai.DefaultAsyncHttpxClient(headers=headers),
        connection=Connection(address.url, name, settings, first),
        limits=settings,
    )


def _offered(kwargs: dict[str, Any]) -> list[str]:
    tools = cast("list[dict[str, Any]]", kwargs.get("tools") or [])
    return [str(tool.get("function", tool).get("name") or "") for tool in tools]
