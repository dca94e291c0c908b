"""What a sentence says comes first."""

import re
from functools import lru_cache

from agent.claims.wording.stems import pieces, stems_of
from language.vocabulary import phrases, vocabulary
from language.words import fold

_CLAUSE = re.compile(r"[,;:.](?:\s|$)")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\w'’-]*")


@lru_cache(maxsize=8_192)
def sequence(text: str, language: str, heading: str = "", *, until: bool = False) -> tuple[tuple[str, str], ...]:
    """(what comes first, what comes after it) for each "before", "after", "first .. then" of a sentence.

    `heading` says what a sentence without a main clause is about ("When the pump is locked": "Before the cover is opened;").
    `until`: also what is done up to when.
    """
    known = vocabulary(language)
    plain = fold(text)
    out: list[tuple[str, str]] = []
    before, after, then = (
        known.order["before"] - (frozenset() if until else known.order["until"]),
        known.order["after"],
        known.order["then"],
    )
    for match in phrases(before | after | then).finditer(plain):
        # A word that means both ("después") goes on where it stands by itself; before a noun it is longer ("después de").
        kind = "then" if match.group() in then else "after" if match.group() in after else "before"
        left, right = plain[: match.start()], plain[match.end() :]
        if not stems_of(left, language):
            if kind == "then":
                continue
            right, _, left = right.partition(",")
            left = left or fold(heading)
        left = re.split(r"[;.]\s", left)[-1]
        if kind != "then":  # "tighten it, then check it after 5 h" tells by "then" what comes first
            left = phrases(then).split(left)[-1]
        right = re.split(r"[;.]\s", right)[0]
        if kind == "then" and not stems_of(right, language):  # "open the valve and start the pump afterwards"
            *begun, right = pieces(left, language)
            left = " ".join(begun)
        if not stems_of(left, language) or not stems_of(right, language):
            continue
        pair = (right, left) if kind == "after" else (left, right)
        if kind == "before" and phrases(known.negations).search(left):
            pair = (right, left)
        out.append(pair)
    return tuple(out)


@lru_cache(maxsize=8_192)
def timed(text: str, language: str) -> frozenset[tuple[str, str]]:
    """("before" or "after", what stands next behind the word) of a text: the first word or figure that tells something, else the first."""
    known = vocabulary(language)
    before, after = known.order["before"] - known.order["until"], known.order["after"]
    plain, out = fold(text), set[tuple[str, str]]()
    for match in phrases(before | after).finditer(plain):
        behind = _CLAUSE.split(plain[match.end() :], maxsplit=1)[0]
        told = [word for word in _WORD.findall(behind) if word[0].isdigit() or stems_of(word, language)]
        if next_to := (told or _WORD.findall(behind))[:1]:
            out.add(("after" if match.group() in after else "before", next_to[0]))
    return frozenset(out)
