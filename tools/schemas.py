"""The schemas that a model reads, without what it does not need: titles, defaults, bounds, null."""

from typing import Any, cast

from pydantic import BaseModel

_KEPT = ("type", "enum", "items", "description", "anyOf")


def slim_parameters(args: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a tool's arguments, as short as it can be said."""
    whole = args.model_json_schema()
    properties = {name: _slim(each) for name, each in whole.get("properties", {}).items()}
    # The only argument of a tool needs no word that it is needed.
    required = cast("list[str]", whole.get("required", [])) if len(properties) > 1 else []
    return {"type": "object", "properties": properties, **({"required": required} if required else {})}


def function_schema(name: str, description: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """In the form of OpenAI function calling."""
    return {"type": "function", "function": {"name": name, "description": description, "parameters": parameters}}


def _slim(schema: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in schema.items() if key in _KEPT}
    kinds = [kind for kind in cast("list[dict[str, Any]]", kept.pop("anyOf", [])) if kind.get("type") != "null"]
    if kinds:
        kept |= _slim(kinds[0])
    if "items" in kept:
        kept["items"] = _slim(kept["items"])
    return kept
