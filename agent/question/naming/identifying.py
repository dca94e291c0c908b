"""Which stretches of a text are identifiers: those of the records, then others of their shape; and when to believe it."""

import re
from collections.abc import Callable, Sequence

from agent.question import nouns
from agent.question.naming.catalogue import KINDS, Catalogue, Kind
from agent.question.naming.windows import Hit, Window, Windows
from language.words import is_stop, is_word, words

_LONG_NUMBER = 5
"""Digits from which a bare number is taken for a part or an order without a word for it."""
_CODE_DIGITS, _PART_DIGITS = 3, 5
_LISTED: dict[str, Kind] = {"asset": "asset", "alarm": "alarm", "work_order": "work_order"}
_UNKNOWN_CODE = re.compile(r"[A-Za-z]{1,3}[-_]?\d{1,6}|\d{2,6}")
_SHORT_TAG, _SHORTEST_KIND = 2, 3
"""Characters of a tag that names a machine only behind a word for it, and of such a word."""


class Identifying:
    """One text read for identifiers.

    Args:
        text: A person's words.
        catalogue: The identifiers in use.
        language: Of the text.
        taken: Spans of quantities and dates, where a bare number is no identifier.
        at_machine: The machine is known besides the text, so that a bare number may be one of its codes.
    """

    def __init__(
        self,
        text: str,
        catalogue: Catalogue,
        language: str,
        taken: Sequence[tuple[int, int]] = (),
        *,
        at_machine: bool = False,
    ) -> None:
        self.text, self.catalogue, self.language, self.taken = text, catalogue, language, taken
        self.at_machine = at_machine
        self.hits: list[Hit] = []
        self.windows = Windows(text)

    def all(self) -> list[Hit]:
        """Every identifier, longest first; then unknown ones of a known shape; then those listed behind them."""
        for size in range(min(self.catalogue.longest, len(self.windows.tokens)), 0, -1):
            self._each(size, self._known)
        if any(hit.kind in {"asset", "model"} for hit in self.hits) and not self.at_machine:
            self.at_machine = True
            self._each(1, self._known)
        for size in (2, 1):
            self._each(size, self._unknown)
        self._each(1, self._listed)
        return sorted(self.hits, key=lambda hit: hit.start)

    def _each(self, size: int, rule: Callable[[Window], list[Hit]]) -> None:
        for window in self.windows.of(size):
            if not any(hit.start < window.end and window.start < hit.end for hit in self.hits):
                self.hits += rule(window)

    def _known(self, window: Window) -> list[Hit]:
        found: dict[Kind, str] = {kind: value for kind in KINDS if (value := self.catalogue.find(kind, window.text))}
        if not found:
            return self._by_number(window) if window.text.isdecimal() else []
        said = self._nouns(window)
        for kind, value in sorted(found.items(), key=lambda one: one[0] not in said):
            if kind in said or self._believable(kind, window, value):
                return [Hit(window.start, window.end, kind, value)]
            if kind == "asset" and self._behind_its_kind(window, value):
                return [Hit(self._start_of_word_before(window), window.end, kind, value)]
        return self._by_number(window) if window.text.isdecimal() else []

    def _nouns(self, window: Window) -> frozenset[str]:
        """What the words beside it say that it is: before it, for a code also behind it."""
        before = nouns.before(window.before, self.language)
        behind = nouns.named_by(window.after[:1], self.language) if window.digits and window.after else frozenset[str]()
        return before | (behind & {"alarm"})

    def _believable(self, kind: Kind, window: Window, written: str) -> bool:
        """Whether a stretch that reads like an identifier is meant as one, with no word for its kind beside it."""
        text = window.text
        if not window.digits:
            return len(text.split()) > 1 or (len(text) > 1 and text == written) or self._stands_alone(window, written)
        if not text.isdecimal():
            letters = any(c.isalpha() for c in text)
            if kind == "alarm" and text.replace(" ", "") == written.replace(" ", "") and text[0].isupper():
                return True
            if kind == "alarm":
                return window.digits > 1 and len(text) > 2 and not (self._is_value(window) and not letters)
            return letters or (window.digits >= _CODE_DIGITS and not self._is_value(window))
        if self._is_value(window):
            return False
        if kind == "alarm":
            return window.digits >= _CODE_DIGITS and (self.at_machine or self._beside_grammar(window))
        return kind in {"work_order", "part", "asset"} and window.digits >= _LONG_NUMBER

    def _stands_alone(self, window: Window, written: str) -> bool:
        """A name of one word means a machine or model where no noun follows it: "on the Osprey", not "the Osprey pump"."""
        if len(window.text) == 1 and window.text != written:
            return False
        named = window.at_start or is_stop(window.before[-1], self.language) if window.before else window.at_start
        alone = window.at_end or (bool(window.after) and is_stop(window.after[0], self.language))
        whole = window.at_start and window.at_end
        return alone and named and (len(window.text) > 1 or not window.at_start or whole)

    def _behind_its_kind(self, window: Window, written: str) -> bool:
        """A short tag behind the word for such machines, which no list has: "excavator D", "Bagger D", "press 4"."""
        before = window.before[-1] if window.before else ""
        is_kind = len(before) >= _SHORTEST_KIND and is_word(before) and not is_stop(before, self.language)
        if window.text != written or len(written) > _SHORT_TAG or not is_kind or window.at_start:
            return False
        ends = window.at_end or (bool(window.after) and is_stop(window.after[0], self.language))
        return not self._nouns(window) - {"asset"} and (not window.digits or (ends and not self._is_value(window)))

    def _start_of_word_before(self, window: Window) -> int:
        match = re.search(r"[^\W_]+\W*$", self.text[: window.start])
        return match.start() if match else window.start

    def _is_value(self, window: Window) -> bool:
        """Whether the number belongs to a quantity, a date, a page or a comparison."""
        inside = any(start < window.end and window.start < end for start, end in self.taken)
        sign = self.text[: window.start].rstrip()[-1:] in set("=<>~±≈≤≥$€£")
        unit = self.text[window.end : window.end + 1] in set("%°‰")
        decimal = re.match(r"[.,]\d", self.text[window.end :]) is not None
        return inside or sign or unit or decimal or "place" in nouns.before(window.before, self.language)

    def _beside_grammar(self, window: Window) -> bool:
        """At an end of its clause, or behind a word of grammar ("with 309") or of resetting: no noun that would count it or number it."""
        if window.at_start or window.at_end:
            return True
        before = window.before[-1]
        return is_stop(before, self.language) or nouns.is_of_resetting(before)

    def _by_number(self, window: Window) -> list[Hit]:
        """A machine or an order by its number alone, with the word for it before: "turbine 7", "order 10234"."""
        said, number = nouns.before(window.before, self.language), window.text.lstrip("0") or "0"
        if "asset" in said and (tags := self.catalogue.by_number.get("asset", {}).get(number)):
            kind = "asset" if len(tags) == 1 else "which_asset"
            return [Hit(window.start, window.end, kind, tag) for tag in tags]
        if "work_order" in said and window.digits >= _CODE_DIGITS:
            orders = self.catalogue.by_number.get("work_order", {}).get(number, ())
            return [Hit(window.start, window.end, "work_order", order) for order in orders]
        return []

    def _unknown(self, window: Window) -> list[Hit]:
        """An identifier that no record has, by its shape or the word before it."""
        text, said = window.text, self._nouns(window)
        if not window.digits or (" " in text and not is_word(text.split()[0])):
            return []
        kind = self._shape_of(window, said)
        if not kind:
            return []
        value = text.upper().replace(" ", "-") if kind in {"asset", "work_order"} and not text.isdecimal() else text
        return [Hit(window.start, window.end, f"unknown_{kind}", value)]

    def _shape_of(self, window: Window, said: frozenset[str]) -> str:
        text, shaped = window.text, self.catalogue.is_shaped
        prefix = re.match(r"[^\W\d_]*", text)
        letters = len(prefix.group()) if prefix else 0
        if text.isdecimal():
            orders = self.catalogue.by_number.get("work_order", {})
            if "work_order" in said and any(len(number) == len(text) for number in orders):
                return "work_order"
            if "part" in said and shaped("part", text):
                return "part"
        elif letters and shaped("asset", text) and (letters > 1 or self._like_a_tag(window, said)):
            return "asset"
        elif letters and shaped("work_order", text):
            return "work_order"
        elif window.digits >= _PART_DIGITS and " " not in text and shaped("part", text) and not self._is_value(window):
            return "part"
        elif letters and window.digits > 2 and " " not in text and shaped("alarm", text):
            return "alarm"
        is_code = "alarm" in said and _UNKNOWN_CODE.fullmatch(text) and not self._is_value(window)
        return "alarm" if is_code else ""

    def _like_a_tag(self, window: Window, said: frozenset[str]) -> bool:
        """A tag with one letter is believed where it is written like the others, and no noun follows it: an M16 bolt is none."""
        return "asset" in said or (
            self.catalogue.is_written_like("asset", window.text) and self._stands_alone(window, window.text)
        )

    def _listed(self, window: Window) -> list[Hit]:
        """The numbers behind an identifier that make others of its kind: "WTG-07 and 09", "alarms 309, 310"."""
        last = max((hit for hit in self.hits if hit.end <= window.start), key=lambda hit: hit.end, default=None)
        if last is None or not window.text.isdecimal() or not self._joined(self.text[last.end : window.start]):
            return []
        kind = _LISTED.get(last.kind.removeprefix("unknown_"))
        if kind is None or (kind != "asset" and self._is_value(window)):
            return []
        stem = re.sub(r"\d+$", "", last.value)
        value = self.catalogue.find(kind, window.text) or self.catalogue.find(kind, f"{stem}{window.text}")
        return [Hit(window.start, window.end, kind, value)] if value else []

    def _joined(self, between: str) -> bool:
        told = words(between)
        return len(told) <= 1 and all(is_stop(word, self.language) for word in told) and len(between.strip()) <= 5
