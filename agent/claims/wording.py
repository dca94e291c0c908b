"""Words that turn a statement round, in the words of its language: negations, limits, permissions, order in time, opposites."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from language.vocabulary import Vocabulary, phrases, says, vocabulary
from language.words import fold, is_stop, stem, words

LIMIT_REACH = 28
"""Characters between the words of a limit and its number."""
_UNTIL = frozenset(
    {
        "until",
        "till",
        "bis",
        "hasta",
        "ate",
        "jusqu'a",
        "jusqu'a ce que",
        "tot",
        "totdat",
        "til",
        "indtil",
        "tills",
        "fino a",
        "finche",
        "az",
        "dopoki",
    }
)
_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
_BREAK = re.compile(r"[;:!?]|,(?=\s)|\.(?=\s+[^\d\s])")
# A capital letter behind a word labels it: "farm B".
_LABEL = re.compile(r"(?<=[a-zà-ÿ] )[A-Z](?![\w'’.])")


@dataclass(frozen=True)
class Turned:
    """A negation or restriction, and the stems of the words that it turns, in its own clause."""

    word: str
    scope: frozenset[str]


@lru_cache(maxsize=16_384)
def limits_at(text: str, language: str) -> Mapping[int, str]:
    """The side on which each number of a text is a limit ("up", "down"), by the place of the number among the numbers.

    A negation before it turns a comparison: "cannot be greater than 5" and "never open it above 5" are limits from above.
    """
    known = vocabulary(language)
    plain = fold(text)
    out: dict[int, str] = {}
    least, most = known.limits["least"] - _from(known), known.limits["most"] - _from(known)
    before = {"up": least | known.limits["more"], "down": most | known.limits["less"]}
    numerals = list(_NUMERAL.finditer(plain))
    for at, number in enumerate(numerals):
        floor = numerals[at - 1].end() if at else 0
        clause = max([floor, *(match.end() for match in _BREAK.finditer(plain, floor, number.start()))])
        found = _nearest(plain, max(clause, number.start() - LIMIT_REACH), number.start(), before, last=True)
        if (
            found
            and found[0].group() in known.limits["more"] | known.limits["less"]
            and denied(plain[clause : found[0].start()], known)
        ):
            found = found[0], "down" if found[1] == "up" else "up"
        if not found:
            until = min(numerals[at + 1].start() if at + 1 < len(numerals) else len(plain), number.end() + LIMIT_REACH)
            until = next((match.start() for match in _BREAK.finditer(plain, number.end(), until)), until)
            found = _nearest(plain, number.end(), until, {"up": least, "down": most})
        if found:
            out[at] = found[1]
    return out


def denied(folded: str, known: Vocabulary) -> bool:
    """Whether a folded text says a negation, a condition ("unless") or a ban."""
    return phrases(known.negations).search(folded) is not None


def _from(known: Vocabulary) -> frozenset[str]:
    """Words that begin a span rather than set a limit ("from 12 to 41")."""
    return known.dates.since | known.dates.between


def _nearest(
    plain: str, start: int, end: int, sides: Mapping[str, frozenset[str]], *, last: bool = False
) -> "tuple[re.Match[str], str] | None":
    """The phrase nearest to a number, and its side; the longer one where one holds the other ("not below")."""
    found = [(match, side) for side, wanted in sides.items() for match in phrases(wanted).finditer(plain, start, end)]
    return max(found, key=lambda one: (one[0].end() if last else -one[0].start(), len(one[0].group())), default=None)


@lru_cache(maxsize=16_384)
def stems_of(text: str, language: str) -> tuple[str, ...]:
    """The stems of the content words of a text in order; numbers are none."""
    sides = _side_words(language)
    labels = {match.group().lower() for match in _LABEL.finditer(text)}
    return tuple(
        stem(word, language)
        for word in words(text)
        if word in labels
        or (not word[0].isdigit() and len(word) > 1 and word not in sides and not is_stop(word, language))
    )


@lru_cache(maxsize=64)
def _side_words(language: str) -> frozenset[str]:
    """Words of limits: what they say is compared with the values that they stand beside."""
    limits = vocabulary(language).limits
    several = {
        word for side in ("least", "most") for phrase in limits[side] if " " in phrase for word in phrase.split()
    }
    return frozenset(
        several | {word for side in ("more", "less", "about") for phrase in limits[side] for word in phrase.split()}
    )


@lru_cache(maxsize=16_384)
def clauses(text: str, language: str) -> tuple[str, ...]:
    """The text in its clauses, cut at punctuation and at words that join; a piece without a content word stays with the one before."""
    joint = _joints(language)
    cuts = {match.end() for match in re.finditer(r"[;:]\s|,\s|\s[-–—]\s|->|→|\(|\)", text)}
    folded = fold(text)
    limits = (
        [match.span() for match in phrases(_limit_words(language)).finditer(folded)] if len(folded) == len(text) else []
    )
    cuts |= {
        match.start()
        for match in joint.finditer(text)
        if not any(start <= match.start() < end for start, end in limits)
    }
    places = [0, *sorted(cuts), len(text)]
    out: list[str] = []
    for start, end in pairwise(places):
        piece = text[start:end]
        if (out and not stems_of(piece, language)) or (
            out and not stems_of(out[-1], language) and not _NUMERAL.search(out[-1])
        ):
            out[-1] += piece
        elif piece.strip():
            out.append(piece)
    return tuple(out)


@lru_cache(maxsize=64)
def _joints(language: str) -> re.Pattern[str]:
    """As written, accents considered: "è" (is) joins nothing in Italian, "e" does."""
    words_ = sorted(vocabulary(language).joints, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words_))})\b" if words_ else r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=64)
def _limit_words(language: str) -> frozenset[str]:
    return frozenset(word for held in vocabulary(language).limits.values() for word in held)


def joins(text: str, language: str) -> bool:
    """Whether a comma or a joining word stands between the members of a list."""
    return "," in text or _joints(language).search(text) is not None


@lru_cache(maxsize=16_384)
def turned(text: str, language: str) -> tuple[Turned, ...]:
    """The negations of a text, each with what it turns; limits ("not more than") and "not only" are none."""
    known = vocabulary(language)
    out: list[Turned] = []
    for clause in clauses(text, language):
        plain = fold(clause)
        plain = phrases(frozenset(p for side in ("least", "most") for p in known.limits[side] if " " in p)).sub(
            " ", plain
        )
        plain = _denied_limit(language).sub(" ", plain)
        for match in phrases(known.negations | known.permission["needless"] | known.absent).finditer(plain):
            scope = stems_of(plain[match.end() :], language) or stems_of(plain[: match.start()], language)
            out.append(Turned(match.group(), frozenset(scope)))
    return tuple(out)


@lru_cache(maxsize=64)
def _denied_limit(language: str) -> re.Pattern[str]:
    """A negation that turns a comparison with a number into a limit, up to that comparison."""
    known = vocabulary(language)
    return re.compile(
        rf"{phrases(known.negations).pattern}(?=[^\d;:.,]{{0,60}}{phrases(known.limits['more'] | known.limits['less']).pattern}[^\d;:.,]{{0,{LIMIT_REACH}}}\d)"
    )


def says_any(text: str, language: str, *groups: str) -> bool:
    """Whether a text has a phrase of one of the vocabulary's groups of permission ("may", "needless", "enough")."""
    wanted = vocabulary(language).permission
    plain = fold(text)
    return any(phrases(wanted[group]).search(plain) for group in groups if group in wanted)


