"""Which changes of the records this turn may propose: those that the person asks for, in words of this turn.

Retrieved text never comes here. Of a model's own calls only those pass whose kind of change the person's words hold,
and whose work order or machine the person named.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from agent.embedded.intents import wanted_of
from agent.embedded.request_arguments import Setting, arguments
from agent.embedded.requests import Message, language_of, may_write, read_message
from agent.entities import recognise
from agent.state import Memory, Round, Situation, TurnContext, WriteRequest
from domain.answers import ToolCall
from domain.errors import NotFound
from tools.proposals import Refused
from tools.toolbox import WRITE_TOOLS

WRITES = frozenset(tool.name for tool in WRITE_TOOLS)
_FREE_TEXT = frozenset({"title", "note"})
_NEEDED = {
    "create_work_order": ("asset", "title"),
    "add_work_order_note": ("work_order", "note"),
    "set_work_order_status": ("work_order", "status"),
    "reserve_part": ("part", "work_order"),
    "release_reservation": ("part",),
}


def with_requests(
    situation: Situation, last: Memory | None, context: TurnContext, without_tag: Callable[[str], str]
) -> Situation:
    """The situation with the changes asked for; its question is then only what is asked besides."""
    asked = _completed(situation.asked, last, situation, context)
    message = read_message(asked, context.catalogue)
    allowed = may_write(asked, context.catalogue)
    if not message.segments:
        return situation.model_copy(update={"may_write": allowed})
    setting = _setting(situation, last, context)
    rest = _rest(message, context)
    update: dict[str, Any] = {
        "asked": asked,
        "requests": [
            WriteRequest(tool=each.tool, args=_arguments(each, message, setting)) for each in message.segments
        ],
        "may_write": allowed | {segment.tool for segment in message.segments},
        "only_writes": not rest,
        "language": situation.language if rest else language_of(_heads(message)) or situation.language,
        "is_reply": asked != situation.asked,
    }
    if rest:
        found = recognise(rest, context.catalogue, at_machine=situation.asset is not None)
        update |= {"question": rest, "search_text": without_tag(rest), "entities": found, "previous": ""}
        update |= {"asks": rest, "subject": rest, "wanted": sorted(wanted_of(rest))}
    return situation.model_copy(update=update)


def _heads(message: Message) -> str:
    """The requests without the free text behind their colons, which may be in another language."""
    return " ".join(segment.text.partition(":")[0] for segment in message.segments)


def own_calls(situation: Situation) -> list[dict[str, Any]]:
    """The calls for what the person asks for: made by code, whatever the model plans."""
    return [
        {"name": request.tool, "args": request.args, "id": f"asked_{number}"}
        for number, request in enumerate(situation.requests, start=1)
    ]


def only_asked_for(
    calls: Sequence[dict[str, Any]], situation: Situation, work: Round, context: TurnContext
) -> tuple[list[dict[str, Any]], Round]:
    """The model's calls without changes that nobody asked for; what was dropped is told."""
    kept: list[dict[str, Any]] = []
    own = {request.tool for request in situation.requests}
    for call in calls:
        name = str(call["name"])
        if name not in WRITES:
            kept.append(call)
        elif name in own:
            continue
        elif name in situation.may_write and _names_its_record(call, situation, context):
            kept.append(call)
        else:
            dropped = ToolCall(name=name, args=dict(call.get("args") or {}), status="rejected")
            told = Refused("unasked", {"tool": name})
            work = replace(work, calls=(*work.calls, dropped), refusals=(*work.refusals, told))
    return kept, work


def _names_its_record(call: dict[str, Any], situation: Situation, context: TurnContext) -> bool:
    """The work order or machine to be changed stands in the person's words, or is the machine in question."""
    args = dict(call.get("args") or {})
    named = recognise(situation.asked, context.catalogue)
    machine = {situation.asset.tag} if situation.asset else set[str]()
    for field, known in (
        ("work_order", {*named.work_orders, *named.unknown_work_orders}),
        ("asset", {*named.assets, *named.unknown_assets} | machine),
    ):
        given = str(args.get(field) or "")
        found = recognise(given, context.catalogue) if given else None
        same = {given, *(found.work_orders if found else ()), *(found.assets if found else ())}
        if given and not same & known:
            return False
    return True


def _completed(asked: str, last: Memory | None, situation: Situation, context: TurnContext) -> str:
    """A reply to "For this I still need ..." completes the request that was asked before."""
    if last is None or not last["clarify"]:
        return asked
    before = read_message(last["question"], context.catalogue)
    now = read_message(asked, context.catalogue)
    if not before.segments or now.segments or now.asked:
        return asked
    setting = _setting(situation, None, context)
    given = [(segment.tool, arguments(segment, setting)) for segment in before.segments]
    missing = {name for tool, args in given for name in _NEEDED[tool] if not args.get(name)}
    joint = ": " if missing & _FREE_TEXT and ":" not in last["question"] else ", "
    return f"{last['question'].rstrip(' .?!:')}{joint}{asked}"


def _setting(situation: Situation, last: Memory | None, context: TurnContext) -> Setting:
    before = f"{last['question']} {last['search_text']}" if last else ""
    orders = (last or {}).get("orders") or recognise(before, context.catalogue).work_orders

    def places(part: str) -> Sequence[str]:
        try:
            return [stock.location for stock in context.tools.inventory.part(part).stock]
        except NotFound:
            return []

    return Setting(
        context.catalogue,
        asset=situation.asset.tag if situation.asset else "",
        order=orders[0] if len(orders) == 1 else "",
        places=places,
    )


def _arguments(segment: Any, message: Message, setting: Setting) -> dict[str, Any]:
    args = arguments(segment, setting)
    if segment.tool == "create_work_order" and "title" not in args and message.told:
        # "Pitch battery low on WTG-07, open a work order."
        told = message.told[-1]
        named = recognise(told, setting.catalogue).assets
        args["title"] = told
        args["asset"] = named[0] if named else args.get("asset", "")
    return args


def _rest(message: Message, context: TurnContext) -> str:
    """What is asked besides: questions, and clauses that name an alarm or a part where they are no job's title."""
    if message.asked:
        return message.rest
    if any(segment.tool == "create_work_order" for segment in message.segments):
        return ""
    named = [told for told in message.told if (found := recognise(told, context.catalogue)).alarms or found.parts]
    return " ".join(named)
