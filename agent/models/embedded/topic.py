"""What a question is about: its words without grammar, without the names in its header, without words that only ask.

Which words only ask ("how often", "jobs", "zuletzt") is learned from the questions that the frames are trained on: they stand in
questions over records far more often than in those over manuals.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from agent.question import nouns
from agent.question.header import Header
from language.numbers import digits
from language.words import is_stop, stem, words

PHRASES = Path(__file__).parent / "training" / "phrases"
_RECORDS = frozenset(
    {"count", "list", "rank", "total", "last", "who", "stock", "machine", "machines", "similar", "order"}
)
FEWEST, ODDS, OF_ONE = 3, 2.0, 0.5
"""Trained questions that have the word; how many times likelier it stands in one over records, or the share of its one frame."""
_NOUNS = frozenset(
    {"work_order", "part", "alarm", "asset", "kind", "status", "assigned_to", "priority", "site", "year", "quarter", "month",
     "hours", "cost", "number", "open", "closed", "cancelled", "corrective", "preventive", "joining", "per", "least", "mean", "all"}
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
    asking = asking_stems(language) | asking_stems("en")
    found = [
        word
        for at, word in enumerate(told)
        if at not in taken
        and word not in named
        and not digits(word, language).isdecimal()
        and len(word) > 1
        and not is_stop(word, language)
        and stem(word, language) not in asking
    ]
    return list(dict.fromkeys(found))


@cache
def asking_stems(language: str) -> frozenset[str]:
    """Stems that are typical of questions over records, in a language that frames are trained in."""
    path = PHRASES / f"{language}.yaml"
    if not path.exists():
        return frozenset()
    frames = _frames(path.read_text(encoding="utf-8"))
    about = {name: phrases for name, phrases in frames.items() if name in _RECORDS}
    manuals, of_manuals = _counted(frames.get("manual", []), language), len(frames.get("manual", [])) or 1
    by_frame = [_counted(phrases, language) for phrases in about.values()]
    records, of_records = sum(by_frame, Counter[str]()), sum(map(len, about.values())) or 1
    return frozenset(
        word
        for word, count in records.items()
        if count >= FEWEST
        and (
            count / of_records > ODDS * (manuals[word] + 0.5) / of_manuals
            or max(each[word] for each in by_frame) > OF_ONE * (count + manuals[word])
        )
    )


def _counted(phrases: Iterable[str], language: str) -> Counter[str]:
    """How many of the phrases have each stem."""
    return Counter(one for phrase in phrases for one in {stem(w, language) for w in words(phrase)})


def _frames(text: str) -> dict[str, list[str]]:
    """Frame -> phrases, of the plain lists that these files are: faster than a YAML parser, each time a language is met."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.split("\n"):
        if match := re.match(r"([\w+]+):", line):
            current = found.setdefault(match[1], [])
        elif line.startswith("- "):
            current.append(re.sub(r"<\w>", " ", line[2:].strip("\"' ")))
    return found