def says_limit(text: str, language: str) -> bool:
    """Whether a text names the least or the most of something: "may be 5 mm at most" allows nothing new."""
    limits = vocabulary(language).limits
    return phrases(limits["least"] | limits["most"]).search(fold(text)) is not None


def lifts(text: str, language: str) -> bool:
    """Whether a text says that something need not be: "not necessary", "no lock-out is needed"."""
    folded = fold(text)
    denied = says(folded, vocabulary(language).negations) and not says_any(text, language, "forbidden")
    return says_any(text, language, "needless") or (denied and says_any(text, language, "must"))


def only(text: str, language: str) -> bool:
    """Whether a text leaves all others out; "only then" and "only one" do not."""
    plain = fold(text)
    times = frozenset(word for held in vocabulary(language).order.values() for word in held)
    return any(
        not phrases(times).match(plain, match.end() + 1) for match in phrases(vocabulary(language).only).finditer(plain)
    )


def superlative(text: str, language: str) -> str:
    """Say "most" or "least" where a text says which of several has it; "" elsewhere."""
    for side in ("most", "least"):
        found = phrases(vocabulary(language).extremes[side]).search(fold(text))
        if found and not re.search(rf"\bat {found.group()}", fold(text)):
            return side
    return ""


def compares(text: str, language: str) -> bool:
    """Whether a text sets one value beside another: above, less than, between, or by the difference."""
    known = vocabulary(language)
    wanted = known.limits["more"] | known.limits["less"] | known.order["before"] | known.order["after"]
    families = frozenset(
        word
        for one, other in known.opposites
        if "more" in one | other or known.limits["less"] & (one | other)
        for word in one | other
    )
    return phrases(wanted | families).search(fold(text)) is not None


def compared(text: str, language: str) -> str:
    """The side ("up", "down") on which a text sets one thing beside another that is no number: "below the limit"."""
    known = vocabulary(language)
    plain = fold(text)
    for side, wanted in (("up", known.limits["more"]), ("down", known.limits["less"])):
        for match in phrases(wanted).finditer(plain):
            if not _NUMERAL.search(plain[max(match.start() - 8, 0) : match.end() + LIMIT_REACH]):
                return side
    return ""


