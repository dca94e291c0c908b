"""Words that turn a statement round, in the words of its language: negations, limits, permissions, order in time, opposites."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from language.vocabulary import Vocabulary, phrases, vocabulary
from language.words import fold, is_stop, stem, words

LIMIT_REACH = 28
"""Characters between the words of a limit and its number."""
_UNTIL = frozenset({"until", "till", "bis", "hasta", "ate", "jusqu'a", "jusqu'a ce que", "tot", "totdat", "til", "indtil", "tills", "fino a", "finche", "az", "dopoki"})
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_BREAK = re.compile(r"[;:!?]|[.,](?=\s|$)")
_NO_DOT_NUMBER = re.compile(r"\bno\.?\s?(?=\d)|\bnos\.")
# Until the vocabularies have them: words that join clauses, that leave all others out, and that say "the most".
_JOINTS = (
    "and or but because so though although whereas while which however yet therefore otherwise und oder aber weil denn damit obwohl jedoch sondern sonst og eller men fordi "
    "så och utan och y o pero porque aunque e ou mas et ou mais car donc en of maar omdat want i lub ale ponieważ ma perché oppure però и или но"
).split()
_ONLY = "only solely exclusively nur ausschließlich lediglich kun udelukkende endast bara sólo solo solamente únicamente só somente apenas seulement uniquement alleen slechts soltanto tylko wyłącznie".split()
_MOST = "most highest largest longest biggest greatest heaviest dearest meisten höchste höchsten längsten größten flest højest størst längst mayor máximo máxima maior plus grande massimo meeste hoogste najwięcej największy".split()
_LEAST = "least lowest fewest smallest shortest cheapest wenigsten niedrigste kleinste færrest lavest mindst menor mínimo moins minimo minste laagste najmniej najmniejszy".split()


@dataclass(frozen=True)
class Turned:
    """A negation or restriction, and the stems of the words that it turns, in its own clause."""

    word: str
    scope: frozenset[str]


@lru_cache(maxsize=16_384)
def limits_at(text: str, language: str) -> Mapping[int, str]:
    """The side on which each number of a text is a limit ("up", "down"), by the place of the number among the numbers."""
    known = vocabulary(language)
    plain = fold(text)
    out: dict[int, str] = {}
    sides = {"up": known.limits["least"] | known.limits["more"], "down": known.limits["most"] | known.limits["less"]}
    behind = {"up": known.limits["least"] - known.dates.since, "down": known.limits["most"]}
    numerals = list(_NUMERAL.finditer(plain))
    for at, number in enumerate(numerals):
        begin = max(numerals[at - 1].end() if at else 0, number.start() - LIMIT_REACH)
        before = _BREAK.split(plain[begin : number.start()])[-1] if "." not in plain[begin : number.start()] else plain[begin : number.start()]
        until = numerals[at + 1].start() if at + 1 < len(numerals) else len(plain)
        after = _BREAK.split(plain[number.end() : min(until, number.end() + LIMIT_REACH)])[0]
        side = _last_side(before, sides, known) or _last_side(after, behind, known, first=True)
        if side:
            out[at] = side
    return out


def _last_side(text: str, sides: Mapping[str, frozenset[str]], known: Vocabulary, *, first: bool = False) -> str:
    """Which side the phrase nearest to the number tells; the longer phrase where one holds the other ("not below")."""
    best = (-1, 0, "")
    for side, wanted in sides.items():
        for match in phrases(wanted - known.dates.since).finditer(text):
            # From its end backwards, so that "not below" (its end the same) wins by its length over "below".
            place = -match.start() if first else match.end()
            best = max(best, (place if not first else 10_000 + place, len(match.group()), side))
    return best[2]


@lru_cache(maxsize=16_384)
def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The stems of the content words of a text in order; numbers are none."""
    return tuple(stem(word, language) for word in words(text) if not word[0].isdigit() and len(word) > 1 and not is_stop(word, language))


@lru_cache(maxsize=16_384)
def clauses(text: str, language: str) -> tuple[str, ...]:
    """The text in its clauses, cut at punctuation and at words that join; a piece without a content word stays with the one before."""
    joint = phrases(frozenset(fold(word) for word in (*_JOINTS, *getattr(vocabulary(language), "joints", ()))))
    cuts = {match.end() for match in re.finditer(r"[;:]\s|,\s|\s[-–—]\s|->|→|\(|\)", text)}
    folded = fold(text)
    if len(folded) == len(text):
        cuts |= {match.start() for match in joint.finditer(folded)}
    places = [0, *sorted(cuts), len(text)]
    out: list[str] = []
    for start, end in pairwise(places):
        piece = text[start:end]
        if out and not stems_of(piece, language):
            out[-1] += piece
        elif out and not stems_of(out[-1], language):
            out[-1] += piece
        elif piece.strip():
            out.append(piece)
    return tuple(out)


