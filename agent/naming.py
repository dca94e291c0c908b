"""Which stretches of a text are identifiers of the records: rules for believing that one is meant."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agent.catalogue import Catalogue, Kind
from agent.facts import UNITS, fold
from agent.naming_words import AND, BEHIND_A_NAME, ON, ONE_OF, VALUE_BEFORE, WORD_OF

_TOKEN = re.compile(r"[^\W_][\w./#+-]*")
_GAP = re.compile(r"[\s/-]*")
_LONG_NUMBER = 5
"""Digits from which a bare number is taken for a part or an order without the word before it."""
_NEAR = 30
_KINDS: tuple[Kind, ...] = ("asset", "work_order", "part", "model", "alarm")
_LISTS: dict[Kind, str] = {
    "asset": "assets",
    "work_order": "work_orders",
    "part": "parts",
    "model": "models",
    "alarm": "alarms",
}


@dataclass(frozen=True)
class Hit:
    """One identifier: its span in the text, the list of `Entities` it belongs to, and its value."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True)
class _Window:
    text: str
    start: int
    end: int
    before: str
    after: str

    @property
    def digits(self) -> int:
        return sum(c.isdigit() for c in self.text)

    @property
    def only_digits(self) -> bool:
        return self.digits == len(fold(self.text))


def bare_number(before: str) -> bool:
    """Whether a number after this text is a value, a page or a year rather than an identifier."""
    return VALUE_BEFORE.search(before[-_NEAR:]) is not None


def named(clean: str, catalogue: Catalogue, taken: Sequence[Hit]) -> list[Hit]:
    """Every identifier of the records that `clean` names, longest first, then unknown ones of a known shape."""
    tokens = [(m.start(), m.start() + len(m.group().rstrip("./-_"))) for m in _TOKEN.finditer(clean)]
    hits: list[Hit] = []
    rounds = [(size, _known) for size in range(min(catalogue.words + 1, len(tokens)), 0, -1)]
    for size, rule in [*rounds, (2, _unknown), (1, _unknown)]:
        for window in _windows(clean, tokens, size):
            if any(window.start < hit.end and hit.start < window.end for hit in (*taken, *hits)):
                continue
            hits += rule(window, catalogue)
    return hits


def _windows(clean: str, tokens: Sequence[tuple[int, int]], size: int) -> Iterator[_Window]:
    for at in range(len(tokens) - size + 1):
        run = tokens[at : at + size]
        joined = all(_GAP.fullmatch(clean[a[1] : b[0]]) for a, b in pairwise(run))
        start, end = run[0][0], run[-1][1]
        if joined:
            yield _Window(clean[start:end], start, end, clean[max(0, start - _NEAR) : start], clean[end : end + _NEAR])
    if size == 1:
        for start, end in tokens:
            for part in re.finditer(r"[^/]+", clean[start:end]) if "/" in clean[start:end] else ():
                first, last = start + part.start(), start + part.end()
                yield _Window(
                    part.group(), first, last, clean[max(0, first - _NEAR) : first], clean[last : last + _NEAR]
                )


def _known(window: _Window, catalogue: Catalogue) -> list[Hit]:
    found = _readings(window.text, catalogue)
    said: list[Kind] = [kind for kind, word in WORD_OF.items() if kind in found and word.search(window.before)]
    order: list[Kind] = [*said, *found]
    for kind in order:
        if kind in said or _believable(kind, window, found[kind]):
            hit = Hit(window.start, window.end, _LISTS[kind], found[kind])
            return [hit, *_siblings(hit, window, catalogue)]
    return _by_number(window, catalogue) if window.text.isdecimal() else []


def _readings(text: str, catalogue: Catalogue) -> dict[Kind, str]:
    found: dict[Kind, str] = {}
    for kind in _KINDS:
        written = catalogue.find(kind, text)
        if written:
            found[kind] = written
    return found


def _believable(kind: Kind, window: _Window, written: str) -> bool:
    """Whether a stretch that reads like an identifier is meant as one, with no word for its kind before it."""
    if not window.digits:
        if kind == "model" and ONE_OF.search(window.before) and BEHIND_A_NAME.match(window.after):
            return True
        return len(window.text.split()) > 1 or window.text == written
    if window.only_digits:
        value = bare_number(window.before) or _unit(window.after)
        return kind in {"work_order", "part"} and window.digits >= _LONG_NUMBER and not value
    if kind == "alarm":
        return window.digits > 1 and len(fold(window.text)) > 2 and not bare_number(window.before)
    return len(fold(window.text)) > 1


def _by_number(window: _Window, catalogue: Catalogue) -> list[Hit]:
    """A machine or an order by its number alone, with the word for it before: "turbine 7", "order 10234"."""
    number = str(int(window.text))
    if WORD_OF["work_order"].search(window.before) and len(window.text) >= 3:
        orders = catalogue.order_digits.get(number, ())
        if orders:
            return [Hit(window.start, window.end, "work_orders", order) for order in orders]
        length = len(window.text)
        alike = any(len(digits) == length for digits in catalogue.order_digits)
        return [Hit(window.start, window.end, "unknown_work_orders", window.text)] if alike else []
    if WORD_OF["asset"].search(window.before):
        tags = catalogue.numbers.get(number, ())
        kind = "assets" if len(tags) == 1 else "which_assets"
        return [Hit(window.start, window.end, kind, tag) for tag in tags]
    return []


def _siblings(hit: Hit, window: _Window, catalogue: Catalogue) -> list[Hit]:
    """The machines in "WTG-07 and 09": numbers behind a tag that make another tag with its letters."""
    found: list[Hit] = []
    if hit.kind != "assets":
        return found
    stem = re.sub(r"\d+$", "", hit.value)
    at = window.end
    for match in re.finditer(rf"\s*{AND}\s*(\d{{1,4}})(?![\w.,]\d|\w)", window.after, re.IGNORECASE):
        if window.end + match.start() != at:
            break
        tag = catalogue.find("asset", f"{stem}{match.group(1)}")
        if not tag:
            break
        at = window.end + match.end()
        found.append(Hit(window.end + match.start(1), at, "assets", tag))
    return found


def _unknown(window: _Window, catalogue: Catalogue) -> list[Hit]:
    """An identifier that no record has, by its shape."""
    text = window.text
    letters = re.match(r"[^\W\d_]*", fold(text))
    prefix = letters.group() if letters else ""
    if not window.digits or (" " in text and not text.split()[0].isalpha()):
        return []
    if prefix and catalogue.is_shaped("asset", text) and (len(prefix) > 1 or ON.search(window.before)):
        return [Hit(window.start, window.end, "unknown_assets", text.upper().replace(" ", "-"))]
    if prefix and catalogue.is_shaped("work_order", text):
        return [Hit(window.start, window.end, "unknown_work_orders", text.upper().replace(" ", "-"))]
    parts = window.digits >= _LONG_NUMBER and not (text.isdecimal() or " " in text)
    if parts and catalogue.is_shaped("part", text) and not _unit(window.after):
        return [Hit(window.start, window.end, "unknown_parts", text)]
    if prefix and window.digits > 2 and " " not in text and catalogue.is_shaped("alarm", text):
        return [Hit(window.start, window.end, "alarms", text)]
    return []


def _unit(after: str) -> bool:
    word = re.match(r"\s*([^\s,;:?!()]+)", after)
    return word is not None and word.group(1).casefold().rstrip(".") in UNITS
