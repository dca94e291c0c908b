"""Questions about the answer before: the places that it cited are quoted again, whatever is asked of them."""

import re
from collections.abc import Mapping

from agent.models.embedded.conversation import Conversation
from language.numbers import numbers

ABOUT_THE_ANSWER = 0.8
"""Probability from which a question is about the answer before; a search would bring other places."""
_MARKED = re.compile(r"\[\d+\]\s*$")
_NAMES = frozenset({"period"})


def is_about_the_answer(talk: Conversation, frames: Mapping[str, float]) -> bool:
    """Whether the answer before is asked about ("explain step 2"), and it had sources."""
    names = any(one.kind not in _NAMES and one.at >= 0 for one in talk.header.named)
    share = frames.get("earlier", 0.0)
    return share >= ABOUT_THE_ANSWER and share >= max(frames.values()) and not names and bool(cited_lines(talk))


def cited_lines(talk: Conversation) -> list[str]:
    """The lines of the answer before that have a source; those of the step that the question names by its number."""
    lines = [line for line in (talk.last.said.split("\n") if talk.last else []) if _MARKED.search(line)]
    wanted = {str(one.value) for one in numbers(talk.asked)}
    steps = [line for line in lines if (match := re.match(r"(\d+)[.)]\s", line)) and match[1] in wanted]
    return steps or lines
