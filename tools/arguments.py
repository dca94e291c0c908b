"""What a model wrote as arguments, read with good will: other names, other types, nulls; what cannot be used is told."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ValidationError, WithJsonSchema
from pydantic.fields import FieldInfo

from domain.errors import BadInput

Args = TypeVar("Args", bound=BaseModel)
LONGEST = 4_000
"""Characters of one argument."""
_SAME = tuple(
    words.split()
    for words in (
        "machine asset tag turbine asset_tag model",
        "query text question words q topic part part_number name",
        "code alarm_code alarm",
        "number work_order work_order_number order",
        "technician person assigned_to name",
        "where filter filters conditions",
        "since from start opened_from",
        "until to end opened_to",
        "by group_by",
        "how measure",
        "due_first by_due",
        "document manual title",
        "part part_number number",
        "quantity amount",
        "limit top k",
    )
)


def _flat(given: Any) -> Any:
    """A flat object of texts: from JSON in a text, from lists, numbers and nulls."""
    if isinstance(given, str):
        try:
            given = json.loads(given) if given.strip() else {}
        except ValueError:
            return given
    if not isinstance(given, Mapping):
        return given
    pairs = cast("Mapping[Any, Any]", given)
    return {str(name): _as_text(value) for name, value in pairs.items() if value is not None}


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "|".join(map(_as_text, cast("list[Any]", value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        raise ValueError("where is flat: a field and a value as text")
    return f"{value:g}" if isinstance(value, float) else str(value)


Flat = Annotated[dict[str, str], BeforeValidator(_flat), WithJsonSchema({"type": "object"})]
"""`where`: field -> value."""


def read_arguments(name: str, args: type[Args], given: Mapping[str, Any]) -> tuple[Args, tuple[str, ...]]:
    """The arguments of a call, and what of them was not used, in sentences.

    Args:
        name: of the tool, for the message.
        args: what it takes.
        given: as the model wrote it.

    Raises:
        BadInput: what cannot be used, in one sentence for the model.
    """
    fields = args.model_fields
    told = {key: value for key, value in given.items() if value is not None}
    named = {key: value for key, value in told.items() if key in fields}
    unused = [
        f"{key} was longer than {LONGEST} characters; only its beginning was read."
        for key, value in told.items()
        if isinstance(value, str) and len(value) > LONGEST
    ]
    for key, value in told.items():
        if key in fields:
            continue
        other = next((one for same in _SAME if key in same for one in same if one in fields and one not in named), "")
        if other:
            named[other] = value
        elif "where" in fields:
            where = _flat(named.get("where") or {})
            named["where"] = {**(where if isinstance(where, dict) else {}), key: value}
        else:
            unused.append(f"{name} has no argument {key}; it was left out.")
    bounded = {key: _bounded(fields[key], value) for key, value in named.items()}
    try:
        return args.model_validate(bounded), tuple(unused)
    except ValidationError as error:
        raise BadInput(_sentence(name, args, error)) from None


def _bounded(field: FieldInfo, value: Any) -> Any:
    """A text cut to what anyone means; a number that is too large or small taken as the largest or smallest allowed."""
    if field.annotation is str and isinstance(value, int | float):
        value = _as_text(value)
    elif isinstance(value, str) and field.annotation is int and value.strip().isdecimal():
        value = int(value.strip()[:9])
    if isinstance(value, str):
        return value[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, int) and not isinstance(value, bool):
        for rule in field.metadata:
            value = min(value, getattr(rule, "le", value))
            value = max(value, getattr(rule, "ge", value))
    return value


def _sentence(name: str, args: type[BaseModel], error: ValidationError) -> str:
    told: list[str] = []
    for each in error.errors():
        field = ".".join(str(part) for part in each["loc"])
        told.append(f"{field} is missing" if each["type"] == "missing" else f"{field}: {each['msg']}")
    return f"{name} cannot be called so: {'; '.join(told)}. It takes {', '.join(args.model_fields)}."
