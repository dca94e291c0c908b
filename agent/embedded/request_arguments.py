"""From a clause that asks for a change to the arguments of its tool: who, what, how many, where, in the person's words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from agent.embedded.requests import Segment, loosely, status_named
from agent.entities import Catalogue, Entities, recognise

_NUMBER_WORDS = {
    1: "one a an en et ein eine einen un una um uma",
    2: "two to zwei dos dois duas",
    3: "three tre drei tres três",
    4: "four fire vier cuatro quatro",
    5: "five fem fünf cinco",
    6: "six seks sechs seis",
}
_WORTH = {word: number for number, words in _NUMBER_WORDS.items() for word in words.split()}
_UNIT = r"(?:x|×|pcs\.?|pieces?|off|units?|sets?|stk\.?|stück|stueck|uds?\.?|unidades|un\.?|pzas?\.?|peças?|piezas?|of|de|af|von)"
_QUANTITY = re.compile(rf"(?<![\w.,-])(\d+(?:[.,]\d+)?)\s*(?:{_UNIT}\s*)*$", re.IGNORECASE)
_QUANTITY_AFTER = re.compile(
    r"^\s*(?:[,(]?\s*(?:x|×|qty:?|quantity:?|antal:?|menge:?|cantidad:?))\s*(\d+(?:[.,]\d+)?)", re.IGNORECASE
)
_WORD_BEFORE = re.compile(rf"(\w+)\s*(?:{_UNIT}\s*)*$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?<!\w)(?:at|in|from|out of|på|i|fra|aus|bei|vom|im|en|de|desde|em|no|na|do|da)\s+(?:the\s+|den\s+|der\s+)?([A-ZÀ-Þ][\w-]*(?:\s+\d+)?)"
)
_LEAD = re.compile(
    r"^(?:\s|[:,.–—-]|\b(?:for|on|at|to|because|as|that|about|saying|says|with|titled|called|due to|på|til|for|om|fordi|med|pga|für|an|auf|wegen|dass|weil|zu|mit|über|para|en|por|porque|sobre|con|em|na|no|porque|com)\b)+",
    re.IGNORECASE,
)
_TARGET_STATE = re.compile(
    r"\b(?:to|as|til|som|på|auf|als|in|como|en|para|em|a|on)\s+([^\d]+?)\s*(?:setzen|stellen|markieren|ändern)?[.!\s]*$",
    re.IGNORECASE,
)
_SAID = re.compile(r"[\"“„«]([^\"”“»]+)[\"”“»]")
_PRIORITY = re.compile(
    r"(?:priority|prio|prioritet|priorität|prioridad|prioridade)[:\s]+(\w+)|\b(urgent|high priority|low priority)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Setting:
    """What a clause may lean on besides its words: the machine and order in question, and where a part lies."""

    catalogue: Catalogue
    asset: str = ""
    order: str = ""
    places: Callable[[str], Sequence[str]] = lambda _: ()


@dataclass(frozen=True)
class Clause:
    """A request taken apart: `head` before the colon and `said` behind it, and what both name."""

    text: str
    head: str
    said: str
    named: Entities
    setting: Setting

    @property
    def order(self) -> str:
        """The work order that is named, else the one in question."""
        return next(iter(self.named.work_orders + self.named.unknown_work_orders), self.setting.order)

    @property
    def part(self) -> str:
        """The part that is named."""
        return next(iter(self.named.parts + self.named.unknown_parts), "")


def arguments(segment: Segment, setting: Setting) -> dict[str, Any]:
    """The arguments as far as they are said; what is missing is left out."""
    head, _, said = segment.text.partition(":")
    named = _named(head, segment.text, setting.catalogue)
    given = _READ[segment.tool](Clause(segment.text, head, said.strip(), named, setting))
    return {name: value for name, value in given.items() if value != ""}


def _named(head: str, text: str, catalogue: Catalogue) -> Entities:
    """What the words before the colon name, else the whole."""
    first, whole = recognise(head, catalogue), recognise(text, catalogue)
    update = {name: getattr(first, name) or getattr(whole, name) for name in Entities.model_fields}
    return whole.model_copy(update=update)


def _create(clause: Clause) -> dict[str, Any]:
    named, head, said = clause.named, clause.head, clause.said
    asset = next(iter(named.assets + named.unknown_assets), clause.setting.asset)
    title = said or _quoted(clause.text) or _after_object(head, asset)
    if said and _without(head, asset) == head:
        title = _without(said, asset)
    priority = _PRIORITY.search(head)
    return {
        "asset": asset,
        "title": title.strip(" .,;-"),
        "priority": (priority.group(1) or priority.group(2).split()[0]) if priority else "",
        "alarm_code": next(iter(named.alarms), ""),
    }


def _note(clause: Clause) -> dict[str, Any]:
    note = clause.said or _quoted(clause.text) or _LEAD.sub("", _after(clause.text, clause.order))
    return {"work_order": clause.order, "note": note.strip()}


def _set_status(clause: Clause) -> dict[str, Any]:
    text = clause.text
    status = status_named(text.split()[0])
    if not status and (target := _TARGET_STATE.search(text)):
        status = status_named(target.group()) or target.group(1).strip(" '\"")
    return {"work_order": clause.order, "status": status or status_named(text)}


def _reserve(clause: Clause) -> dict[str, Any]:
    return {
        "part": clause.part,
        "quantity": _quantity(clause.text, clause.part),
        "location": _place(clause),
        "work_order": clause.order,
    }


def _release(clause: Clause) -> dict[str, Any]:
    named = clause.named
    order = next(iter(named.work_orders + named.unknown_work_orders), "" if clause.part else clause.setting.order)
    return {"part": clause.part, "work_order": order, "location": _place(clause)}


_READ: dict[str, Callable[[Clause], dict[str, Any]]] = {
    "create_work_order": _create,
    "add_work_order_note": _note,
    "set_work_order_status": _set_status,
    "reserve_part": _reserve,
    "release_reservation": _release,
}


def _quantity(text: str, part: str) -> float:
    """The number beside the part; one where none is said."""
    found = re.search(loosely(part), text, re.IGNORECASE) if part else None
    before, after = (text[: found.start()], text[found.end() :]) if found else (text, "")
    figure = _QUANTITY.search(before) or _QUANTITY_AFTER.search(after)
    if figure:
        return float(figure.group(1).replace(",", "."))
    word = _WORD_BEFORE.search(before)
    return float(_WORTH.get(word.group(1).casefold(), 1)) if word else 1.0


def _place(clause: Clause) -> str:
    """A place where the part lies, else what is said to be one."""
    for place in clause.setting.places(clause.part) if clause.part else ():
        if re.search(loosely(place), clause.text, re.IGNORECASE):
            return place
    found = _PLACE.search(clause.text)
    word = found.group(1) if found else ""
    return "" if not word or recognise(word, clause.setting.catalogue) != Entities() else word


def _after(text: str, identifier: str) -> str:
    found = re.search(loosely(identifier), text, re.IGNORECASE) if identifier else None
    return text[found.end() :] if found else ""


def _after_object(head: str, asset: str) -> str:
    """What follows "work order", without the machine."""
    from_object = re.sub(
        r"^.*?(?:work ?-?orders?|\bjob|\bwo|\bticket|\border|arbejdsordre|ordre|arbeitsauftrag|auftrag|orden de trabajo|orden|ordem de trabalho|ordem)\b",
        "",
        head,
        count=1,
        flags=re.IGNORECASE,
    )
    if from_object == head:
        return ""
    rest = _without(_PRIORITY.sub("", from_object), asset)
    rest = re.sub(
        r"\s+(?:an|anlegen|erstellen|öffnen|eröffnen|aufmachen|please|bitte)[.!\s]*$", "", rest, flags=re.IGNORECASE
    )
    return _LEAD.sub("", rest).strip()


def _without(text: str, asset: str) -> str:
    """The text without the machine and the preposition before it."""
    if not asset:
        return text
    before = r"(?:\b(?:on|for|at|of|in|to|på|til|an|für|bei|auf|en|em|para|no|na|da|do|de)\s+(?:the\s+)?)?"
    shorter = re.sub(before + loosely(asset), " ", text, flags=re.IGNORECASE)
    return text if shorter == text else " ".join(shorter.split())


def _quoted(text: str) -> str:
    found = _SAID.search(text)
    return found.group(1) if found else ""
