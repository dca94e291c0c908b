"""The words that name times, as patterns: one grammar a language, with English beside it."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from language.folding import INDIC
from language.vocabulary import ENGLISH, Phrases, all_languages, vocabulary

LETTER = rf"(?:[^\W\d_]|[{INDIC}])"
YEAR = r"(?P<y>(?:19|20)\d\d)(?![\w-])"
_WEEKDAY = 5
"""Letters of the shortest weekday; "sat" and "wed" are other words."""


@cache
def months() -> Mapping[str, int]:
    """Every name of a month in every language."""
    return {name: number for language in all_languages() for name, number in vocabulary(language).months.items()}


class Grammar:
    """The words of one language, and English, that name times."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._held = [vocabulary(language), vocabulary(ENGLISH)] if language != ENGLISH else [vocabulary(ENGLISH)]
        self.dates = [one.dates for one in self._held]
        self.own_months = {name: number for one in reversed(self._held) for name, number in one.months.items()}
        self.weekdays = {n: d for one in self._held for n, d in one.weekdays.items() if len(n) >= _WEEKDAY}
        self.units = {word: unit for one in reversed(self.dates) for word, unit in one.units.items()}

    def phrases(self, *names: str) -> Phrases:
        """The phrases of these kinds."""
        return frozenset[str]().union(*(getattr(one, name) for one in self.dates for name in names))

    def ordered(self, name: str) -> Phrases:
        """The words of an order in time ("before")."""
        return frozenset[str]().union(*(one.order[name] for one in self._held))

    @cached_property
    def relative(self) -> re.Pattern[str]:
        """As "last month", "mes pasado", "last 3 weeks", "3 days ago", "vor 3 Tagen"."""
        last, this, following = (any_of(self.phrases(name)) for name in ("last", "this", "next"))
        units, ago, behind = any_of(self.units), any_of(self.phrases("ago_before")), any_of(self.phrases("ago_after"))
        count = rf"(?:\d{{1,4}}|{LETTER}{{2,12}})"
        return re.compile(
            rf"(?<!\w)(?:(?:{ago})\s+(?P<ago>{count})\s+(?P<ago_unit>{units})(?:\s+(?:{behind}))?"
            rf"|(?P<past>{count})\s+(?P<past_unit>{units})\s+(?:{behind})"
            rf"|(?:(?P<n>\d{{1,4}})\s+)?(?:(?P<last>{last})|(?P<this>{this})|(?P<next>{following}))\s+(?:(?P<count>{count})\s+)?(?P<unit>{units})"
            rf"|(?:(?P<many>\d{{1,4}})\s+)?(?P<unit2>{units})\s+(?:(?P<last2>{last})|(?P<this2>{this})|(?P<next2>{following})))(?![\w{INDIC}])"
        )

    @cached_property
    def fixed(self) -> Mapping[str, tuple[str, int] | int]:
        """As "yesterday" to -1, "i fjor" to ("year", -1)."""
        found: dict[str, tuple[str, int] | int] = {}
        for one in self.dates:
            found |= one.days
            for phrase, said in one.whole.items():
                which, unit = said.split()
                found[phrase] = (unit, {"last": -1, "this": 0, "next": 1}[which])
        return found

    @cached_property
    def fixed_pattern(self) -> re.Pattern[str]:
        """Any of these."""
        return re.compile(rf"(?<![\w{INDIC}])(?:{any_of(self.fixed)})(?![\w{INDIC}])")

    @cached_property
    def week(self) -> re.Pattern[str]:
        """As "week 45", "KW 45/2025", "uge 45 2025"; "3 weeks 2 days" is none."""
        weeks = any_of(["kw", "wk", "cw", *(word for word, unit in self.units.items() if unit == "week")])
        of = any_of(self.phrases("of"))
        return re.compile(
            rf"(?<![\w])(?<!\d )(?:{weeks})\.?\s?(?P<w>\d{{1,2}})(?![\d.,%])(?:[\s/,-]+(?:(?:{of})\s*)?{YEAR})?"
        )

    @cached_property
    def weekday(self) -> re.Pattern[str]:
        """Any day of the week, of several words too ("segunda-feira")."""
        return re.compile(rf"(?<![\w{INDIC}])(?:{any_of(self.weekdays)})(?![\w{INDIC}])")

    @cached_property
    def quarter(self) -> re.Pattern[str]:
        """As "3rd quarter of 2024"."""
        ordinals = any_of(self.ordinals)
        units = any_of(word for word, unit in self.units.items() if unit == "quarter")
        of = any_of(self.phrases("of"))
        return re.compile(rf"(?<!\w)(?P<which>{ordinals})\s+(?:{units})(?:\s+(?:(?:{of})\s*)?{YEAR})?(?![\w{INDIC}])")

    @cached_property
    def ordinals(self) -> Mapping[str, int]:
        """As "third" to 3."""
        return {word: number for one in self.dates for word, number in one.ordinals.items()}


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language."""
    return Grammar(vocabulary(language).language)


def any_of(wanted: Iterable[str]) -> str:
    """A pattern for any of these phrases, the longest first; one that never matches for none."""
    known = sorted(wanted, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in known) or r"(?!)"
