"""Understand the question before any model is asked: language, machine, identifiers, thread; what must not be answered."""

import re

from agent.changes import with_requests
from agent.embedded.intents import intents, wanted_of
from agent.embedded.learned import machines_in_words
from agent.entities import Catalogue, Entities, recognise
from agent.followups import Thread, complete
from agent.language import detect, phrase
from agent.state import Memory, Situation, TurnContext
from agent.stops import Stop, stop_for, unknown_asset
from domain.errors import NotFound
from domain.records import Asset

_MACHINES = ("assets", "models", "unknown_assets", "which_assets")
_RECORDS = ("alarms", "work_orders", "parts", "unknown_parts", "unknown_work_orders")


def understand(
    question: str, asset_tag: str, history: list[Memory], context: TurnContext
) -> tuple[Situation, Stop | None]:
    """The situation, and how the turn stops where it must."""
    text = _clean(question, context.settings.max_question_chars)
    language = detect(text)
    if not re.search(r"\w", text):
        return Situation(question=text, search_text=text, language=language), Stop(
            "clarify", phrase("empty_question", language)
        )
    last = history[-1] if history else None
    at_machine = bool(asset_tag or (last and last["asset"]))
    found = recognise(text, context.catalogue, at_machine=at_machine)
    thread = complete(text, found, history)
    found = _with_thread(found, thread, context.catalogue, at_machine=at_machine)
    if found.unknown_work_orders:
        found = _with_older_orders(found, context)
    if not any(getattr(found, name) for name in _MACHINES):
        found = found.model_copy(update={"assets": machines_in_words(text, context.catalogue.orders)})
    if last and thread.previous and len(re.findall(r"[^\W\d_]+", text)) < _TELLING_WORDS:
        language = last.get("language", language)
    may_ask = not (last and last["clarify"])
    asset = _asset(asset_tag, found, thread, last, context)
    if isinstance(asset, str):
        situation = Situation(question=thread.question, search_text=thread.question, language=language, asked=text)
        return situation, unknown_asset(asset, language, context, may_ask=may_ask)
    wanted = wanted_of(thread.asks, context.embedder)
    guessed = wanted != intents(thread.asks)
    if context.catalogue.names_stock_place(thread.asks):
        wanted |= {"stock"}
    situation = Situation(
        question=thread.question,
        search_text=_search_text(thread.search or thread.question, asset, context.catalogue),
        language=language,
        asset=asset,
        model=_model(asset, found, thread, last, context),
        entities=found,
        asked=text,
        asks=thread.asks,
        subject=thread.subject,
        wanted=sorted(wanted),
        guessed=guessed,
        previous=thread.previous,
        all_choices=thread.open,
        may_ask=may_ask,
    )
    situation = with_requests(
        situation, last, context, lambda rest: _search_text(rest, situation.asset, context.catalogue)
    )
    return situation, stop_for(situation, context)


_TELLING_WORDS = 4
"""Words from which a follow-up shows its own language; "and WTG 9?" is in that of the thread."""


def _clean(question: str, limit: int) -> str:
    printable = "".join(c if c.isprintable() or c in "\n\t" else " " for c in question)
    return " ".join(printable.encode("utf-8", "replace").decode("utf-8").split())[:limit]


def _with_thread(found: Entities, thread: Thread, catalogue: Catalogue, *, at_machine: bool) -> Entities:
    """The newer question's own machine and records win over those it refers back to."""
    if not thread.previous:
        return found
    more = recognise(thread.question, catalogue, at_machine=at_machine)
    taken = thread.taken
    machines = any(getattr(found, name) for name in _MACHINES)
    records = any(getattr(found, name) for name in _RECORDS)
    merged = found.model_copy(deep=True)
    for name in (*_MACHINES, *_RECORDS, "bulletins"):
        own, older = getattr(found, name), [*getattr(taken, name), *getattr(more, name)]
        if not own and not (machines if name in _MACHINES else records):
            setattr(merged, name, list(dict.fromkeys(older)))
    if taken.parts and not records:
        merged.parts, merged.alarms = taken.parts, taken.alarms
    return merged


def _asset(tag: str, found: Entities, thread: Thread, last: Memory | None, context: TurnContext) -> Asset | str | None:
    chosen = thread.choice["asset"] if thread.choice else ""
    named = found.assets[0] if found.assets else ""
    if not named and not chosen and found.unknown_assets:
        return found.unknown_assets[0]
    inherits = last is not None and not (
        found.models or found.which_assets or (thread.choice and thread.choice["model"])
    )
    wanted = chosen or named or tag or (last["asset"] if last and inherits else "")
    if not wanted:
        return None
    try:
        asset = context.tools.fleet.asset(wanted)
        # "And on the other model?", asked at a machine, is not about that machine.
        return asset if chosen or named or found.models in ([], [asset.model]) or len(found.models) > 1 else None
    except NotFound:
        # A machine that only its work orders know.
        return Asset(tag=wanted) if wanted in context.catalogue.orders.assets else wanted


def _model(asset: Asset | None, found: Entities, thread: Thread, last: Memory | None, context: TurnContext) -> str:
    if asset:
        return asset.model
    if thread.choice and thread.choice["model"]:
        return thread.choice["model"]
    named = found.models[0] if found.models else _model_of_controller(thread.question, found, context)
    return named or (last["model"] if last and not found.which_assets else "")


def _search_text(text: str, asset: Asset | None, catalogue: Catalogue) -> str:
    """The question without the machine's tag: manuals do not name it."""
    tags = [asset.tag] if asset else []
    tags += recognise(text, catalogue).assets
    for tag in tags:
        loose = r"[\W_]*".join(re.escape(part) for part in re.findall(r"[^\W\d_]+|\d+", tag))
        loose = re.sub(r"(?<=\[\\W_\]\*)0+(?=\d)", "0*", loose)
        text = re.sub(
            rf"(?:\b(?:on|for|at|of|in|på|til|an|für|bei|en|em|para|no|na|da|do)\s+)?(?<!\w){loose}(?!\w)",
            " ",
            text,
            flags=re.IGNORECASE,
        )
    return " ".join(text.split()) or text


def _with_older_orders(found: Entities, context: TurnContext) -> Entities:
    """The catalogue holds the newest work orders only: older ones are asked for."""
    known, unknown = list(found.work_orders), list[str]()
    for number in found.unknown_work_orders:
        try:
            known.append(context.tools.work_orders.work_order(number).number)
        except NotFound:
            unknown.append(number)
    return found.model_copy(update={"work_orders": list(dict.fromkeys(known)), "unknown_work_orders": unknown})


def _model_of_controller(text: str, found: Entities, context: TurnContext) -> str:
    """The model whose machines alone have the controller that the text names."""
    if not found.alarms:
        return ""
    asked = _spaced(text)
    models = {
        asset.model for asset in context.tools.fleet.assets() if asset.controller and _spaced(asset.controller) in asked
    }
    return models.pop() if len(models) == 1 else ""


def _spaced(text: str) -> str:
    return " ".join(["", *re.findall(r"[^\W_]+", text.casefold()), ""])
