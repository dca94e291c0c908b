"""The phrases and grammar of conditions, from `conditions.yaml`."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from language.vocabulary import vocabulary
from language.words import is_stop


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
def words_of(language: str) -> Mapping[str, tuple[str, ...]]:
    """The grammar of a language with that of English, longer ones first."""
    held = _held()["words"]
    own = [held[each] for each in dict.fromkeys((language, "en")) if each in held]
    return {
        name: tuple(sorted((one for each in own for one in each[name]), key=len, reverse=True)) for name in held["en"]
    }


@cache
def excepting(language: str, *, neither: bool) -> re.Pattern[str]:
    """The words that exclude what stands behind them; `neither`: the "nor" of a language is one of them."""
    own = words_of(language)
    either = (*own["neither"], *own["nor"]) if neither else ()
    return re.compile(rf"(?<!\w)(?:{'|'.join((*own['except'], *either))})(?!\w)")


def says_neither(text: str, language: str) -> bool:
    """Whether "neither ... nor" is said: the second word alone ("noch") may mean something else."""
    return bool(re.search(rf"(?<!\w)(?:{'|'.join(words_of(language)['neither'])})(?!\w)", text))


@cache
def narrowing_words(language: str) -> frozenset[str]:
    """Words of grammar that narrow ("not", "only", "before", "over"); where one was not read, that is told."""
    known = vocabulary(language)
    compared = frozenset[str]().union(*(known.limits[one] for one in ("more", "less", "least", "most")))
    excluding = {one for one in words_of(language)["except"] if one.isalpha()}
    beside = _held()["words"].get(language, {}).get("particle", ())
    every = (
        (known.negations - {*beside}) | known.only | compared | known.order["before"] | known.order["after"] | excluding
    )
    return frozenset(word for word in every if word.isalpha() and (is_stop(word, language) or word in known.negations))
