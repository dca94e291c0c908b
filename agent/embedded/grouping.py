"""By which field a question groups work orders, and how many groups it asks for."""

import re
from typing import Any

from agent.embedded.cue_words import Reading, alternatives, cue, fields, number_words
from agent.embedded.learned import own_name
from domain.queries import OrderValues

GROUPS = 10
BESIDE, NEAR = 12, 40
"""Letters between a superlative and the noun that it is about."""
_SIBLINGS = {"failure_mode": "alarm_code", "alarm_code": "failure_mode"}
_DIGITS = re.compile(r"(?<![\w.,-])(\d{1,2})(?![\w.,-])")


def nearest_is_beside(rest: str, values: OrderValues) -> bool:
    """Whether the noun of a field stands beside "which" or the superlative."""
    found = _nearest_field(rest, values, ("most", "least", "which"))
    return found is not None and found[0] <= BESIDE


def field_asked(rest: str, values: OrderValues) -> bool:
    """Whether the most frequent of a field is asked for: its noun stands beside the superlative."""
    found = _nearest_field(rest, values, ("most", "least"))
    return found is not None and found[0] <= BESIDE


def field_asked_anywhere(rest: str, values: OrderValues) -> bool:
    """Whether the noun of a field stands in the question at all."""
    return _nearest_field(rest, values, ("most", "least", "which")) is not None


def _nearest_field(rest: str, values: OrderValues, cues: tuple[str, ...]) -> tuple[int, str, str] | None:
    """Of the nouns of fields, the one nearest to one of the cues: letters between them, the field, how it is written."""
    places = [match.span() for name in cues for match in cue(name).finditer(rest)]
    best: tuple[int, str, str] | None = None
    for word in re.finditer(r"[^\W_]+", rest):
        field = field_at_start(rest[word.start() :], values)
        if not field or any(start <= word.start() < end for start, end in places) or _is_order(rest[word.start() :]):
            continue
        after = word.start() + len(field[1])
        for start, end in places:
            gap = word.start() - end if word.start() >= end else start - after
            between = rest[min(end, word.start()) : max(start, word.start())]
            if ";" not in between and (best is None or gap < best[0]):
                best = (gap, *field)
    return best


def _is_order(text: str) -> bool:
    return re.match(rf"(?:{alternatives('orders')})(?!\w)", text, re.IGNORECASE) is not None


def first_of(reading: Reading, values: OrderValues) -> dict[str, Any]:
    """The field, how many groups, from which end ("three most frequent failure codes", "which machine had the most")."""
    single = reading.has("which") and not re.search(
        rf"(?<!\w)(?:{alternatives('which')})\s+(?:are|were|sind|waren|er|var|son|fueron|são|foram)\b",
        reading.rest,
        re.IGNORECASE,
    )
    found: dict[str, Any] = {"least_first": reading.has("least"), "by": _field_of(reading, values, default="asset")}
    digits = reading.take(_DIGITS)
    word = next((w for w in re.findall(r"[^\W\d_]+", reading.rest.casefold()) if w in number_words() and w != "to"), "")
    if digits:
        found["top"] = int(digits.group(1)) or 1
    elif word and number_words()[word] > 1:
        found["top"] = number_words()[word]
        reading.take(re.compile(rf"(?<!\w){word}(?!\w)", re.IGNORECASE))
    else:
        found["top"] = 5 if single else GROUPS
    return found


def grouped(reading: Reading, values: OrderValues) -> list[str]:
    """The field behind "by", "per", "for each", and a second one behind it ("by year and machine")."""
    for match in re.finditer(rf"(?<!\w)(?:{alternatives('by')})\s+(?=[^\W\d_])", reading.rest, re.IGNORECASE):
        behind = reading.rest[match.end() :]
        field = field_at_start(behind, values) or _machine_at_start(behind)
        if not field:
            continue
        written = re.match(field[1], behind, re.IGNORECASE)
        more = re.match(
            rf"\s*(?:,|{alternatives('joined')}|{alternatives('by')})\s+(?:(?:{alternatives('by')})\s+)?",
            behind[written.end() :] if written else "",
            re.IGNORECASE,
        )
        rest = behind[written.end() + more.end() :] if written and more else ""
        second = field_at_start(rest, values) or _machine_at_start(rest)
        taken = [
            re.escape(match.group()) + field[1],
            *([re.escape(more.group()) + second[1]] if more and second else []),
        ]
        reading.take(re.compile("".join(taken), re.IGNORECASE))
        return [field[0], *([second[0]] if second and second[0] != field[0] else [])]
    return []


def _machine_at_start(text: str) -> tuple[str, str] | None:
    """Behind "per" the noun of a machine ("per pump") means each of them."""
    match = re.match(rf"(?:{alternatives('machine')})s?(?!\w)", text, re.IGNORECASE)
    return ("asset", re.escape(match.group())) if match else None


def field_at_start(text: str, values: OrderValues) -> tuple[str, str] | None:
    """The field that `text` begins with, and how it is written there, as a regular expression."""
    for own in sorted(values.own, key=len, reverse=True):
        match = re.match(own_name(own) + r"(?!\w)", text, re.IGNORECASE)
        if match:
            return own, re.escape(match.group())
    for name in fields():
        match = re.match(rf"(?:{alternatives(f'nouns.{name}')})(?!\w)", text, re.IGNORECASE)
        if match:
            return _with_values(name, values), re.escape(match.group())
    head = _head_of_tags(values)
    match = re.match(rf"(?:{head})s?(?!\w)", text, re.IGNORECASE) if head else None
    return ("asset", re.escape(match.group())) if match else None


def _field_of(reading: Reading, values: OrderValues, default: str) -> str:
    """The field that the superlative is about: the noun nearest to it or to "which"."""
    nearest = _nearest_field(reading.rest, values, ("most", "least", "which"))
    if nearest and nearest[0] <= NEAR and not reading.has("who"):
        reading.take(re.compile(nearest[2], re.IGNORECASE))
        return nearest[1]
    if reading.has("who"):
        return "assigned_to"
    # "Which digger had the most work orders": a noun that no field has is the machines' own name.
    reading.take(re.compile(rf"(?<!\w)(?:{alternatives('which')})\s+[^\W\d_]+", re.IGNORECASE))
    return default


def _with_values(name: str, values: OrderValues) -> str:
    """Companies keep failure codes as such or as alarm codes: the field that is filled."""
    other = _SIBLINGS.get(name, "")
    return other if other and not values.fields.get(name) and values.fields.get(other) else name


def _head_of_tags(values: OrderValues) -> str:
    """What the tags begin with, where that is a word ("Chiller 6")."""
    heads = {match.group().strip() for tag in values.assets if (match := re.match(r"[^\W\d_]{3,}", tag))}
    return "|".join(re.escape(head) for head in sorted(heads, key=len, reverse=True)[:50])
