"""Questions about the answer before: the places that it cited are quoted again, whatever is asked of them."""

import re
from collections.abc import Mapping

from agent.models.embedded.conversation import Conversation
from language.measuring.unit_names import units_alone
from language.numbers import numbers
from language.units import can_be_given_in, quantities
from language.words import words

UNIT_WORDS, MOST = 5, 4
ABOUT_THE_ANSWER = 0.8
"""Probability from which a question is about the answer before; a search would bring other places."""
_MARKED = re.compile(r"\[\d+\]\s*$")
_NAMES = frozenset({"period"})


def is_about_the_answer(talk: Conversation, frames: Mapping[str, float]) -> bool:
    """Whether the answer before is asked about ("explain step 2"), and it had sources."""
    names = any(one.kind not in _NAMES and one.at >= 0 for one in talk.header.named)
    share = frames.get("earlier", 0.0)
    return share >= ABOUT_THE_ANSWER and share >= max(frames.values()) and not names and bool(cited_lines(talk))


def in_another_unit(talk: Conversation) -> list[tuple[str, dict[str, str]]]:
    """Conversions of what the answer before says, where the question is a few words that end in a unit ("in ft lb?", "og i bar?")."""
    wanted = units_alone(talk.asked)
    ends = bool(wanted) and talk.asked.rstrip("?!. ").endswith(wanted[-1])
    if not ends or not talk.last or quantities(talk.asked) or len(words(talk.asked)) > UNIT_WORDS:
        return []
    said = [one for line in cited_lines(talk) for one in quantities(line) if can_be_given_in(one.unit, wanted[-1])]
    told = dict.fromkeys((str(one.value), one.unit) for one in said)
    return [("convert", {"value": value, "unit": unit, "to": wanted[-1]}) for value, unit in told][:MOST]


def cited_lines(talk: Conversation) -> list[str]:
    """The lines of the answer before that have a source; those of the step that the question names by its number."""
    lines = [line for line in (talk.last.said.split("\n") if talk.last else []) if _MARKED.search(line)]
    wanted = {str(one.value) for one in numbers(talk.asked)}
    steps = [line for line in lines if (match := re.match(r"(\d+)[.)]\s", line)) and match[1] in wanted]
    return steps or lines
