"""Which part of a text asks for which change, as the call that proposes it; what is missing is asked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from agent.models.embedded.asking_back import ask
from agent.models.embedded.requests.arguments import CHANGE_OF, NEEDED
from agent.models.embedded.requests.wording import asks_how, is_asked_for, is_command
from agent.models.embedded.slots import Call
from agent.models.embedded.talk.conversation import Conversation
from agent.phrases.saying import phrase
from agent.question import nouns
from agent.question.header import place_of

MOST_PARTS = 4
Tell = Callable[[str], Mapping[str, float]]


def several(talk: Conversation, tell: Tell) -> list[tuple[Conversation, Mapping[str, float]]]:
    """The parts of a text that asks for a change and for something else ("close it and reserve one, and what is alarm 41?").

    Nothing where it asks for one thing only: a part that is neither surely a change nor a question belongs to the others.
    """
    if ":" in talk.asked or talk.replied:
        return []
    language = talk.header.language
    joining = "|".join(map(re.escape, sorted(nouns.single_words("joining", language), key=len, reverse=True)))
    texts = [
        one.strip()
        for one in re.split(rf"[,;.]\s+(?:(?:{joining})\s+)?|\s(?:{joining})\s", talk.asked, flags=re.IGNORECASE)
    ]
    texts = [one for one in texts if one]
    if not 1 < len(texts) <= MOST_PARTS:
        return []
    parts = [(_part(talk, one), tell(one)) for one in texts]
    changes = [requested(part, frames) is not None for part, frames in parts]
    surely = [change or _is_question(part) for change, (part, _) in zip(changes, parts, strict=True)]
    return parts if any(changes) and all(surely) else []


def _is_question(talk: Conversation) -> bool:
    return talk.asked.endswith("?") or asks_how(talk)


def _part(talk: Conversation, text: str) -> Conversation:
    """The same turn, with this part of the question alone."""
    named = tuple(
        one.model_copy(update={"at": place_of(one.said, text)})
        for one in talk.header.named
        if place_of(one.said, text) >= 0
    )
    return replace(
        talk, asked=text, question=text, subject=text, header=talk.header.model_copy(update={"named": named})
    )


def requested(talk: Conversation, frames: Mapping[str, float]) -> list[Call] | None:
    """The call for a change that is asked for, or the question for what it lacks; None where none is asked for."""
    frame = "set_status" if is_command(talk) else max(CHANGE_OF, key=lambda name: frames.get(name, 0.0))
    if not is_asked_for(talk, frames, frame):
        return None
    tool, read = CHANGE_OF[frame]
    args = {name: value for name, value in read(talk).items() if value != ""}
    missing = [name for name in NEEDED[frame] if name not in args]
    if frame == "release" and "work_order" in args:
        missing = []
    looked = any(call.name == "find_work_orders" for call in talk.calls)
    if missing == ["work_order"] and talk.header.tag and not looked:
        return [("find_work_orders", {"where": {"asset": talk.header.tag, "status": "open"}})]
    if missing and not talk.replied:
        fields = ", ".join(phrase(f"field_{name}", talk.header.language) for name in missing)
        choices = _open_orders(talk) if "work_order" in missing else []
        return [ask("refused_missing", talk.header.language, choices, fields=fields)]
    return [(tool, args)] if not missing else []


def _open_orders(talk: Conversation) -> list[str]:
    """The orders that were looked up to choose from, a line each."""
    found = [item for item in talk.evidence.values() if item.kind == "work_order" and item.source_id]
    return [item.text.split("\n")[0] for item in found]
