"""What a question is about: its words without grammar, without the names in its header, without words that only ask."""

from collections.abc import Collection

from agent.question import nouns
from agent.question.header import Header
from language.numbers import digits
from language.words import is_stop, words

_NOUNS = frozenset(
    {"work_order", "part", "alarm", "asset", "kind", "status", "assigned_to", "priority", "site", "year", "quarter", "month",
     "hours", "cost", "number", "open", "closed", "cancelled", "corrective", "preventive", "joining", "per", "least", "mean",
     "asking", "frequent", "mention", "please", "interrogative"}
)  # fmt: skip


def topic(
    question: str, header: Header, besides: Collection[str] = (), kept: Collection[str] = ("component", "failure_mode")
) -> list[str]:
    """The words that tell the subject, folded, in the question's order, none twice.

    Args:
        question: Any words of the person.
        header: Whose names are left out.
        besides: Nouns that are left out too ("component", where components are counted).
        kept: Fields whose values are words like any other.
    """
    language = header.language
    named = {word for one in header.named if one.kind not in kept for word in words(one.said)}
    told = words(nouns.plainly(question, language))
    taken = {
        at + n for at, size, kinds in nouns.nouns_in(told, language) if kinds & {*_NOUNS, *besides} for n in range(size)
    }
    found = [
        word
        for at, word in enumerate(told)
        if at not in taken
        and word not in named
        and not digits(word, language).isdecimal()
        and len(word) > 1
        and not is_stop(word, language)
    ]
    return list(dict.fromkeys(found))
