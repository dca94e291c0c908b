"""What a chat model is given: prompts, the question, and evidence wrapped as data."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from agent.entities import Catalogue
from agent.injected import neutralise, without_orders
from agent.state import Round, Situation
from agent.trimming import worth_reading
from domain.answers import Evidence, Withheld
from domain.errors import BadInput
from domain.records import Asset

_BRIEF = "nacelle_brief"


@dataclass(frozen=True)
class Brief:
    """The turn in structured form, beside the text that a remote model reads."""

    situation: Situation
    work: Round
    catalogue: Catalogue
    fleet: Sequence[Asset] = ()


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


def wrap(number: int, item: Evidence, *, for_planning: bool = True) -> str:
    """One piece of evidence inside its tag, its number beside it; its section's id only where a tool may want it."""
    source = without_orders(
        " · ".join(filter(None, (item.title, item.section, f"page {item.page}" if item.page else "")))
    )
    section = f' section_id="{item.section_id}"' if item.section_id and for_planning else ""
    return f'<evidence n="{number}" kind="{item.kind}" source="{source.replace(chr(34), "")}"{section}>\n{without_orders(item.text)}\n</evidence>'


def messages(kind: str, brief: Brief, *, max_chars: int, failed: Sequence[Withheld] = ()) -> list[BaseMessage]:
    """The messages for `kind` "plan", "answer" or "repair" (of the `failed` sentences); evidence within `max_chars`.

    The embedded model reads the brief itself: for it, 0 leaves the evidence out.
    """
    situation = brief.situation
    system = prompt(kind).replace("{language}", situation.language)
    lines = [f"Question: {neutralise(situation.question)}"]
    if situation.asset:
        asset = situation.asset
        lines.append(f"Machine: {asset.tag}, {asset.model}, serial {asset.serial}, controller {asset.controller}")
    if situation.previous:
        lines.append(f"Asked before in this conversation: {neutralise(situation.previous)}")
    lines += [f"Called: {call.name} {call.args} -> {call.status}" for call in brief.work.calls]
    if max_chars > 0:
        worth = worth_reading(situation.search_text, brief.work.evidence)
        lines += _evidence(worth, max_chars, for_planning=kind == "plan")
    lines += [f"{n}: {neutralise(item.text)} ({item.reason})" for n, item in enumerate(failed, start=1)]
    human = HumanMessage("\n".join(lines), additional_kwargs={_BRIEF: brief})
    return [SystemMessage(system), human]


def _evidence(numbered: Sequence[tuple[int, Evidence]], max_chars: int, *, for_planning: bool) -> list[str]:
    """Wrapped evidence, best first, until the next would pass `max_chars`; a first one that is too long is cut."""
    blocks: list[str] = []
    left = max_chars
    for number, item in numbered:
        block = wrap(number, item, for_planning=for_planning)
        over = len(block) - left
        if over > 0 and not blocks and over < len(item.text):
            block = wrap(
                number, item.model_copy(update={"text": item.text[: len(item.text) - over]}), for_planning=for_planning
            )
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
