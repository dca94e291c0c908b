"""What a chat model is given: prompts, the question, and evidence wrapped as data."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from agent.entities import Catalogue
from agent.state import Round, Situation
from domain.answers import Evidence, Withheld
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


_PROMPTS = Path(__file__).parent / "prompts"


@cache
def prompt(name: str) -> str:
    """A prompt file of `agent/prompts/`."""
    return (_PROMPTS / f"{name}.md").read_text(encoding="utf-8")


@cache
def prompt_version() -> str:
    """Twelve hex digits that change when any prompt changes."""
    digest = hashlib.sha256()
    for path in sorted(_PROMPTS.glob("*.md")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def neutralise(text: str) -> str:
    """Retrieved text without control tokens: it is data, whatever it says."""
    return _CONTROL.sub(" ", text)


def wrap(number: int, item: Evidence) -> str:
    """One piece of evidence inside its tag, its number beside it."""
    source = neutralise(" · ".join(filter(None, (item.title, item.section, f"page {item.page}" if item.page else ""))))
    section = f' section_id="{item.section_id}"' if item.section_id else ""
    return f'<evidence n="{number}" kind="{item.kind}" source="{source.replace(chr(34), "")}"{section}>\n{neutralise(item.text)}\n</evidence>'


def messages(kind: str, brief: Brief, *, max_chars: int, failed: Sequence[Withheld] = ()) -> list[BaseMessage]:
    """The messages for `kind` "plan", "answer" or "repair" (of the `failed` sentences); evidence within `max_chars`."""
    situation = brief.situation
    system = prompt(kind).replace("{language}", situation.language)
    lines = [f"Question: {neutralise(situation.question)}"]
    if situation.asset:
        asset = situation.asset
        lines.append(f"Machine: {asset.tag}, {asset.model}, serial {asset.serial}, controller {asset.controller}")
    if situation.previous:
        lines.append(f"Asked before in this conversation: {neutralise(situation.previous)}")
    lines += [f"Called: {call.name} {call.args} -> {call.status}" for call in brief.work.calls]
    lines += _evidence(brief.work.evidence, max_chars)
    lines += [f"{n}: {neutralise(item.text)} ({item.reason})" for n, item in enumerate(failed, start=1)]
    human = HumanMessage("\n".join(lines), additional_kwargs={_BRIEF: brief})
    return [SystemMessage(system), human]


def _evidence(evidence: Sequence[Evidence], max_chars: int) -> list[str]:
    """Wrapped evidence, best first, until the next would pass `max_chars`; a first one that is too long is cut."""
    blocks: list[str] = []
    left = max_chars
    for number, item in enumerate(evidence, start=1):
        block = wrap(number, item)
        over = len(block) - left
        if over > 0 and not blocks and over < len(item.text):
            block = wrap(number, item.model_copy(update={"text": item.text[: len(item.text) - over]}))
        if len(block) > left:
            break
        left -= len(block)
        blocks.append(block)
    return blocks


def brief_of(given: list[BaseMessage]) -> Brief:
    """The structured turn behind the messages. Raises BadInput for messages that another program wrote."""
    for message in reversed(given):
        brief = message.additional_kwargs.get(_BRIEF)
        if isinstance(brief, Brief):
            return brief
    raise BadInput("The embedded model answers only turns of the Nacelle graph.")
