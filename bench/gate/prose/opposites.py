"""A word for its opposite, by the vocabularies of the languages."""

import random
import re

from bench.gate.prose.sources import Source
from bench.gate.prose.words import listed, put
from language.vocabulary import phrases, vocabulary
from language.words import fold, is_stop

LEAST = 4
"""Letters of a word that has an opposite."""
ALIKE = 2
"""Letters at their end that a form of a word and that of its opposite share."""


def opposed(source: Source, chance: random.Random) -> str:
    """A word for its opposite, which the sentence has not."""
    known = vocabulary(source.language)
    plain = fold(source.text)
    if len(plain) != len(source.text):
        return ""
    apart = known.negations | known.absent | known.only
    apart |= frozenset(
        word for group in (known.order, known.permission, known.limits) for held in group.values() for word in held
    )
    unclear = frozenset(source.words.get("unclear", "").split(", "))
    pairs = [
        pair for one, two in known.opposites.values() if not (one | two) & apart for pair in ((one, two), (two, one))
    ]
    for own, other in chance.sample(pairs, len(pairs)):
        if phrases(other).search(plain):
            continue
        found = [
            m
            for m in phrases(own).finditer(plain)
            if len(m.group()) >= LEAST and m.group() not in unclear and not is_stop(m.group(), source.language)
        ]
        if len(found) != 1 or len(list(phrases(own).finditer(plain))) != 1 or _is_a_thing(source, plain, found[0]):
            continue
        word = found[0].group()
        least = ALIKE if source.language == "en" else ALIKE + 1
        near = [one for one in other if _ending(one, word) >= least and one not in unclear]
        if source.language == "de" and source.text[found[0].start()].isupper() and found[0].start():
            continue  # a noun
        if near:
            instead = max(sorted(near), key=lambda one: _ending(one, word))
            return (
                put(source.text, found[0], instead)
                if source.text[found[0].start()].islower()
                else source.text[: found[0].start()] + instead.capitalize() + source.text[found[0].end() :]
            )
    return ""


def _is_a_thing(source: Source, plain: str, match: "re.Match[str]") -> bool:
    """Whether a word names a thing or is a part of a longer one: "the lock", "lock-out"."""
    around = plain[match.start() - 1 : match.start()] + plain[match.end() : match.end() + 1]
    before = plain[: match.start()].split()[-1:]
    return "-" in around or (bool(before) and before[0] in listed(source.words.get("nouns", "")))


def _ending(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count
