"""Understand the question before any model is asked: language, machine, identifiers, thread; what must not be answered."""

import re

from agent.embedded.intents import asks_to_defeat_safety, out_of_scope
from agent.entities import Catalogue, Entities, recognise
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
    found = recognise(text, context.catalogue)
    full, previous = _with_thread(text, found, last)
    if full != text:
        found = _merge(found, recognise(full, context.catalogue))
    asset = _asset(asset_tag, found, last, context)
    if isinstance(asset, str):
        return Situation(question=full, search_text=full, language=language), (
            "clarify",
            _unknown(asset, language, context),
        )
    model = asset.model if asset else (found.models or [last["model"] if last else ""])[0]
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
    if named.alarms and not situation.asset and not situation.model:
        return _ambiguous(named.alarms[0], language, context)
    return None


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
