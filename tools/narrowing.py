"""What narrows a count of work orders, in the words of the records, and which of it left nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.errors import BadInput
from domain.queries import FieldFilter, OrderFigures, OrderQuery, OrderValues
from stores.passages.text import fold
from stores.records.identifiers import key_of, words_of
from stores.records.wording import OR
from tools.kinds_of_work import kinds_like


@dataclass(frozen=True)
class Narrowing:
    """One filter, how it is said, and whether it is `guessed`: no exact value of the records, but words that may stand in them."""

    said: str
    guessed: bool
    field: FieldFilter | None = None
    word: str = ""
    place: Literal["", "text", "anywhere"] = ""


def narrowed(query: OrderQuery, filters: Sequence[Narrowing]) -> OrderQuery:
    """`query` with these filters and no others."""
    return query.model_copy(
        update={
            "filters": tuple(one.field for one in filters if one.field),
            "words": tuple(one.word for one in filters if one.place == "text"),
            "anywhere": tuple(one.word for one in filters if one.place == "anywhere"),
        }
    )


def by_word(word: str, *, anywhere: bool) -> Narrowing:
    """A word, or spellings of which one is enough."""
    said = f'"{" or ".join(_told(word.split(OR)))}"'
    return Narrowing(
        said if anywhere else f"{said} in the text",
        guessed=True,
        word=word,
        place="anywhere" if anywhere else "text",
    )


def _told(spellings: Sequence[str]) -> list[str]:
    """Spellings without those that only begin another one: "pumpe", not its stem "pump" besides."""
    told: list[str] = []
    for spelling in spellings:
        if not any(fold(other).startswith(fold(spelling)) for other in told):
            told.append(spelling)
    return told


def by_kind(kinds: Sequence[str], known: OrderValues) -> Narrowing:
    """Kinds of work, as the company calls them. Raises BadInput."""
    found: dict[str, None] = {}
    for kind in kinds:
        named = kinds_like(kind, known.fields.get("kind", ()))
        if not named:
            choices = ", ".join(known.fields.get("kind", ())) or "not told by the records"
            raise BadInput(f"No work order is of a kind '{kind}'; the kinds are {choices}.")
        found |= dict.fromkeys(named)
    return _of_field(FieldFilter(field="kind", values=tuple(found)), guessed=False)


def by_values(name: str, values: Sequence[str], known: OrderValues) -> Narrowing:
    """Several values of one field, of which an order has one."""
    each = [by_value(name, value, known) for value in values]
    fields = [one.field for one in each if one.field]
    every = tuple(dict.fromkeys(value for field in fields for value in field.values))
    within = any(field.within for field in fields)
    return _of_field(
        FieldFilter(field=fields[0].field, values=every, within=within), guessed=any(one.guessed for one in each)
    )


def by_value(name: str, value: str, known: OrderValues) -> Narrowing:
    """The values of a field that `value` names: the whole value, its code, its name, or words within it."""
    field = next((own for own in known.own if key_of(own) == key_of(name)), name)
    values = known.fields.get(field, ())
    key = key_of(value)
    exact = tuple(one for one in values if key_of(one) == key)
    parts = tuple(one for one in values if key in {key_of(one.partition(" ")[0]), key_of(one.partition(" ")[2])})
    if exact or parts:
        return _of_field(FieldFilter(field=field, values=exact or parts), guessed=False)
    wanted = words_of(value)
    holding = tuple(one for one in values if wanted and set(wanted) <= set(words_of(one)))
    if holding:
        return _of_field(FieldFilter(field=field, values=holding), guessed=True)
    return _of_field(FieldFilter(field=field, values=(value,), within=True), guessed=True)


def _of_field(field: FieldFilter, *, guessed: bool) -> Narrowing:
    return Narrowing(f"{field.field.replace('_', ' ')} {' or '.join(field.values)}", guessed, field)


def exactly(filters: Sequence[Narrowing]) -> list[Narrowing]:
    """Those that are exact values of the records."""
    return [one for one in filters if not one.guessed]


def emptied_by(
    query: OrderQuery, filters: Sequence[Narrowing], figures: Callable[[OrderQuery], OrderFigures]
) -> list[str]:
    """Where guessed filters left no order: how many there are without each of them, without all, and with it alone."""

    def count(query: OrderQuery, *chosen: Narrowing) -> int:
        return figures(narrowed(query, chosen).model_copy(update={"by": "", "split": "", "measure": "count"})).count

    guessed = [one for one in filters if one.guessed]
    exact = exactly(filters)
    lines = [f"In no work order at all: {one.said}" for one in guessed if not count(OrderQuery(), one)]
    if len(guessed) == len(filters) == 1 and _is_bare(query):
        return lines
    without = [(one, count(query, *(other for other in filters if other is not one))) for one in guessed]
    lines += [f"Without {one.said}: {orders}" for one, orders in without if orders]
    if len(guessed) > 1 and not any(orders for _, orders in without):
        lines.append(f"Without any of these words: {count(query, *exact)}")
    return lines


def _is_bare(query: OrderQuery) -> bool:
    """Whether nothing but words and values narrows the query: without them it counts all orders."""
    return not (query.assets or query.status or query.since or query.until or query.with_parts)
