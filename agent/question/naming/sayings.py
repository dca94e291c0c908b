"""The ways in which people say the records' own values: by the name, by its words, by what a state or a kind means."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from agent.question import nouns
from language.folding import INDIC
from language.measuring.unit_names import canonical
from language.words import fold, is_stop, stem, words
from stores.records.machine_states import MACHINE_STATES, phrases_for
from stores.records.orders.kinds import concept_of
from stores.records.orders.states import STATES, state_of

PREFERRED = ("status", "kind", "assigned_to", "component", "failure_mode", "priority", "site", "stock", "supplier")
PERSON, MACHINE_STATUS, STOCK = "assigned_to", "machine_status", "stock"
_SUMMED = frozenset({"hours", "cost"})
WORD = re.compile(rf"(?:[^\W_]|[{INDIC}])+")
ENGLISH = "en"
_CATEGORY = 40
"""Characters on average up to which a field's values are names that somebody may say, and no sentences."""
_SHORT_NAME = 4


@dataclass(frozen=True)
class Saying:
    """One way to say a value. `exact`: only so written; `beside`: only with the name of its field beside it; `capital`: as a name is written."""

    stems: tuple[str, ...]
    field: str
    value: str
    exact: str = ""
    beside: bool = False
    capital: bool = False


class Fields:
    """The fields of a catalogue, hashed by identity: they are made anew when the records change."""

    def __init__(self, fields: Mapping[str, tuple[str, ...]]) -> None:
        self.fields = fields

    def __hash__(self) -> int:
        return id(self.fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fields) and other.fields is self.fields


@lru_cache(32)
def sayings(
    held: Fields,
    own: tuple[str, ...],
    figures: tuple[str, ...],
    language: str,
    labels: tuple[tuple[str, str], ...] = (),
) -> Mapping[str, Sequence[Saying]]:
    """First stem -> the ways to say a value that begin with it, the fields that are commonly meant first."""
    found: dict[str, dict[tuple[tuple[str, ...], str, str], Saying]] = {}
    order = {name: place for place, name in enumerate(PREFERRED)}
    for field in sorted(held.fields, key=lambda name: (order.get(name, 99), name)):
        values = [value for value in held.fields[field] if value.strip()]
        if values and sum(map(len, values)) / len(values) <= _CATEGORY:
            for one in _ways(field, values, language):
                if one.stems:
                    found.setdefault(one.stems[0], {}).setdefault((one.stems, one.field, one.value), one)
    for name in figures:
        for told in {stems_of(parted(name), language), _without_unit(name, language)} - {()}:
            found.setdefault(told[0], {})[told, "figure", name] = Saying(told, "figure", name)
    for one in (*_own_fields(set(own) - set(figures), language), *_own_words(labels, language)):
        found.setdefault(one.stems[0], {}).setdefault((one.stems, one.field, one.value), one)
    return {first: tuple(each.values()) for first, each in found.items()}


def _own_fields(names: Iterable[str], language: str) -> Iterable[Saying]:
    for name in names:
        stems = stems_of(parted(name), language)
        if stems:
            yield Saying(stems, "field", name)


def _own_words(labels: Iterable[tuple[str, str]], language: str) -> Iterable[Saying]:
    """What the company calls a field, where no word of it is a noun of the records already."""
    for label, field in labels:
        told = _without_unit(label.partition("(")[0], language)
        if told and not any(nouns.named_by((word,), language) for word in words(parted(label))):
            value = "asset" if field == "asset_name" else field
            yield Saying(told, "figure" if field in _SUMMED else "field", value)


def _without_unit(name: str, language: str) -> tuple[str, ...]:
    """A column of numbers is asked for without its unit ("Ausfalldauer Std", "Volume eau (m3)")."""
    parts = [word for word in WORD.findall(parted(name)) if len(word) > 1]
    bare = parts[:-1] if len(parts) > 1 and canonical(parts[-1].casefold()) else parts
    return tuple(stem(fold(word), language) for word in bare)


