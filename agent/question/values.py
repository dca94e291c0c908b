"""The records' own values that a text names: states, kinds, persons, components, sites, stock places, fields of the company's own."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from agent.question import nouns
from agent.question.catalogue import Catalogue
from agent.question.identifying import Hit
from language.folding import INDIC
from language.measuring.unit_names import canonical
from language.words import fold, is_stop, stem, words
from stores.records.orders.states import OPEN, STATES, state_of
from tools.orders.kinds import concept_of

PREFERRED = ("status", "kind", "assigned_to", "component", "failure_mode", "priority", "site", "stock", "supplier")
PERSON = "assigned_to"
_WORD = re.compile(rf"(?:[^\W_]|[{INDIC}])+")
_CATEGORY = 40
"""Characters on average up to which a field's values are names that somebody may say, and no sentences."""
_SHORT_NAME = 4
_ENDING = 2
_PARTS = (3, 2)
"""Words of a question that may be one word in the name of a column."""


@dataclass(frozen=True)
class Saying:
    """One way to say a value. `exact`: only so written; `beside`: only with the name of its field beside it."""

    stems: tuple[str, ...]
    field: str
    value: str
    exact: str = ""
    beside: bool = False


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    text: str
    stem: str


def values_in(text: str, catalogue: Catalogue, language: str, hits: Sequence[Hit]) -> list[Hit]:
    """Values named in the text outside the identifiers, the longest first; one field for each stretch of words."""
    told = [
        _Word(m.start(), m.end(), m.group(), stem(fold(m.group()), language))
        for m in _WORD.finditer(text)
        if not any(hit.start < m.end() and m.start() < hit.end for hit in hits)
    ]
    sayings = _sayings(_Fields(catalogue.fields), catalogue.own, catalogue.figures, language)
    found: list[Hit] = []
    columns = {fold("".join(_WORD.findall(name))): name for name in catalogue.own}
    at = 0
    while at < len(told):
        if column := _column(told, at, columns, catalogue.figures):
            hit, size = column
            found.append(hit)
            at += size
            continue
        fitting = [one for one in sayings.get(told[at].stem, ()) if _is_said(one, told, at, text, language)]
        size = max((len(one.stems) for one in fitting), default=1)
        chosen = [one for one in fitting if len(one.stems) == size]
        if chosen:
            beside = [one for one in chosen if _beside(one.field, told, at, size, language)]
            field = (beside or chosen)[0].field
            span = told[at].start, told[at + size - 1].end
            meant = [one for one in chosen if one.field == field]
            found += [Hit(*span, one.field, one.value) for one in (_own_word(meant) if field == "status" else meant)]
        at += size
    return found


def _column(
    told: Sequence[_Word], at: int, columns: Mapping[str, str], figures: Sequence[str]
) -> tuple[Hit, int] | None:
    """A column whose name is one word where the question has two or three ("user status" for USERSTATUS), and how many."""
    for size in _PARTS:
        run = told[at : at + size]
        name = columns.get("".join(fold(word.text) for word in run)) if len(run) == size else None
        if name:
            return Hit(run[0].start, run[-1].end, "figure" if name in figures else "field", name), size
    return None


def _own_word(chosen: Sequence[Saying]) -> Sequence[Saying]:
    """A company's own word for a state is that word alone; only "open" is more than its word: every job that is not done."""
    own = [one for one in chosen if one.value not in STATES]
    if not own or any(state_of(one.value) == OPEN for one in own):
        return [one for one in chosen if not own or one in own or one.value == OPEN]
    return own


def _is_said(one: Saying, told: Sequence[_Word], at: int, text: str, language: str) -> bool:
    run = told[at : at + len(one.stems)]
    if tuple(word.stem for word in run) != one.stems:
        return False
    said = text[run[0].start : run[-1].end]
    if len(run) == 1 and one.field not in _MEANINGS and _is_another_word(said, one, language):
        return False
    if one.exact and one.exact not in {said, fold(said)}:
        return False
    return not one.beside or _beside(one.field, told, at, len(run), language)


def _is_another_word(said: str, one: Saying, language: str) -> bool:
    """Whether the stem is the same of a verb or another noun ("replaced" is no "Replacement"): an ending adds a letter or two."""
    alike = [word for word in words(one.value) if stem(word, language) == one.stems[0]]
    return bool(alike) and all(abs(len(word) - len(said)) > _ENDING for word in alike)


