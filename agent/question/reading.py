"""A question read once a turn, by code, for every model."""

from collections.abc import Sequence
from datetime import date

from agent.question.catalogue import Catalogue
from agent.question.cleaning import clean
from agent.question.header import Header, Named, place_of
from agent.question.machine import machine_of, unknown_request
from agent.question.recognising import recognise
from domain.errors import NotFound
from language.detecting import detect
from language.words import words
from stores.protocols import Fleet, WorkOrders

_TELLING_WORDS = 4
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
    at_machine = bool(asset_tag or (previous and previous.tag))
    named = recognise(text, catalogue, today, language, at_machine=at_machine)
    named = [_older(one, work_orders) for one in named] if work_orders else named
    named += unknown_request(asset_tag, catalogue, fleet)
    machine = machine_of(named, asset_tag, previous, catalogue, fleet)
    return text, Header(today=today, language=language, machine=machine, named=tuple(_told(named, text)))


def _language(text: str, previous: Header | None) -> str:
    default = previous.language if previous else "en"
    telling = [word for word in words(text) if word.isalpha()]
    return default if previous and len(telling) < _TELLING_WORDS else detect(text, default)


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
