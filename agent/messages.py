"""What a chat model is given: prompts, the question, and evidence wrapped as data."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from agent.entities import Catalogue
from agent.state import Round, Situation
from domain.answers import Evidence
from domain.errors import BadInput

_BRIEF = "nacelle_brief"
# Chat-template control tokens, and our own tag: neither may come out of retrieved text.
_CONTROL = re.compile(
    r"<\|[^|<>]{1,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|</?(?:evidence|system|assistant|user|tool)[^<>]{0,80}>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Brief:
    """The turn in structured form, beside the text that a remote model reads."""

    situation: Situation
    work: Round
    catalogue: Catalogue


@cache
def prompt(name: str) -> str:
    """A prompt file of `agent/prompts/`."""
    return (Path(__file__).parent / "prompts" / f"{name}.md").read_text(encoding="utf-8")


def neutralise(text: str) -> str:
    """Retrieved text without control tokens: it is data, whatever it says."""
    return _CONTROL.sub(" ", text)


def wrap(number: int, item: Evidence) -> str:
    """One piece of evidence inside its tag, its number beside it."""
    source = neutralise(" · ".join(filter(None, (item.title, item.section, f"page {item.page}" if item.page else ""))))
    section = f' section_id="{item.section_id}"' if item.section_id else ""
    return f'<evidence n="{number}" kind="{item.kind}" source="{source.replace(chr(34), "")}"{section}>\n{neutralise(item.text)}\n</evidence>'


def messages(kind: str, brief: Brief, *, max_chars: int) -> list[BaseMessage]:
    """The messages for `kind` "plan" or "answer". Evidence beyond `max_chars` is left out, best first kept."""
    situation = brief.situation
    system = prompt(kind).replace("{language}", situation.language)
    lines = [f"Question: {neutralise(situation.question)}"]
    if situation.asset:
        asset = situation.asset
        lines.append(f"Machine: {asset.tag}, {asset.model}, serial {asset.serial}, controller {asset.controller}")
    if situation.previous:
        lines.append(f"Asked before in this conversation: {neutralise(situation.previous)}")
    lines += [f"Called: {call.name} {call.args} -> {call.status}" for call in brief.work.calls]
    size = 0
    for number, item in enumerate(brief.work.evidence, start=1):
        block = wrap(number, item)
        size += len(block)
        if size > max_chars:
            break
        lines.append(block)
    human = HumanMessage("\n".join(lines), additional_kwargs={_BRIEF: brief})
    return [SystemMessage(system), human]


def brief_of(given: list[BaseMessage]) -> Brief:
    """The structured turn behind the messages. Raises BadInput for messages that another program wrote."""
    for message in reversed(given):
        brief = message.additional_kwargs.get(_BRIEF)
        if isinstance(brief, Brief):
            return brief
    raise BadInput("The embedded model answers only turns of the Nacelle graph.")
