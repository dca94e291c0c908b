"""Values of the loaded work orders in a question: machines, kinds, codes, states, in the words of the records."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.embedded.cue_words import Reading, alternatives, cue, stop_words
from domain.queries import OrderValues

PREFERRED = ("kind", "status", "failure_mode", "component", "alarm_code", "assigned_to", "priority")
PERSON = "assigned_to"
SHORT_CODE, SHORT_NAME = 2, 4
SHORT_TAG = 2
"""Letters of a tag that is taken for a machine only behind a word for one ("excavator B", "on B")."""
_BEFORE_TAG = "on|of|for|at|machine|unit|and|vs|an|von|für|bei|på|til|for|af|og|de|en|para|da|do|na|no|e|y|und|or|oder"


@dataclass(frozen=True)
class Known:
    """How a value is said, the field that has it, the value to ask for; whether the field's name stood beside it."""

    said: str
    field: str
    value: str
    named: bool = False


def machines_in(reading: Reading, values: OrderValues) -> list[str]:
    """Machines named in the question, taken out of it. A tag of one or two letters must be written as it is."""
    found: list[str] = []
    for tag in sorted(values.assets, key=len, reverse=True):
        if len(tag) <= SHORT_TAG and tag.isalpha():
            match = _short_tag(tag).search(reading.rest)
            # "A" may be the article.
            if not match or (tag == "A" and not _behind_machine(match.group())):
                continue
            reading.take(_short_tag(tag))
            found.append(tag)
        elif match := reading.take(_spelled(tag)):
            found.append(tag)
    return found


def machines_in_words(text: str, values: OrderValues) -> list[str]:
    """Machines whose tags are words or letters ("Crane North", "B"), which no shape gives away."""
    worded = values.model_copy(
        update={"assets": tuple(tag for tag in values.assets if not any(c.isdigit() for c in tag))}
    )
    return machines_in(Reading(text), worded) if worded.assets else []


@lru_cache(maxsize=1000)
def _short_tag(tag: str) -> re.Pattern[str]:
    """The tag as it is written, behind a preposition or the noun of a machine."""
    noun = rf"(?i:{alternatives('machine')})s?"
    return re.compile(rf"(?<![\w-])(?:{noun}|(?i:{_BEFORE_TAG}))\s+{re.escape(tag)}(?![\w'’/-])")


def _behind_machine(text: str) -> bool:
    return re.match(
        rf"(?:{alternatives('machine')})s?\s", text, re.IGNORECASE
    ) is not None or text.casefold().startswith(("on ", "of ", "for "))


@lru_cache(maxsize=20_000)
def _spelled(value: str) -> re.Pattern[str]:
    """`value` whatever the case, spaces and dashes, leading zeros of its numbers free."""
    parts = [
        re.escape(part) if not part.isdecimal() else f"0*{part.lstrip('0') or '0'}"
        for part in re.findall(r"[^\W\d_]+|\d+", value)
    ]
    body = r"[\W_]*".join(parts) if parts else re.escape(value)
    return re.compile(rf"(?<![\w-]){body}(?:'s)?(?![\w]|-\w)", re.IGNORECASE)


def own_name(field: str) -> str:
    """How a field of the company's own may be written: "FuncLocation" also as "func location"."""
    words = re.findall(r"[A-ZÄÖÜ]?[a-zäöüßáéíóúñãõçæøå]+|[A-ZÄÖÜ]+(?![a-z])|\d+", field) or [field]
    return r"[\W_]*".join(re.escape(word) for word in words) + "s?"


def values_in(reading: Reading, values: OrderValues) -> list[Known]:
    """Values of categories named in the question, the longest first, taken out of it; one for each field."""
    found: list[Known] = []
    lowered = " ".join(re.findall(r"[^\W_]+", reading.rest.casefold()))
    said = [known for known in _sayings(values) if known.said in lowered or known.said.rstrip("s") in lowered]
    # A value with the name of its field beside it is that field's, whatever other field has it too.
    for taken in (_named_field, _plainly):
        for known in said:
            if not any(other.field == known.field for other in found) and taken(reading, known):
                found.append(replace(known, named=taken is _named_field))
    return found


def is_within_another(known: Known, values: OrderValues) -> bool:
    """Whether another value of the same field holds this one's words."""
    others = (f" {_plain(value)} " for value in values.fields.get(known.field, ()) if _plain(value) != known.said)
    return any(f" {known.said} " in other for other in others)


def _plainly(reading: Reading, known: Known) -> bool:
    """The value without its field beside it; numbers, very short words and those for a measure, a machine or an order need the field's name."""
    noun = any(cue(name).fullmatch(known.said) for name in ("hours", "cost", "nouns.asset", "orders"))
    if len(known.said) == len(known.value) == SHORT_CODE and known.value.isalpha() and known.value.isupper():
        # "PM" as the records write it is no "pm" of the clock.
        return reading.take(re.compile(rf"(?<![\w-]){known.value}(?:s?)(?![\w-])")) is not None
    if len(known.said) < 3 or known.said.isdecimal() or known.said in stop_words() or noun:
        return False
    words = [re.escape(word) for word in known.said.split()]
    pattern = r"[\W_]+".join([*words[:-1], words[-1].rstrip("s") + r"s?"])
    return reading.take(re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE)) is not None


def _named_field(reading: Reading, known: Known) -> bool:
    """The field's name before or behind the value ("priority 1", "failure code M010", "FuncLocation BUCKET")."""
    names = [own_name(known.field)]
    if known.field in PREFERRED:
        names.append(alternatives(f"nouns.{known.field}"))
    name, value = "|".join(names), r"[\W_]+".join(re.escape(word) for word in known.said.split())
    return (
        reading.take(
            re.compile(rf"(?<![\w-])(?:{name})\s*(?:is|=|:|of)?\s*[\"']?{value}[\"']?(?![\w-])", re.IGNORECASE)
        )
        is not None
    )


@lru_cache(maxsize=8)
def _of(key: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Known, ...]:
    known: dict[tuple[str, str], Known] = {}
    for field, values in key:
        for value in values:
            for said in (*_ways(value), *(_surname(value) if field == PERSON else ())):
                known.setdefault((said, field), Known(said, field, value if said == _plain(value) else said))
    order = {name: place for place, name in enumerate(PREFERRED)}
    return tuple(sorted(known.values(), key=lambda k: (-len(k.said.rstrip("s")), order.get(k.field, 99), k.field)))


def _sayings(values: OrderValues) -> tuple[Known, ...]:
    return _of(tuple(sorted(_categories(values.fields).items())))


def _categories(fields: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in fields.items() if _is_category(values)}


def _is_category(values: Iterable[str]) -> bool:
    """Values short enough to be said; sentences and numbers alone are none."""
    known = list(values)
    return bool(known) and sum(len(value) for value in known) / len(known) <= 40


def _plain(value: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", value.casefold()))


def _surname(value: str) -> list[str]:
    """The name behind initials ("M. Holm"), by which people speak of each other."""
    *initials, last = value.split() or [""]
    short = bool(initials) and all(len(part.rstrip(".")) == 1 for part in initials)
    return [_plain(last)] if short and len(last) >= SHORT_NAME else []


def _ways(value: str) -> list[str]:
    """How a value is said: a code with its name ("MT010 Oil Analysis") also by either alone."""
    first, _, rest = value.partition(" ")
    ways = [_plain(value)]
    if rest and any(c.isdigit() for c in first):
        ways += [_plain(first), _plain(rest)]
    return [way for way in ways if way]
