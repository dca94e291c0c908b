"""Understand the question before any model is asked: language, machine, identifiers, thread; what must not be answered."""

import re
from collections.abc import Callable

from agent.embedded.intents import asks_to_defeat_safety, out_of_scope
from agent.entities import BULLETIN, Catalogue, Entities, recognise
from agent.facts import fold
from agent.language import detect, phrase
from agent.state import Memory, Situation, TurnContext
from domain.answers import Status
from domain.errors import NotFound
from domain.records import Asset

_FOLLOW_UP = re.compile(
    r"^\s*(?:and|what about|how about|also|then|og|hvad med|und|was ist mit|wie ist es mit|y|e|qué tal|e quanto a|same for)\b"
    r"|\b(?:it|that one|those|them|this one|davon|dazu|eso|isso)\b",
    re.IGNORECASE,
)
Stop = tuple[Status, str]
SHORT_REPLY = 6
SHORT_QUESTION = 3
NEAREST = 5


def understand(
    question: str, asset_tag: str, history: list[Memory], context: TurnContext
) -> tuple[Situation, Stop | None]:
    """The situation, and how the turn stops where it must: (status, text)."""
    text = _clean(question, context.settings.max_question_chars)
    language = detect(text)
    if not re.search(r"\w", text):
        return Situation(question=text, search_text=text, language=language), (
            "clarify",
            phrase("empty_question", language),
        )
    last = history[-1] if history else None
    at_machine = bool(asset_tag or (last and last["asset"]))
    found = recognise(text, context.catalogue, at_machine=at_machine)
    full, previous = _with_thread(text, found, last)
    if full != text:
        found = _merge(found, recognise(full, context.catalogue, at_machine=at_machine))
    if found.unknown_work_orders:
        found = _with_older_orders(found, context)
    asset = _asset(asset_tag, found, last, context)
    if isinstance(asset, str):
        return Situation(question=full, search_text=full, language=language), (
            "clarify",
            _unknown(asset, language, context),
        )
    model = asset.model if asset else (found.models or [_model_of_controller(full, found, context)])[0]
    model = model or (last["model"] if last else "")
    situation = Situation(
        question=full,
        search_text=_search_text(full, asset, context.catalogue),
        language=language,
        asset=asset,
        model=model,
        entities=found,
        previous=previous,
        asked=text,
    )
    return situation, _stop(situation, context)


def _clean(question: str, limit: int) -> str:
    printable = "".join(c if c.isprintable() or c in "\n\t" else " " for c in question)
    return " ".join(printable.encode("utf-8", "replace").decode("utf-8").split())[:limit]


def _with_thread(text: str, found: Entities, last: Memory | None) -> tuple[str, str]:
    """A follow-up question is completed by the one before it."""
    if last is None:
        return text, ""
    named = found.alarms or found.work_orders or found.parts or found.unknown_parts or found.unknown_work_orders
    words = len(re.findall(r"[^\W\d_]+", text))
    reply = last["clarify"] and words <= SHORT_REPLY
    if named or not (reply or words <= SHORT_QUESTION or _FOLLOW_UP.search(text)):
        return text, ""
    return (text if last["question"] in text else f"{text} ({last['question']})"), last["question"]


def _merge(first: Entities, more: Entities) -> Entities:
    """The newer question's own machine wins over the one it refers back to."""
    merged = more.model_copy(deep=True)
    for name in ("assets", "models", "unknown_assets"):
        if first.assets or first.models or first.unknown_assets:
            setattr(merged, name, getattr(first, name))
    return merged


def _asset(tag: str, found: Entities, last: Memory | None, context: TurnContext) -> Asset | str | None:
    named = found.assets[0] if found.assets else ""
    if not named and found.unknown_assets:
        return found.unknown_assets[0]
    wanted = named or tag or (last["asset"] if last and not found.models else "")
    if not wanted:
        return None
    try:
        return context.tools.fleet.asset(wanted)
    except NotFound:
        return wanted


def _unknown(tag: str, language: str, context: TurnContext) -> str:
    try:
        context.tools.fleet.asset(tag)
    except NotFound as error:
        sentence = phrase("unknown_asset", language, tag=tag)
        if error.nearest:
            sentence += " " + phrase("did_you_mean", language, items=", ".join(error.nearest[:4]))
        return sentence
    return phrase("unknown_asset", language, tag=tag)


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


def _stop(situation: Situation, context: TurnContext) -> Stop | None:
    language = situation.language
    if asks_to_defeat_safety(situation.asked):
        return "refused", phrase("unsafe", language)
    named = situation.entities
    if out_of_scope(situation.asked) and recognise(situation.asked, context.catalogue) == Entities():
        return "refused", phrase("out_of_scope", language)
    unknown = _unknown_record(situation, context)
    if unknown:
        return "no_evidence", unknown
    if named.alarms and not situation.asset and not situation.model:
        return _ambiguous(named.alarms[0], language, context)
    return None


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


def _unknown_record(situation: Situation, context: TurnContext) -> str:
    """What to say where every identifier that the question names is unknown; nothing where one is known."""
    named = situation.entities
    if named.alarms or named.work_orders or named.parts:
        return ""
    tools = context.tools
    lookups: list[tuple[str, str, Callable[[str], object]]] = [
        *(("work_order", number, tools.work_orders.work_order) for number in named.unknown_work_orders),
        *(("part", number, tools.inventory.part) for number in named.unknown_parts),
        *(("bulletin", name, lambda bulletin: _bulletin(bulletin, context)) for name in named.bulletins),
    ]
    said: list[str] = []
    for kind, number, look_up in lookups:
        try:
            look_up(number)
        except NotFound as error:
            said.append(_there_is_no(kind, number, error.nearest, situation.language))
        else:
            return ""
    return " ".join(said)


def _there_is_no(kind: str, number: str, nearest: tuple[str, ...], language: str) -> str:
    sentence = phrase("unknown_record", language, kind=phrase(f"kind_{kind}", language), tag=number)
    items = ", ".join(nearest[:NEAREST])
    return f"{sentence} {phrase('nearest', language, items=items)}" if items else sentence


def _bulletin(name: str, context: TurnContext) -> None:
    """Whether a document is this bulletin, or any passage or work order refers to it; raises NotFound."""
    tools, wanted = context.tools, fold(name)
    documents = tools.passages.documents(tools.library)
    if any(wanted in fold(f"{document.title} {document.path}") for document in documents):
        return
    try:
        hits = tools.passages.search(name, library=tools.library, limit=8).hits
    except NotFound:
        hits = ()
    orders = tools.work_orders.find_work_orders(text=name, limit=8)
    if any(wanted in fold(hit.passage.text) for hit in hits) or any(
        wanted in fold(f"{order.title} {order.description} {order.actions}") for order in orders
    ):
        return
    family = name.rsplit("-", 1)[0]
    held = [found for document in documents for found in BULLETIN.findall(f"{document.title} {document.path}")]
    alike = sorted({found for found in held if found.startswith(family)})
    raise NotFound(f"No bulletin '{name}'.", tuple(alike))


def _ambiguous(code: str, language: str, context: TurnContext) -> Stop | None:
    try:
        alarms = context.tools.fleet.alarms(code)
    except NotFound:
        return None
    titles = {alarm.title for alarm in alarms}
    if len(titles) < 2:
        return None
    choices = "\n".join(f"- {', '.join(alarm.models)}: {alarm.title}" for alarm in alarms)
    return "clarify", f"{phrase('which_asset', language, code=code)}\n{choices}"
