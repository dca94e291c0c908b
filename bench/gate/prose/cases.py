"""The cases: of each library so many sentences a way of changing them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from agent.claims.evidence.meaning import Embedder
from bench.gate.judged import Case, judged
from bench.gate.prose.breaking import BREAKING
from bench.gate.prose.keeping import KEEPING, Maker
from bench.gate.prose.sources import Source, sources_of
from stores.open_stores import open_stores

EACH = 40
"""Sentences of one library a way."""
LED = 0.4
"""The share of the false ones that stand behind a lead."""


class Made(NamedTuple):
    """A sentence as a model would write it, and what was done."""

    truth: bool
    kind: str
    text: str
    source: Source


def prose_cases(libraries: Sequence[str], meaning: Embedder | None) -> list[Case]:
    """Of these libraries of the home, by default all, always the same ones."""
    return [
        judged({"truth": one.truth, "kind": one.kind}, one.text, one.source.evidence, meaning)
        for one in made_of(libraries)
    ]


def made_of(libraries: Sequence[str]) -> Iterator[Made]:
    """The sentences, a library and a way after the other."""
    with open_stores() as stores:
        for library in libraries or stores.passages.libraries():
            chance = random.Random(1)
            sources = list(sources_of(stores, library, chance))
            for truth, makers in ((True, KEEPING), (False, BREAKING)):
                yield from _made(truth, makers, sources)


def _made(truth: bool, makers: Mapping[str, Maker], sources: Sequence[Source]) -> Iterator[Made]:
    for kind, maker in makers.items():
        chance = random.Random(kind)
        count = 0
        for source in chance.sample(sources, len(sources)):
            text = maker(source, chance) if count < EACH else ""
            if text and text != source.text:
                count += 1
                lead = not truth and chance.random() < LED and "\n" not in text
                yield Made(truth, kind, _cited(_led(text, source, chance) if lead else text), source)


def _led(text: str, source: Source, chance: random.Random) -> str:
    return chance.choice(source.words["leads"]).format(whole=text, low=source.low(text))


def _cited(text: str) -> str:
    """The sentence with its marker, which some have."""
    if any(sign in text for sign in "[【") or text.endswith("(1)."):
        return text
    return f"{text[:-1]} [1]." if text.endswith(".") else f"{text} [1]"
