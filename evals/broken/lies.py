"""Plausible untruths made of evidence: right words with wrong values, turned round, or said of something else."""

import re
from collections.abc import Iterator, Mapping
from itertools import cycle

from language.sentences import sentences

MOST = 10
LONGEST = 240
_FIGURE = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)?(?![\w/-]|[.,]\d)")
_FRONT = re.compile(r"^\s*(?:\d{1,2}[.)]\s+)?(?:[^\W\d_]{4,}!?:\s+)?")
"""A step's number, and a label in front ("WARNING:"): neither is part of what is said."""
# The liar's own words, not those that the gate knows: in English, German, Spanish and French as far as they go.
_NOT = re.compile(
    r"\b(?:do not|does not|must not|may not|never|not|no|nicht|kein(?:e[nrms]?)?|nunca|ne|pas)\b\s*", re.I
)
_MUST = re.compile(r"\b(must|shall|should|may|can|is|are|was|muss|müssen|ist|sind|debe|deben|es|doit|est)\b", re.I)
_TURNED = (
    ("before", "after"), ("open", "closed"), ("opened", "closed"), ("loosen", "tighten"), ("remove", "fit"), ("left", "right"),
    ("clockwise", "anticlockwise"), ("maximum", "minimum"), ("increase", "decrease"), ("on", "off"), ("above", "below"),
    ("vor", "nach"), ("lösen", "anziehen"), ("öffnen", "schließen"), ("abierto", "cerrado"), ("antes", "después"), ("avant", "après"),
)  # fmt: skip
_OTHER_WAY = {**dict(_TURNED), **{b: a for a, b in _TURNED}}
_WORD = re.compile(r"[^\W\d_]+")


def lies(evidence: Mapping[int, str], most: int = MOST) -> list[str]:
    """Sentences of the evidence made wrong, each citing a number that exists; the kinds of lie take turns."""
    kinds = cycle((_other_value, _denied, _turned_round, _of_something_else))
    told: list[str] = []
    for number, sentence in _told(evidence):
        for _ in range(4):
            lie = next(kinds)(sentence, number, evidence)
            if lie and lie not in told:
                told.append(lie)
                break
        if len(told) >= most:
            break
    return told


def _told(evidence: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """The sentences of all blocks, one of each in turn."""
    rows = [
        [(number, said) for line in text.splitlines() for said in sentences(_FRONT.sub("", line))]
        for number, text in evidence.items()
    ]
    for at in range(max(map(len, rows), default=0)):
        for row in rows:
            if at < len(row) and 12 <= len(row[at][1]) <= LONGEST:
                yield row[at]


def _other_value(sentence: str, number: int, evidence: Mapping[int, str]) -> str:
    del evidence
    wrong = _FIGURE.sub(_higher, sentence, count=1)
    return _cited(wrong, number) if wrong != sentence else ""


def _denied(sentence: str, number: int, evidence: Mapping[int, str]) -> str:
    """A negation goes, or one comes."""
    del evidence
    if _NOT.search(sentence):
        wrong = _NOT.sub("", sentence, count=1)
        return _cited(wrong[:1].upper() + wrong[1:], number)
    wrong = _MUST.sub(r"\1 not", sentence, count=1)
    return (
        _cited(wrong, number) if wrong != sentence else _cited(f"Do not {sentence[:1].lower()}{sentence[1:]}", number)
    )


def _turned_round(sentence: str, number: int, evidence: Mapping[int, str]) -> str:
    del evidence
    for word in _WORD.finditer(sentence):
        other = _OTHER_WAY.get(word.group().lower())
        if other:
            put = other.capitalize() if word.group()[0].isupper() else other
            return _cited(sentence[: word.start()] + put + sentence[word.end() :], number)
    return ""


def _of_something_else(sentence: str, number: int, evidence: Mapping[int, str]) -> str:
    """A figure of another block stands where this one's stood: a right value of the wrong thing."""
    own = _FIGURE.search(sentence)
    others = [m.group() for n, text in evidence.items() if n != number for m in _FIGURE.finditer(text)]
    other = next((value for value in others if own and value != own.group() and len(value) > 1), "")
    return _cited(sentence[: own.start()] + other + sentence[own.end() :], number) if own and other else ""


def _higher(figure: re.Match[str]) -> str:
    """Half as much again and one: wrong by more than any rounding, in the same way of writing."""
    whole, sign, rest = re.match(r"(\d+)([.,]?)(\d*)", figure.group()).groups()  # type: ignore[union-attr]
    return f"{int(whole) + int(whole) // 2 + 1}{sign}{rest}"


def _cited(sentence: str, number: int) -> str:
    return f"{sentence.rstrip(' .')} [{number}]."