@lru_cache(maxsize=8_192)
def sequence(text: str, language: str, heading: str = "") -> tuple[tuple[str, str], ...]:
    """(what comes first, what comes after it) for each "before", "after", "first .. then" of a sentence.

    `heading` says what a sentence without a main clause is about ("When the pump is locked": "Before the cover is opened;").
    """
    known = vocabulary(language)
    plain = fold(text)
    out: list[tuple[str, str]] = []
    # A word that means both ("después") is told by the longer phrase that it stands in ("después de") or not at all.
    after, then = known.order["after"] - known.order["then"], known.order["then"] - known.order["after"]
    marks = [("before", known.order["before"] - _UNTIL), ("after", after), ("then", then)]
    for kind, wanted in marks:
        for match in phrases(wanted).finditer(plain):
            left, right = plain[: match.start()], plain[match.end() :]
            if not stems_of(left, language):
                if kind == "then":
                    continue
                right, _, left = right.partition(",")
                left = left or fold(heading)
            left = re.split(r"[;.]\s", left)[-1]
            right = re.split(r"[;.]\s", right)[0]
            if not stems_of(left, language) or not stems_of(right, language):
                continue
            pair = (right, left) if kind == "after" else (left, right)
            if kind == "before" and phrases(known.negations).search(left):
                pair = (right, left)
            out.append(pair)
    return tuple(out)


def opposed(text: str, source: str, language: str, *, strict: bool = False) -> str:
    """A word of the text where the source says its opposite and not the word itself; "" where there is none.

    `strict`: only where both stand beside the same word. Negations, limits, order and permission have checks of their own.
    """
    said, held = fold(text), fold(source)
    for own, other in _families(language):
        mine = _found(said, own, other)
        if not mine:
            continue
        theirs = _found(held, other, own)
        if not theirs or _found(held, own, other) or stem(mine.group(), language) in stems_of(source, language):
            continue
        # With both in the sentence ("decreases with rising temperature") the words beside tell which is turned.
        reach = (3, 2) if _found(said, other, own) else (1, 1)
        if _of_the_same(said, mine, held, theirs, language, reach, strict=strict or reach != (1, 1)):
            return mine.group()
    return ""


@lru_cache(maxsize=64)
def _families(language: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    known = vocabulary(language)
    apart = known.negations | known.absent
    apart |= frozenset(word for group in (known.order, known.permission) for held in group.values() for word in held)
    return tuple(
        pair for one, other in known.opposites if not (one | other) & apart for pair in ((one, other), (other, one))
    )


def _found(text: str, wanted: frozenset[str], other: frozenset[str]) -> "re.Match[str] | None":
    """The first of the phrases that is no part of a longer one of its opposites ("not required")."""
    return next((m for m in phrases(wanted | other).finditer(text) if m.group() in wanted), None)


def _of_the_same(
    said: str,
    mine: "re.Match[str]",
    held: str,
    theirs: "re.Match[str]",
    language: str,
    reach: tuple[int, int],
    *,
    strict: bool,
) -> bool:
    """A content word turns all; a small word (on, off, in, up) turns its neighbours only."""
    if not strict and not (is_stop(mine.group(), language) or is_stop(theirs.group(), language)):
        return True
    return bool(_beside(said, mine, language, reach) & _beside(held, theirs, language, reach))


def _beside(text: str, match: "re.Match[str]", language: str, reach: tuple[int, int]) -> frozenset[str]:
    left = re.split(r"[.,;:]", text[: match.start()])[-1]
    right = re.split(r"[.,;:]", text[match.end() :])[0]
    return frozenset((*stems_of(left, language)[-reach[0] :], *stems_of(right, language)[: reach[1]]))


@lru_cache(maxsize=8_192)
def set_beside(text: str, language: str) -> frozenset[tuple[str, str]]:
    """Pairs of words that a text sets beside each other: "copper and aluminum", "front/rear", "rotor versus stator"."""
    found = re.findall(r"([^\W\d_]+)(?:\s+(\w{1,6})\s+|-(\w{1,6})-|\s?/\s?)(?=([^\W\d_]+))", fold(text))
    joining = vocabulary(language).joints | {"versus", "vs", "over"}
    pairs = [
        (stem(one, language), stem(other, language))
        for one, a, b, other in found
        if not (a or b) or (a or b) in joining
    ]
    return frozenset(pair for one, other in pairs for pair in ((one, other), (other, one)))


@lru_cache(maxsize=16_384)
def neighbours(text: str, language: str) -> Mapping[str, frozenset[str]]:
    """The content words directly beside each content word."""
    stems = stems_of(text, language)
    out: dict[str, frozenset[str]] = {}
    for at, one in enumerate(stems):
        out[one] = out.get(one, frozenset()) | {*stems[max(at - 1, 0) : at], *stems[at + 1 : at + 2]}
    return out