def _beside(field: str, told: Sequence[_Word], at: int, size: int, language: str) -> bool:
    """Whether the name of the field stands before or behind the value ("priority 1", "FuncLocation BUCKET", "urgent jobs")."""
    before, behind = tuple(fold(w.text) for w in told[max(0, at - 3) : at]), told[at + size : at + size + 1]
    own = tuple(words(_parted(field)))
    named = nouns.before(before, language)
    named |= nouns.named_by((fold(behind[0].text),), language) if behind else frozenset()
    ordered = field == "priority" and bool(behind) and "work_order" in nouns.named_by((fold(behind[0].text),), language)
    return ordered or field in named or before[-len(own) :] == own or "".join(before[-1:]) == "".join(own)


class _Fields:
    """The fields of a catalogue, hashed by identity: they are made anew when the records change."""

    def __init__(self, fields: Mapping[str, tuple[str, ...]]) -> None:
        self.fields = fields

    def __hash__(self) -> int:
        return id(self.fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Fields) and other.fields is self.fields


@lru_cache(32)
def _sayings(
    held: _Fields, own: tuple[str, ...], figures: tuple[str, ...], language: str
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
        # A column of numbers is asked for without its unit ("Ausfalldauer Std", "Volume eau (m3)").
        parts = [word for word in _WORD.findall(_parted(name)) if len(word) > 1]
        bare = parts[:-1] if len(parts) > 1 and canonical(parts[-1].casefold()) else parts
        for told in {_stems(_parted(name), language), tuple(stem(fold(word), language) for word in bare)} - {()}:
            found.setdefault(told[0], {})[told, "figure", name] = Saying(told, "figure", name)
    for name in set(own) - set(figures):
        stems = _stems(_parted(name), language)
        if stems and stems[0] not in nouns_of_records(language):
            found.setdefault(stems[0], {})[stems, "field", name] = Saying(stems, "field", name)
    return {first: tuple(each.values()) for first, each in found.items()}


def nouns_of_records(language: str) -> frozenset[str]:
    """Stems that stand for standard fields: an own field called "Type" is not meant by every "type"."""
    return frozenset(s for s in ("type", "status", "date", "number", "name", "id") for s in (stem(s, language), s))


def _ways(field: str, values: Sequence[str], language: str) -> Iterable[Saying]:
    for value in values:
        yield from _plain_ways(field, value, language)
    for noun, meaning in _MEANINGS.get(field, {}).items():
        # A state is asked of all the company's words for it, whether or not one is in use.
        generic = [noun] if field == "status" else [value for value in values if meaning(value)]
        # A stem is enough but in English, where "opened" is no state.
        for phrase, written in nouns.phrases_of(noun, language):
            yield from (Saying(phrase, field, value, written if language == "en" else "") for value in generic)


def _plain_ways(field: str, value: str, language: str) -> Iterable[Saying]:
    """The whole value; a code with its name also by either alone; a person also by the name behind the initials."""
    first, _, rest = value.partition(" ")
    whole = _stems(value, language)
    short = len(value) < 3 or value.isdecimal() or (len(whole) == 1 and is_stop(value, language))
    as_written = value if short and len(value) > 1 and value.isalpha() and value.isupper() else ""
    # A state is a word of its own: "opened" and "close the valve" name none.
    exact = as_written or (fold(value) if field in {"status", "machine_status"} else "")
    is_noun = bool(nouns.named_by(tuple(words(value)), language) & {"asset", "work_order", "part", "alarm"})
    bare = (short and not as_written) or is_noun or field == "priority"
    yield Saying(whole, field, value, exact, beside=bare)
    if rest and any(c.isdigit() for c in first) and any(c.isalpha() for c in first):
        yield Saying(_stems(first, language), field, value)
        yield Saying(_stems(rest, language), field, value)
    if rest and field == "machine_status":
        # "stopped, alarm 309" is a way of being stopped.
        state = first.rstrip(",;:")
        if not is_stop(state, language):
            yield Saying(_stems(state, language), field, state, fold(state))
    last = value.split()[-1] if value.split() else ""
    if field == PERSON and rest and len(last) >= _SHORT_NAME:
        yield Saying(_stems(last, language), field, value)


def _stems(text: str, language: str) -> tuple[str, ...]:
    return tuple(stem(fold(word), language) for word in _WORD.findall(text))


def _parted(name: str) -> str:
    """A field's name in words: "FuncLocation" as "Func Location", "cost_centre" as "cost centre"."""
    return re.sub(r"(?<=[a-zß-ÿ])(?=[A-ZÄÖÜ])", " ", name).replace("_", " ")


def _means(state: str, value: str) -> bool:
    return state_of(value) == state


def _corrective(value: str) -> bool:
    return concept_of(value) == "corrective"


def _preventive(value: str) -> bool:
    return concept_of(value) == "preventive"


_MEANINGS: dict[str, dict[str, Callable[[str], bool]]] = {
    "status": {state: partial(_means, state) for state in STATES},
    "kind": {"corrective": _corrective, "preventive": _preventive},
}
"""Field -> a word of every language for its values -> the company's own values that it means."""
