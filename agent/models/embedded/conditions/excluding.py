"""What a question leaves out: names behind "except", words behind "without", and that there are none of a kind."""

import re
from collections.abc import Iterator

from agent.models.embedded.conditions.held import Held
from agent.models.embedded.conditions.phrases import excepting, leaving_out, narrowing_words
from agent.question import nouns
from agent.question.header import STANDARD, Header
from language.vocabulary import phrases, vocabulary
from language.words import fold, is_stop, words

NEAR = 26
"""Characters between a word that excludes and what it excludes."""
SHORTEST = 3
"""Letters of a word that is left out; an article may stand before it."""
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"(?:\s+[^\W\d_]+)+")
_NAMES = frozenset(
    "status kind assigned_to priority component failure_mode alarm asset site model asset_name machine_status".split()
)
_JOBS = frozenset({"work_order", "corrective", "preventive", "service", "alarm", "failure_mode"})
_STANDING_FOR = frozenset({"pronoun", "asking"})
"""Nouns of words that stand for the jobs ("except the ones of 2023"): no job is told by them."""


def names_excluded(text: str, held: Held, header: Header) -> Iterator[tuple[str, str]]:
    """The names that a word before them excludes, with nothing else named between."""
    pattern = excepting(held.text, header.language)
    for start, end, kind in held.marks:
        if kind not in _NAMES and kind in STANDARD:
            continue
        begin = max((other for _, other, _ in held.marks if other <= start), default=0)
        before = held.text[max(begin, start - NEAR) : start]
        found = list(pattern.finditer(before))
        if found:
            offset = max(begin, start - NEAR)
            held.take((offset + found[-1].start(), offset + found[-1].end()))
            said = text[start:end]
            yield from ((one.kind, one.value) for one in header.named if fold(one.said) == said and one.kind == kind)


def fields_empty(held: Held, header: Header) -> dict[str, str]:
    """The company's fields that are to tell nothing: "without an operario", "geen behandelaar"."""
    known, found = vocabulary(header.language), dict[str, str]()
    denying = phrases((known.negations | known.leaving_out["except"]) - known.leaving_out["not"])
    fields = {fold(one.said): one.value for one in header.named if one.kind == "field"}
    for start, end, kind in held.marks:
        said = held.said(start, end) if kind == "field" else ""
        before = list(denying.finditer(held.text[:start])) if said in fields else []
        if before and len(words(held.text[before[-1].end() : start])) <= 1:
            found[fields[said]] = "none"
            held.take(before[-1].span())
    return found


def words_excluded(held: Held, header: Header) -> list[str]:
    """The word behind "except" that names no value: it must not stand in the texts."""
    found: list[str] = []
    for match in phrases(leaving_out(header.language, "except")).finditer(held.text):
        behind = _first_word(held.text, match.end(), header.language)
        word = behind.group() if behind else ""
        if behind and not (word in narrowing_words(header.language) or nouns.named_by((word,), header.language) & _STANDING_FOR):  # fmt: skip
            found.append(word)
            held.take((match.start(), behind.end()))
    return found


def _first_word(text: str, place: int, language: str) -> re.Match[str] | None:
    """The first of the words behind a place that is no word of grammar."""
    run = _WORDS.match(text, place)
    found = _WORD.finditer(text, place, run.end() if run else place)
    return next((one for one in found if len(one.group()) >= SHORTEST and not is_stop(one.group(), language)), None)


def says_none(text: str, held: Held, language: str) -> bool:
    """Whether none of a kind of job is said ("keine Störung", "no open jobs"), which a machine may be asked for."""
    of_orders = [start for start, _, kind in held.marks if kind in _NAMES - {"asset", "asset_name", "site", "model"}]
    for match in phrases(vocabulary(language).negations - vocabulary(language).leaving_out["not"]).finditer(text):
        behind = words(text[match.end() :])[:1]
        if any(0 <= start - match.end() <= 1 for start in of_orders):
            return True
        if behind and nouns.named_by((behind[0],), language) & _JOBS:
            return True
    return False
