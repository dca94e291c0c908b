"""How a thread is written down: messages, and nothing that is no message."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer


def serializer() -> "JsonPlusSerializer":
    """Reads back LangChain's messages and plain values only: a checkpoint that was tampered with builds no other object."""
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer  # noqa: PLC0415

    return JsonPlusSerializer(allowed_msgpack_modules=None)
