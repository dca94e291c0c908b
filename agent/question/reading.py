"""A question read once a turn, by code, for every model."""

import re
from collections.abc import Sequence
from datetime import date

from agent.question import nouns
from agent.question.header import Header, Named, place_of
from agent.question.machine import machine_of, unknown_request
from agent.question.naming.catalogue import Catalogue
from agent.question.naming.recognising import recognise
from domain.errors import NotFound
from language.detecting import detect, without_names
from language.words import fold, is_word, words
from stores.protocols import Fleet, WorkOrders

_GLUED = re.compile(r"(?<![\w-])([^\W\d_]{4,})[-_]?(?=\d)")
_FEWEST_WORDS, _TELLING_WORDS = 2, 4
"""Words from which a question shows its own language; "and WTG 9?" is in that of the thread."""


def read_question(
    text: str,
    asset_tag: str,
    previous: Header | None,
    catalogue: Catalogue,
    fleet: Fleet,
    today: date,
    *,
    limit: int = 8_000,
    work_orders: WorkOrders | None = None,
) -> tuple[str, Header]:
    """The question cleaned, and its header.

    Args:
        text: The person's words, as they came.
        asset_tag: The machine chosen in the request, or nothing.
        previous: The header of the turn before, of the same thread.
        catalogue: What the records call things.
        fleet: The machines.
        today: From which "last month" counts.
        limit: Characters kept of the question.
        work_orders: Where a work order is looked up that is too old for the catalogue.
    """
    text = clean(text, limit)
    language = _language(text, previous)
    text = _apart(text, language)
    at_machine = bool(asset_tag or (previous and previous.tag))
    named = recognise(text, catalogue, today, language, at_machine=at_machine)
    named = [_older(one, work_orders) for one in named] if work_orders else named
    named += unknown_request(asset_tag, catalogue, fleet)
    machine = machine_of(named, asset_tag, previous, catalogue, fleet)
    return text, Header(today=today, language=language, machine=machine, named=tuple(_told(named, text)))


def _apart(text: str, language: str) -> str:
    """A code that was typed together with the word for it, apart: "alarm309", "Alarm-309"."""
    known = nouns.single_words("alarm", language) | nouns.single_words("alarm", "en")
    return _GLUED.sub(lambda one: f"{one[1]} " if fold(one[1]) in known else one[0], text)


def _language(text: str, previous: Header | None) -> str:
    """Of the words that ask: what stands behind a colon may be a note in another language."""
    default = previous.language if previous else "en"
    head = text.partition(":")[0]
    asking = head if len(_telling(head)) >= _FEWEST_WORDS else text
    telling = _telling(asking)
    if previous and len(_telling(text)) < _TELLING_WORDS:
        return default
    if len(telling) >= _TELLING_WORDS:
        return detect(without_names(asking), default)
    by_verb = [one for one in nouns.languages() if fold(telling[0]) in _states(one)] if telling else []
    found = detect(" ".join(telling), default)
    if by_verb:
        return next((one for one in (default, found) if one in by_verb), by_verb[0])
    return found if found in nouns.languages() else default


def _telling(text: str) -> list[str]:
    """The words, without names and the letters of identifiers."""
    return [
        word
        for token in without_names(text).split()
        if not any(c.isdigit() for c in token)
        for word in words(token)
        if is_word(word)
    ]


def _states(language: str) -> frozenset[str]:
    """The words that ask for an order to be closed or cancelled, or for parts to be bought."""
    return frozenset[str]().union(*(nouns.single_words(verb, language) for verb in ("closed", "cancelled", "buy")))


def _older(one: Named, work_orders: WorkOrders) -> Named:
    """The catalogue holds the newest work orders only."""
    if one.kind != "unknown_work_order":
        return one
    try:
        return one.model_copy(update={"kind": "work_order", "value": work_orders.work_order(one.value).number})
    except NotFound:
        return one


def _told(named: Sequence[Named], text: str) -> Sequence[Named]:
    """With the places that reading the header back would give."""
    return [one.model_copy(update={"at": place_of(one.said, text)}) for one in named]


_JOINERS = {"\u200c", "\u200d"}
"""They shape words of Indic and Persian scripts."""
_TERMINAL = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])")
"""What moves a terminal's cursor or colours it is no word."""
_TAGS = re.compile(r"<(?=\s*/?\s*(?:context|evidence)\b)", re.IGNORECASE)


def clean(text: str, limit: int) -> str:
    """Printable characters, single spaces, at most one empty line, no half surrogates; cut to `limit` characters.

    Tags that only code writes ("<context>", "<evidence>") lose their bracket, so that nobody can write a header by hand.
    """
    whole = _TERMINAL.sub(" ", text[: 4 * limit].encode("utf-8", "replace").decode("utf-8"))
    printable = "".join(c if c.isprintable() or c == "\n" or c in _JOINERS else " " for c in whole)
    lines = (" ".join(line.split()) for line in printable.split("\n"))
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return _TAGS.sub("‹", joined)[:limit].strip()
