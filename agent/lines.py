"""The model's stream as whole lines, and which of them say what was said already."""

import re
from collections.abc import AsyncIterator, Sequence

from agent.facts import strip_markers

SAID_SHARE = 0.8
_LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+)+")
_AFTER_MARKERS = re.compile(r"(?<=\])[.;]?\s+(?!\[)(?=\S)")


async def lines_of(chunks: AsyncIterator[str]) -> AsyncIterator[str]:
    """Whole lines, cut after citation markers, as soon as they are complete."""
    rest = ""
    async for chunk in chunks:
        rest += chunk
        while "\n" in rest:
            line, rest = rest.split("\n", 1)
            for sentence in split_line(line):
                yield sentence
        *done, rest = _AFTER_MARKERS.split(rest) if _AFTER_MARKERS.search(rest) else [rest]
        for sentence in done:
            yield sentence
    for sentence in split_line(rest):
        yield sentence


def split_line(line: str) -> list[str]:
    """Sentences of one line, each with the markers behind it."""
    return [part.rstrip() for part in _AFTER_MARKERS.split(line) if part.strip()]


async def unsaid(sentences: AsyncIterator[str], released: Sequence[str]) -> AsyncIterator[str]:
    """Those sentences that no released line says already."""
    before = [_words(line) for line in released]
    async for sentence in sentences:
        words = _words(sentence)
        figures = {word for word in words if word[0].isdigit()}
        if not any(figures <= said and len(words & said) >= SAID_SHARE * len(words) for said in before):
            yield sentence


def _words(sentence: str) -> set[str]:
    return set(re.findall(r"\w+", _LIST_NUMBER.sub("", strip_markers(sentence)).casefold()))
