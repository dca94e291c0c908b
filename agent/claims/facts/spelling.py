"""How facts are written: number words as digits, names of units, keys of identifiers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.claims.facts.fact import Fact
from language.identifiers import key
from language.numbers import digits
from language.units import canonical, quantities
from language.vocabulary import vocabulary
from language.words import fold, is_stop

LONGEST = 4_000
_LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+)?\(?\d{1,3}[.)]\s+")
_TIMES = re.compile(r"(?<=\d)\s?[x×](?!\s*\d|\w)")
_NUMERO = re.compile(r"\b([Nn])o\.(?=\s?\d)")
_ONE = re.compile(r"\bone ([a-z]{3,})", re.IGNORECASE)
_RATE_NAMED = re.compile(r"(?<!\w)([^\W\d]{1,4}/[^\W\d]{1,3})(?!\w)")


@lru_cache(maxsize=8_192)
def key_of(identifier: str) -> str:
    """How identifiers are compared; the letter O and the figure 0 are one."""
    return key(identifier).replace("o", "0")


@lru_cache(maxsize=32_768)
def spelled(text: str, language: str) -> str:
    """The text with number words as digits, without its list number."""
    clean = _NUMERO.sub(r"\1r.", _LIST_NUMBER.sub("", text[:LONGEST]))  # "No. 5" denies nothing
    if language == "en":
        # In English "one" before a noun counts; in other languages it is an article.
        clean = _ONE.sub(
            lambda match: match.group() if is_stop(match.group(1), language) else f"1 {match.group(1)}", clean
        )
    return digits(_TIMES.sub(" ", clean), language)


@lru_cache(maxsize=4_096)
def units_named(text: str, language: str = "en") -> frozenset[str]:
    """The units that a heading, caption or column names ("in bar"), and those of its quantities."""
    words = re.findall(r"[^\s()\[\],;:]+", text[:LONGEST])
    spelled_out = vocabulary(language).units
    named = {canonical(word) for word in words} | {spelled_out.get(fold(word), "") for word in words}
    named |= {rate.lower() for rate in _RATE_NAMED.findall(text[:LONGEST])}
    return frozenset(filter(None, named | {q.unit for q in quantities(text[:LONGEST])}))


def without(text: str, taken: Sequence[Fact]) -> str:
    """A spelled text with its facts blotted out: the words around them."""
    for fact in taken:
        text = text[: fact.start] + " " * (fact.end - fact.start) + text[fact.end :]
    return text