def _ways(field: str, values: Sequence[str], language: str) -> Iterable[Saying]:
    for value in values:
        yield from _plain_ways(field, value, language)
    for state in MACHINE_STATES if field == MACHINE_STATUS else ():
        # Of the machines, beside a word for one: "how do I get down" asks for none that is.
        for each in phrases_for(state, language):
            exact = each if language == ENGLISH and each.isalpha() else ""
            yield Saying(stems_of(each, language), field, state, exact, beside=True)
    for noun, meaning in MEANINGS.get(field, {}).items():
        # A state is asked of all the company's words for it, whether or not one is in use.
        generic = [noun] if field == "status" else [value for value in values if meaning(value)]
        # A stem is enough but in English, where "opened" is no state.
        for phrase, written in nouns.phrases_of(noun, language):
            yield from (Saying(phrase, field, value, written if language == "en" else "") for value in generic)


def _plain_ways(field: str, value: str, language: str) -> Iterable[Saying]:
    """The whole value; a code with its name also by either alone; a person also by the name behind the initials."""
    first, _, rest = value.partition(" ")
    whole = stems_of(value, language)
    short = len(value) < 3 or value.isdecimal() or (len(whole) == 1 and is_stop(value, language))
    as_written = value if short and len(value) > 1 and value.isalpha() and value.isupper() else ""
    # A state is a word of its own: "opened" and "close the valve" name none; of machines it bends as they do ("ferma", "ferme").
    is_state = field == "status" or (field == MACHINE_STATUS and language == ENGLISH)
    exact = as_written or (fold(value) if is_state else "")
    # Where a kind of work is called "Störung", no alarm is meant by it.
    records = {"asset", "work_order", "part"} | (set[str]() if field == "kind" else {"alarm"})
    is_noun = bool(nouns.named_by(tuple(words(value)), language) & records)
    bare = (short and not as_written) or is_noun or field == "priority"
    yield Saying(whole, field, value, exact, beside=bare)
    if language != ENGLISH and len(whole) == 1 and not (exact or bare):
        # The records may be in another language than the question: "mechanisch" has the stem of "mechanical".
        yield Saying(stems_of(value, ENGLISH), field, value)
    if rest and any(c.isdigit() for c in first) and any(c.isalpha() for c in first):
        yield Saying(stems_of(first, language), field, value)
        yield Saying(stems_of(rest, language), field, value)
    if rest and field == MACHINE_STATUS:
        # "stopped, alarm 309" is a way of being stopped.
        state = first.rstrip(",;:")
        if state != first and not is_stop(state, language):
            yield Saying(stems_of(state, language), field, state, fold(state))
    if field == STOCK and rest.isdecimal() and first.isalpha():
        # "Is it in the van?" asks of all vans.
        yield Saying(stems_of(first, language), field, value)
    for name in value.split() if field == PERSON and rest else ():
        # Some write the family name first; another name than the last may be a word like any other.
        if len(name) >= _SHORT_NAME and not name.endswith("."):
            yield Saying(stems_of(name, language), field, value, capital=name != value.split()[-1])


def stems_of(text: str, language: str) -> tuple[str, ...]:
    return tuple(stem(fold(word), language) for word in WORD.findall(text))


def parted(name: str) -> str:
    """A field's name in words: "FuncLocation" as "Func Location", "cost_centre" as "cost centre"."""
    return re.sub(r"(?<=[a-zß-ÿ])(?=[A-ZÄÖÜ])", " ", name).replace("_", " ")


def _means(state: str, value: str) -> bool:
    return state_of(value) == state


def _is_kind(concept: str, value: str) -> bool:
    return concept_of(value) == concept


MEANINGS: dict[str, dict[str, Callable[[str], bool]]] = {
    "status": {state: partial(_means, state) for state in STATES},
    "kind": {concept: partial(_is_kind, concept) for concept in ("corrective", "preventive")},
}
"""Field -> a word of every language for its values -> the company's own values that it means."""
