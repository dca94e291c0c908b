"""Whose value: a value or name stands with what is said of it."""

import re
from functools import lru_cache
from itertools import pairwise

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import Reading, Token, alike
from evals.contradiction.turned.placing import MARGIN, binding

_JOINT = re.compile(r"\b(?:and|und|og|och|en|et|y|e|i|while|but)\b")


def wrong_subject(said: Reading, source: Source, known: frozenset[str] = frozenset()) -> str:
    """A value or name stands with what is said of it, and no rival of its kind stands there better."""
    hard = [token for token in said.tokens if token.kind in {"value", "name"}]
    for token in (one for one in hard if one.kind == "value" or one.key not in known):
        rivals = [one for one in kin(token, source) if not any(alike(one, mine) for mine in hard)]
        if not rivals or not any(alike(token, one) for one in source.hard):
            continue
        around = around_of(token, said)
        mine = binding(token, around, source)
        for rival in rivals:
            if binding(rival, around, source) > mine + MARGIN:
                return f"the source says {rival.key} of it, not {said.text[token.start : token.end]}"
    return ""


def around_of(token: Token, said: Reading) -> list[Token]:
    """What a sentence says a value of: the tokens of its segment, and names and days of the whole."""
    return [
        one
        for one in said.tokens
        if one is not token
        and not alike(one, token)
        and (_segment(one, said) == _segment(token, said) or (one.kind in {"name", "day"} and not shaped(one, token)))
    ]


def _segment(token: Token, said: Reading) -> int:
    """Segments end where a clause does, and between two values of one kind where a word joins them; a list is one segment."""
    return sum(at <= token.start for at in _segments(said))


@lru_cache(2_048)
def _segments(said: Reading) -> list[int]:
    hard = [one for one in said.tokens if one.kind in {"value", "name"}]
    couples = [(a, b) for a, b in pairwise(hard) if shaped(a, b)]
    ends = [min(t.start for t in said.of_clause(clause)) for clause in said.clauses]
    lists = [(a.start, b.start) for a, b in couples if not _words_between(a, b, said)]
    ends = [at for at in ends if not any(a < at <= b for a, b in lists)]
    joints = [m.start() for m in _JOINT.finditer(said.text)]
    return ends + [
        at for at in joints if any(a.start < at < b.start and _words_between(a, b, said) for a, b in couples)
    ]


def _words_between(one: Token, other: Token, said: Reading) -> bool:
    return any(one.start < t.start < other.start and t.kind == "word" for t in said.tokens)


def kin(token: Token, source: Source) -> list[Token]:
    """The source's other values and names that could stand in its place; bare figures only where they count the same thing."""
    held = source.hard if token.kind == "name" or token.dimension else source.figures
    return list({one.key: one for one in held if shaped(one, token) and not alike(one, token)}.values())


def shaped(one: Token, other: Token) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "value":
        return one.dimension == other.dimension and bool(one.dimension or one.counted & other.counted)
    return one.kind == "name" and _shape(one.key) == _shape(other.key)


def _shape(key: str) -> str:
    """The pattern of a name: "wtg-07" is "a-9"."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", key))


def exchanged(said: Reading, source: Source) -> str:
    """Two values or names of one kind are not each other's."""
    hard = [token for token in said.tokens if token.kind in {"value", "name"}]
    for at, one in enumerate(hard):
        for other in hard[at + 1 :]:
            if not shaped(one, other) or alike(one, other) or _segment(one, said) == _segment(other, said):
                continue
            mine, theirs = (
                [
                    t
                    for t in said.tokens
                    if _segment(t, said) == _segment(x, said) and t not in {one, other} and t.kind == "word"
                ]
                for x in (one, other)
            )
            if not mine or not theirs:
                continue
            straight = binding(one, mine, source) + binding(other, theirs, source)
            if binding(other, mine, source) + binding(one, theirs, source) > straight + MARGIN:
                return f"{one.key} and {other.key} are exchanged"
    return ""
