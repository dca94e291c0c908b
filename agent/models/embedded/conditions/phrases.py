"""The phrases and grammar of conditions, from `conditions.yaml`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from agent.question import nouns
from language.vocabulary import ENGLISH, phrases, vocabulary
from language.words import is_stop, is_word


@cache
def _held() -> Mapping[str, Any]:
    text = (Path(__file__).parent / "conditions.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Any]", yaml.safe_load(text))


@cache
def compiled(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of a group by name."""
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{'|'.join(sorted(each, key=len, reverse=True))})(?!\w)"))
        for name, each in _held()[group].items()
    )


@cache
def leaving_out(language: str, *groups: str) -> frozenset[str]:
    """The words of a language and of English for `except`, `not`, `neither` or `nor`."""
    own = [vocabulary(each).leaving_out[group] for each in dict.fromkeys((language, ENGLISH)) for group in groups]
    return frozenset[str]().union(*own)


def excepting(text: str, language: str) -> re.Pattern[str]:
    """The words that exclude what stands behind them; behind "neither" the "nor" of a language is one of them, which alone may mean something else."""
    either = phrases(leaving_out(language, "neither")).search(text)
    says_both = either and phrases(leaving_out(language, "nor")).search(text, either.end())
    return phrases(leaving_out(language, "except", "not", *(("neither", "nor") if says_both else ())))


def adverbs_of_time(text: str, language: str) -> list[tuple[int, int]]:
    """Where "before" or "after" ends its clause ("did we have this before, and ..."): it names no time that narrows."""
    known = vocabulary(language)
    found = phrases(known.order["before"] | known.order["after"]).finditer(text)
    return [match.span() for match in found if _clause_ends(language).match(text, match.end())]


@cache
def _clause_ends(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:$|[?!.,;:]|{phrases(vocabulary(language).joints).pattern})")


@cache
def narrowing_words(language: str) -> frozenset[str]:
    """Words of grammar that narrow ("not", "only", "before", "over"); where one was not read, that is told."""
    known = vocabulary(language)
    compared = frozenset[str]().union(*(known.limits[one] for one in ("more", "less", "least", "most")))
    beside = frozenset(_held()["beside"].get(language, ()))
    leaving_out = (known.negations | known.leaving_out["except"]) - beside
    every = leaving_out | known.only | compared | known.order["before"] | known.order["after"]
    every -= nouns.single_words("interrogative", language)  # the Norwegian "når" asks when, and says after
    return frozenset(word for word in every if is_word(word) and (is_stop(word, language) or word in known.negations))
