"""What chat clients ask of a model beside the conversation: a title, tags, what to ask next. No turn is spent on it and nothing is kept."""

import json
import re

LONGEST_TITLE = 60
_HISTORY = re.compile(r"<chat_history>(.*?)</chat_history>", re.DOTALL | re.IGNORECASE)
_FIRST = re.compile(r"^\s*(?:user|human)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_WANTED = re.compile(r'"(title|tags|follow_ups|queries)"\s*:')
"""The clients that send such errands say in which JSON field they read the reply."""


def errand(question: str) -> str | None:
    """The reply to an errand: a whole conversation inside one message, with the form of the reply; None for a question."""
    history, wanted = _HISTORY.search(question), _WANTED.search(_HISTORY.sub("", question))
    if history is None or wanted is None:
        return None
    if wanted[1] != "title":
        return json.dumps({wanted[1]: []})
    first = _FIRST.search(history[1])
    words = " ".join((first[1] if first else history[1]).split())
    title = words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
    return json.dumps({"title": title}, ensure_ascii=False)