@lru_cache(maxsize=16_384)
def turned(text: str, language: str) -> tuple[Turned, ...]:
    """The negations of a text, each with what it turns; limits ("not more than") and "not only" are none."""
    known = vocabulary(language)
    out: list[Turned] = []
    for clause in clauses(text, language):
        plain = _NO_DOT_NUMBER.sub(" ", fold(clause))
        plain = phrases(frozenset(p for side in ("least", "most") for p in known.limits[side] if " " in p)).sub(" ", plain)
        for match in phrases(known.negations | known.permission["needless"]).finditer(plain):
            scope = stems_of(plain[match.end() :], language) or stems_of(plain[: match.start()], language)
            out.append(Turned(match.group(), frozenset(scope)))
    return tuple(out)


def says_any(text: str, language: str, *groups: str) -> bool:
    """Whether a text has a phrase of one of the vocabulary's groups of permission ("may", "needless", "enough")."""
    wanted = vocabulary(language).permission
    plain = fold(text)
    return any(phrases(wanted[group]).search(plain) for group in groups if group in wanted)


def only(text: str, language: str) -> bool:
    """Whether a text leaves all others out."""
    return phrases(frozenset(fold(w) for w in (*_ONLY, *getattr(vocabulary(language), "only", ())))).search(fold(text)) is not None


def superlative(text: str, language: str) -> str:
    """"most" or "least" where a text says which of several has it; "" elsewhere."""
    held: Mapping[str, Iterable[str]] = getattr(vocabulary(language), "superlatives", {})
    for side, given in (("most", _MOST), ("least", _LEAST)):
        wanted = frozenset(fold(w) for w in (*given, *held.get(side, ())))
        found = phrases(wanted).search(fold(text))
        if found and not re.search(rf"\bat {found.group()}", fold(text)):
            return side
    return ""


@lru_cache(maxsize=8_192)
def sequence(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """(what comes first, what comes after it) for each "before", "after", "first .. then" of a sentence."""
    known = vocabulary(language)
    plain = fold(text)
    out: list[tuple[str, str]] = []
    marks = [("before", known.order["before"] - _UNTIL), ("after", known.order["after"]), ("then", known.order["then"])]
    for kind, wanted in marks:
        for match in phrases(wanted).finditer(plain):
            left, right = plain[: match.start()], plain[match.end() :]
            if not stems_of(left, language):
                if kind == "then":
                    continue
                right, _, left = right.partition(",")
            left = re.split(r"[;.]\s", left)[-1]
            right = re.split(r"[;.]\s", right)[0]
            if not stems_of(left, language) or not stems_of(right, language):
                continue
            pair = (right, left) if kind == "after" else (left, right)
            if kind == "before" and phrases(known.negations).search(left):
                pair = (right, left)
            out.append(pair)
    return tuple(out)


def opposed(text: str, source: str, language: str) -> str:
    """A word of the text where the source says its opposite and not the word itself; "" where there is none."""
    known = vocabulary(language)
    said, held = fold(text), fold(source)
    for family in known.opposites:
        for own, other in (family, family[::-1]):
            mine = _found(said, own, other)
            if not mine or _found(said, other, own):
                continue
            theirs = _found(held, other, own)
            if theirs and not _found(held, own, other) and _of_the_same(said, mine, held, theirs, language):
                return mine.group()
    return ""


def _found(text: str, wanted: frozenset[str], other: frozenset[str]) -> "re.Match[str] | None":
    """The first of the phrases that is no part of a longer one of its opposites ("not required")."""
    return next((m for m in phrases(wanted | other).finditer(text) if m.group() in wanted), None)


def _of_the_same(said: str, mine: "re.Match[str]", held: str, theirs: "re.Match[str]", language: str) -> bool:
    """A content word turns all; a small word (on, off, in, up) turns its neighbours only."""
    if not (is_stop(mine.group(), language) or is_stop(theirs.group(), language)):
        return True
    return bool(_beside(said, mine, language) & _beside(held, theirs, language))


def _beside(text: str, match: "re.Match[str]", language: str) -> frozenset[str]:
    left = re.split(r"[.,;:]", text[: match.start()])[-1]
    right = re.split(r"[.,;:]", text[match.end() :])[0]
    return frozenset((*stems_of(left, language)[-1:], *stems_of(right, language)[:1]))
