"""One thing changed, and what was true is not."""

import random
import re
from collections.abc import Callable, Mapping

from bench.gate.prose.figures import changed, in_another_unit, of_neighbour
from bench.gate.prose.keeping import bare, stepped
from bench.gate.prose.opposites import opposed
from bench.gate.prose.sources import Source
from bench.gate.prose.words import any_of, exchanged, put
from language.vocabulary import phrases, vocabulary
from language.words import fold

Maker = Callable[[Source, random.Random], str]
LONG = 4
"""Letters of a word that tells two subjects apart."""
_CLAUSE = r"([^,:;]+)"


def denied(source: Source, _: random.Random) -> str:
    """With a "not" that the source lacks."""
    words = source.words
    if any_of(words["denied"]).search(source.text) or any_of(words["only"]).search(source.text):
        return ""
    for pattern, instead in words["deny"]["add"]:
        if made := _first(source.text, pattern, instead):
            return made
    return ""


def affirmed(source: Source, chance: random.Random) -> str:
    """Without the only "not" of the source."""
    words = source.words
    if len(any_of(words["denied"]).findall(source.text)) > (2 if source.language == "fr" else 1) or any_of(
        words["only"]
    ).search(source.text):
        return ""
    return exchanged(source.text, words["deny"]["drop"], chance)


def _first(text: str, pattern: str, instead: str) -> str:
    found = re.search(rf"(?<![\w'’-]){pattern}(?!\w)", text)
    if not found:
        return ""
    low = found.group()[:1].lower() + found.group()[1:]
    return put(text, found, found.expand(instead.replace("{low}", low)))


def reordered(source: Source, chance: random.Random) -> str:
    """Before for after."""
    return exchanged(source.text, source.words["order"], chance)


def limited(source: Source, chance: random.Random) -> str:
    """The least for the most."""
    return exchanged(source.text, source.words["limits"], chance)


def weakened(source: Source, chance: random.Random) -> str:
    """A duty as a permission."""
    if any_of(source.words["denied"]).search(source.text):
        return ""
    return exchanged(source.text, source.words["weaker"], chance)


def unconditioned(source: Source, _: random.Random) -> str:
    """Without its condition."""
    text = bare(source.text)
    for conj in source.words["turning"]:
        if conj.split()[0] in {
            "before",
            "after",
            "bevor",
            "nachdem",
            "avant",
            "après",
            "antes",
            "después",
            "prima",
            "dopo",
            "voordat",
            "nadat",
            "depois",
            "før",
            "inden",
            "innan",
        }:
            continue
        if front := re.fullmatch(rf"{conj} {_CLAUSE}, (.+)", text, re.IGNORECASE):
            main = front[2]
            return f"{main[:1].upper()}{main[1:]}." if len(main.split()) > 3 else ""
        behind = re.fullmatch(rf"{_CLAUSE}(?:,? ){conj} {_CLAUSE}", text)
        if behind and not any_of(source.words["whether"]).search(behind[1].split()[-1]) and len(behind[1].split()) > 3:
            return f"{behind[1]}."
    return ""


def unrestricted(source: Source, _: random.Random) -> str:
    """Without its "only"."""
    found = list(any_of(source.words["only"]).finditer(source.text))
    if len(found) != 1:
        return ""
    at = found[0]
    order = vocabulary(source.language).order
    if phrases(order["before"] | order["after"] | order["then"]).match(fold(source.text[at.end() :].lstrip())):
        return ""  # "only after it" is after it
    made = source.text[: at.start()].rstrip() + " " + source.text[at.end() :].lstrip()
    made = made.strip()
    return made[:1].upper() + made[1:]


def exchanged_steps(source: Source, chance: random.Random) -> str:
    """Two steps that follow each other, the second first."""
    if not stepped(source, chance):
        return ""
    one, two = bare(source.follows), source.low(bare(source.text))
    return f"{chance.choice(source.words['stepped']).format(one=source.low(one), One=one, two=two)}."


def of_another(source: Source, chance: random.Random) -> str:
    """With the subject of the neighbouring sentence."""
    pattern = re.compile(source.words["subject"])
    own = pattern.match(source.text)
    others = [found for text in source.beside if text != source.text and (found := pattern.match(text))]
    others = [one for one in others if own and not _shared(one[1], own[1]) and _verb(one) == _verb(own)]
    if not own or not others:
        return ""
    return chance.choice(others)[1] + source.text[own.end(1) :]


def _verb(match: "re.Match[str]") -> str:
    return match.string[match.end() :].split()[0]


def _shared(one: str, other: str) -> bool:
    mine, theirs = ({word[:5] for word in fold(text).split() if len(word) >= LONG} for text in (one, other))
    return bool(mine & theirs)


def enlarged(source: Source, chance: random.Random) -> str:
    """With one more item in a list, from elsewhere."""
    pattern = re.compile(source.words["list"])
    found = pattern.search(source.text)
    items = [one[1] for text in source.elsewhere for one in pattern.finditer(text)]
    items = [
        one
        for one in items
        if fold(one.strip(", ").split()[-1])[:5] not in fold(" ".join([source.text, *source.beside]))
    ]
    if not found or not items:
        return ""
    return source.text[: found.start()] + chance.choice(items) + source.text[found.start() :]


BREAKING: Mapping[str, Maker] = {
    "not added": denied, "not dropped": affirmed, "before, after": reordered, "opposite": opposed, "neighbour's value": of_neighbour, "value changed": changed, "least, most": limited, "may for must": weakened,
    "condition dropped": unconditioned, "steps exchanged": exchanged_steps, "unit changed": in_another_unit, "neighbour's subject": of_another, "only dropped": unrestricted, "item invented": enlarged,
}  # fmt: skip
