"""Twins of sentences, each turned in one way with the words of its language: what the contradiction metric learns its directions of."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium

from bench.shared_data import shared
from evals.contradiction.text.windows import sentences_of
from language.detecting import detect
from language.folding import fold
from language.vocabulary import Phrases, phrases, vocabulary

SHORTEST, LONGEST = 5, 35
"""Words of a sentence that is turned."""
MOST = {"denied": 1500, "bounded": 1500, "sequence": 900}
MOST_OF_A_PAIR, FEWEST = 260, 60
PAGES = range(8, 140)
"""The text of `neets` between its contents and its index."""


class Twin(NamedTuple):
    """A sentence, its twin, by which direction they differ, and towards which of its ends the sentence lies (1 or -1)."""

    sentence: str
    twin: str
    along: str
    end: int


def twins(seed: int = 9) -> list[Twin]:
    """Of every direction that has enough of them no more than the most, the same for the same seed."""
    rng = random.Random(seed)
    texts = list(dict.fromkeys(_sentences()))
    rng.shuffle(texts)
    found: list[Twin] = []
    many: Counter[str] = Counter()
    for text in texts:
        for twin in _twins(text, rng):
            if many[twin.along] < MOST.get(twin.along, MOST_OF_A_PAIR):
                many[twin.along] += 1
                found.append(twin)
    return [twin for twin in found if many[twin.along] >= FEWEST]


def _sentences() -> Iterator[str]:
    """Sentences of a training manual, a phone's manual and encyclopaedic and official pages."""
    with pdfium.PdfDocument(shared() / "neets/neets-module-04.pdf") as manual:
        texts = [str(manual[page].get_textpage().get_text_range()) for page in PAGES]
    phone = json.loads((shared() / "manual_s10/s10_manual_corpus.json").read_text(encoding="utf-8"))
    texts += ["\n".join(section["text"]) for section in phone.values()]
    turns = (shared() / "answerability/mtrag_un_dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts += [one["text"] for turn in turns for one in json.loads(turn)["contexts"]]
    for text in dict.fromkeys(texts):
        for one in sentences_of(text):
            letters = sum(sign.isalpha() for sign in one)
            if SHORTEST <= len(one.split()) <= LONGEST and letters > 0.6 * len(one):
                yield one


def _twins(text: str, rng: random.Random) -> Iterator[Twin]:
    folded = fold(text)
    if len(folded) != len(text):
        return
    known = vocabulary(detect(text) or "en")
    least, most = known.limits["least"] | known.limits["more"], known.limits["most"] | known.limits["less"]
    ends: list[tuple[str, Phrases, Phrases]] = [
        ("denied", known.negations, frozenset({""})),
        ("bounded", least, most),
        ("bounded", most, least),
        ("sequence", known.order["before"], known.order["after"]),
        ("sequence", known.order["after"], known.order["before"]),
    ]
    side = {"denied": [1], "bounded": [1, -1], "sequence": [1, -1]}
    given = [(along, one, other, side[along].pop(0)) for along, one, other in ends]
    for number, (one, other) in enumerate(known.opposites.values()):
        given += [(f"{known.language} {number}", one, other, 1), (f"{known.language} {number}", other, one, -1)]
    for along, one, other, end in given:
        for found in phrases(one).finditer(folded):
            turned = " ".join(f"{text[: found.start()]}{rng.choice(sorted(other))}{text[found.end() :]}".split())
            if turned != text:
                yield Twin(text, turned[:1].upper() + turned[1:], along, end)
