"""The sentences of a library that others are made of, each with the evidence that a turn would have found."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

from bench.gate.prose.words import known_languages, words_of
from domain.answers import Evidence
from domain.documents import Document, Passage, Section
from language.detecting import detect
from language.sentences import sentences
from language.words import is_stop
from stores.open_stores import Stores
from tools.evidence import passage_evidence

BESIDE, ELSEWHERE = 6, 5
"""Passages of the section, and of the document, that stand beside a sentence's own."""
LEAST, MOST = 5, 38
"""Words of a sentence."""
_MARK = re.compile(r"^\s*(?:[-*•·–]\s+)?(?:\d{1,3}[.)]\s+|[a-z]\)\s+)?")
_STEP = re.compile(r"^\s*\d{1,3}[.)]\s")
_ITEM = re.compile(r"^\s*[-*•·–]\s+")
_LEVEL = re.compile(r"^[^\W\d_a-zß-ÿ]{4,}\s?:?\s+(?=\w)")
_WHOLE = re.compile(r"^[^\W\d_a-zß-ÿ].*[^\W_]['”)»]*\.$")
_IN_A_LINE = re.compile(r"(?<=[a-zà-ÿ,;] )[^\W\d_][\w'’-]*")
_ODD = re.compile(r"[|{}<>\\=#_\[\]\"“”„«»]|https?:|\.\.|…|\d\.\d+\.\d|:$|/\w+/")


@dataclass(frozen=True)
class Source:
    """A sentence of a manual, what follows it in its paragraph, and what stands around it."""

    text: str
    follows: str
    step: bool
    lead: str
    """The line with a colon above a list that the sentence is an item of."""
    language: str
    evidence: dict[int, Evidence]
    beside: Sequence[str]
    elsewhere: Sequence[str]
    names: frozenset[str]
    """The words that the document begins with a capital in the middle of sentences, too."""

    @cached_property
    def words(self) -> dict[str, Any]:
        return words_of(self.language)

    @cached_property
    def said(self) -> str:
        """All that the evidence says."""
        return "\n".join(item.text for item in self.evidence.values())

    def low(self, text: str) -> str:
        """A text that may begin in lower case behind other words, and does where its first word is no name."""
        first = re.match(r"[\w'’-]+", text)
        word = first.group() if first else ""
        named = not word or word in self.names or (not word[1:].islower() and len(word) > 1)
        return text if named or (self.language == "de" and not is_stop(word, "de")) else text[:1].lower() + text[1:]


Found = tuple[Passage, Document, Section]


def sources_of(stores: Stores, library: str, chance: random.Random) -> Iterator[Source]:
    """Every sentence of the library's prose and steps, once."""
    seen = set[str]()
    for document in stores.passages.documents(library):
        sections = {section.id: section for section in stores.passages.sections(document.id)}
        passages = stores.passages.passages_of_document(document.id)
        found = [(one, document, sections[one.section_id]) for one in passages if one.section_id in sections]
        words = [word for one in passages for word in _IN_A_LINE.findall(one.text)]
        names = frozenset(word for word in words if word[:1].isupper()) - frozenset(
            word.capitalize() for word in words if word[:1].islower()
        )
        for own in (one for one in found if not one[0].table and one[0].kind != "figure"):
            for source in _of_passage(own, found, names, chance):
                if source.text not in seen:
                    seen.add(source.text)
                    yield source


def _of_passage(own: Found, found: Sequence[Found], names: frozenset[str], chance: random.Random) -> Iterator[Source]:
    near = [one for one in found if one[0].section_id == own[0].section_id and one is not own][:BESIDE]
    others = [one for one in found if one[0].section_id != own[0].section_id]
    apart = chance.sample(others, min(ELSEWHERE, len(others)))
    evidence = {n: passage_evidence(*one) for n, one in enumerate([own, *near, *apart], start=1)}
    language = detect(evidence[1].text)
    if language not in known_languages():
        return
    beside = [text for one in (own, *near) for text in _texts(one[0].text)]
    elsewhere = [text for one in apart for text in _texts(one[0].text)]
    lines = own[0].text.splitlines()
    lead = ""
    for at, line in enumerate(lines):
        texts = [_LEVEL.sub("", text) for text in sentences(_MARK.sub("", line))]
        step = bool(_STEP.match(line))
        below = (
            sentences(_MARK.sub("", lines[at + 1]))
            if step and at + 1 < len(lines) and _STEP.match(lines[at + 1])
            else []
        )
        next_step = below[0] if len(below) == len(texts) == 1 and is_whole(below[0]) else ""
        item = bool(_ITEM.match(line)) and len(texts) == 1 and len(lead.split()) < MOST
        for text, follows in zip_longest(texts, texts[1:], fillvalue=""):
            if is_whole(text) or (item and lead):
                behind = follows if is_whole(follows) else ""
                yield Source(
                    text,
                    next_step if step else behind,
                    step,
                    lead if item else "",
                    language,
                    evidence,
                    beside,
                    elsewhere,
                    names,
                )
        lead = line if line.endswith(":") else lead if _ITEM.match(line) else ""


def is_whole(text: str) -> bool:
    """Whether a text is a sentence of usual length, without signs that no sentence has."""
    return bool(_WHOLE.match(text)) and not _ODD.search(text) and LEAST <= len(text.split()) <= MOST


def _texts(text: str) -> list[str]:
    return [one for line in text.splitlines() for one in sentences(_MARK.sub("", line)) if is_whole(one)]
