"""What a question groups by ("per machine", "by type of work")."""

from collections.abc import Sequence
from dataclasses import replace

from agent.models.embedded.talk.conversation import Conversation
from agent.question import nouns
from agent.question.leaning import Leaning
from language.words import is_stop, words

GROUPS = ("asset", "assigned_to", "component", "failure_mode", "alarm_code", "kind", "priority", "part", "status", "year", "quarter", "month")  # fmt: skip
"""What orders may be grouped by, what people ask for most first."""
NOUN_OF = {"alarm_code": "alarm"}


def groups_in(talk: Conversation, *, only_distributive: bool) -> list[str]:
    """The fields that the question groups by: the company's own first, then those whose noun it says.

    Args:
        talk: What is asked.
        only_distributive: Only a noun behind a word such as "per" or "by".
    """
    if talk.leans is not Leaning.NOT and talk.asks != talk.asked:
        own = groups_in(replace(talk, leans=Leaning.NOT), only_distributive=only_distributive)
        if own := [name for name in own if name not in talk.header.values("field")]:
            return own  # "and by priority?", of what was counted by site
    language = talk.header.language
    text = talk.asks
    for one in talk.header.named:
        text = text.replace(one.said, " 0 ") if one.kind == "period" and one.said else text
    told = words(nouns.plainly(text, language))
    filtered = {one.kind for one in talk.header.named}
    own = [name for name in talk.header.values("field") if name not in filtered and name not in GROUPS]
    # The company's own word for one of these fields ("operario") is a noun like any other.
    found = [
        one.value
        for one in talk.header.named
        if one.kind == "field" and one.value in GROUPS and one.value not in filtered
        if not only_distributive or _is_divided_by(words(talk.asks[: max(one.at, 0)]), language)
    ]
    for at, _, kinds in nouns.nouns_in(told, language):
        behind = _is_divided_by(told[:at], language)
        if behind or not only_distributive:
            found += [name for name in GROUPS if NOUN_OF.get(name, name) in kinds]
    return list(dict.fromkeys((*own, *found)))


def _is_divided_by(before: Sequence[str], language: str) -> bool:
    """Whether "per" or "by" stands before a noun, or before the one word that tells more of it ("by work type")."""
    *_, more, last = ("", "", *before)
    if "per" in nouns.named_by((last,), language):
        return True
    return bool(last) and not is_stop(last, language) and "per" in nouns.named_by((more,), language)
