"""What ends a turn before any tool is called: unsafe or foreign questions, records that do not exist, one open choice."""

from collections.abc import Callable
from dataclasses import dataclass, field

from agent.embedded.journeys import count_of
from agent.embedded.scope import is_no_service_work
from agent.entities import BULLETIN, Entities, recognise
from agent.facts import fold
from agent.language import phrase
from agent.refusals import defeats_protection
from agent.state import Choice, Situation, TurnContext
from domain.answers import Status
from domain.errors import NotFound

NEAREST = 5
MOST_CHOICES = 6


@dataclass(frozen=True)
class Stop:
    """How the turn ends, in words; `choices` are those of a clarifying question."""

    status: Status
    text: str
    choices: list[Choice] = field(default_factory=list[Choice])


def stop_for(situation: Situation, context: TurnContext) -> Stop | None:
    """Why this question is not looked up, or nothing."""
    language = situation.language
    embedder = getattr(context.tools.passages, "embedder", None)
    if defeats_protection(situation.asked, embedder):
        return Stop("refused", phrase("unsafe", language))
    place = situation.previous and context.catalogue.names_stock_place(situation.asked)
    names_nothing = not place and recognise(situation.asked, context.catalogue) == Entities()
    foreign = names_nothing and is_no_service_work(situation.asked, embedder, lambda: _nearest(situation, context))
    if foreign and count_of(situation, context.catalogue) is None:
        return Stop("refused", phrase("out_of_scope", language))
    if situation.requests:
        return None  # what is unknown or missing is told by the tool that checks it
    unknown = _unknown_record(situation, context)
    if unknown:
        return Stop("no_evidence", unknown)
    if situation.asset or situation.model or not situation.may_ask or situation.all_choices:
        return None
    if situation.entities.which_assets:
        return _which_machine(situation, context)
    return _which_alarm(situation, context) if situation.entities.alarms else None


def _nearest(situation: Situation, context: TurnContext) -> list[str]:
    try:
        hits = context.tools.passages.search(situation.asked, library=context.tools.library, limit=NEAREST).hits
    except NotFound:
        return []
    return [hit.passage.text for hit in hits]


def unknown_asset(tag: str, language: str, context: TurnContext, *, may_ask: bool) -> Stop:
    """No record has this machine: asked back once, told the second time."""
    sentence = phrase("unknown_asset", language, tag=tag)
    nearest: tuple[str, ...] = ()
    try:
        context.tools.fleet.asset(tag)
    except NotFound as error:
        nearest = error.nearest[:4]
    if nearest and may_ask:
        sentence += " " + phrase("did_you_mean", language, items=", ".join(nearest))
    elif nearest:
        sentence += " " + phrase("nearest", language, items=", ".join(nearest))
    choices = [Choice(label=name, model="", asset=name) for name in nearest]
    return Stop("clarify" if may_ask else "no_evidence", sentence, choices)


def ask_for_one(question: str, choices: list[Choice]) -> Stop:
    """One clarifying question with its choices, one a line."""
    lines = [f"- {choice['label']}" for choice in choices[:MOST_CHOICES]]
    return Stop("clarify", "\n".join([question, *lines]), choices[:MOST_CHOICES])


def _which_machine(situation: Situation, context: TurnContext) -> Stop:
    choices: list[Choice] = []
    for tag in situation.entities.which_assets:
        asset = context.tools.fleet.asset(tag)
        label = ", ".join(filter(None, (asset.tag, asset.model, asset.site)))
        choices.append(Choice(label=label, model=asset.model, asset=asset.tag))
    return ask_for_one(phrase("which_machine", situation.language), choices)


def _which_alarm(situation: Situation, context: TurnContext) -> Stop | None:
    code = situation.entities.alarms[0]
    try:
        alarms = context.tools.fleet.alarms(code)
    except NotFound:
        return None
    if len({alarm.title for alarm in alarms}) < 2:
        return None
    choices = [
        Choice(
            label=f"{', '.join(alarm.models) or alarm.controller or '-'}: {alarm.title}",
            model=alarm.models[0] if alarm.models else "",
            asset="",
        )
        for alarm in alarms
    ]
    return ask_for_one(phrase("which_asset", situation.language, code=code), choices)


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
