"""Prose as sentences that can be asked about."""

import re
from collections.abc import Iterator

from evals.generate.library import Source
from language.sentences import sentences as split

_BULLET = re.compile(r"^\s*(?:[•▪●*–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_JUNK = re.compile(
    r"\.{4,}|_{3,}|\?|^Q\d|[|¦]|\bfigures? \d|\btable \d|^\W|\bThis (?:section|chapter|manual|module)\b", re.IGNORECASE
)
PROSE = frozenset({"prose", "procedure", "step", "warning"})
SHORTEST, LONGEST = 5, 45


def sentences(source: Source) -> Iterator[str]:
    """The whole sentences of a passage of prose; nothing that points elsewhere, asks or is broken."""
    if source.passage.kind not in PROSE or source.passage.table:
        return
    for block in re.split(r"\n(?=\s*(?:[•▪●*–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s)|\n\s*\n", source.passage.text):
        for sentence in split(_BULLET.sub("", " ".join(block.split()))):
            if SHORTEST <= len(sentence.split()) <= LONGEST and sentence[-1:] in ".:!" and not _JUNK.search(sentence):
                yield sentence


def lower_first(text: str, language: str = "en") -> str:
    """As within a sentence: a first capital goes, an acronym, a code or a German noun stays."""
    if language == "de":
        return text
    first = text.split(" ", 1)[0]
    return (
        text if len(first) > 1 and (first.isupper() or any(c.isdigit() for c in first)) else text[:1].lower() + text[1:]
    )
