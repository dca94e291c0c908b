"""Rows about another kind of the thing asked for: the rotor brake pad is no yaw brake pad, nor the pitch gearbox the gearbox."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise

from agent.embedded.concepts import concepts, near, stems
from stores.passages import glossary
from stores.passages.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_SIDES = (
    "upper top/lower bottom",
    "front/rear back",
    "inner inside inboard/outer outside outboard",
    "left/right",
    "input inlet/output outlet",
)
_DEEDS = (
    "lock engage/unlock release disengage",
    "open/close shut",
    "install fit mount insert assemble/remove dismantle disassemble extract",
    "fill refill/drain empty",
    "tighten/loosen slacken undo",
    "connect/disconnect",
    "charge/discharge",
    "enable activate/disable deactivate",
    "raise lift/lower",
    "start/stop",
)
_SEVERAL = re.compile(r"[/&]|\b(?:and|or)\b", re.IGNORECASE)
Pair = tuple[frozenset[str], frozenset[str]]


def is_kind_not_asked(name: str, asked: Set[str]) -> bool:
    """Whether a row's name is what is asked for with a word before it that was not asked ("pitch gearbox")."""
    *kind, head = stems(name.split(",")[0]) or ("",)
    return head in asked and not asked & set(kind) and bool(kind)


def asked_kinds(question: str, pool: set[str]) -> list[Pair]:
    """For each word of a name in an English question ("yaw brake pad"): the words before it, which tell its kind, and itself.

    Each as the words of `pool`, all that the evidence says, that mean it; a kind without any is left out: it may
    have another name there. A name of its own ("marked AVL") has no kinds.
    """
    found: list[Pair] = []
    before, kind = "", frozenset[str]()
    for first, word in _neighbours(question):
        kind = (kind if first == before else frozenset[str]()) | _meant(first, pool)
        before = word
        if kind and not word.isupper() and (thing := _meant(word, pool)):
            found.append((kind, thing))
    return found


def is_another_kind(cells: Sequence[str], kinds: Sequence[Pair]) -> bool:
    """Whether a row's name has the thing with another word before it, and its kind stands nowhere in the row."""
    if not cells or not kinds:
        return False
    whole = set(stems(" ".join(cells)))
    asked = frozenset[str]().union(*(kind | thing for kind, thing in kinds))
    for kind, thing in kinds:
        if kind & whole:
            continue
        for before, word in _neighbours(cells[0]):
            if set(stems(word)) & thing and (other := set(stems(before))) and not other & asked:
                return True
    return False


def asked_sides(question: str) -> list[Pair]:
    """The side that a question names and the one it does not, as stems: lower and upper, outlet and inlet."""
    return _one_named(_SIDES, question)


def is_opposite(text: str, sides: Sequence[Pair]) -> bool:
    """Whether a text is about the other side of what is asked for: the upper flange, where the lower one is."""
    have = frozenset(stems(text)) if sides else frozenset[str]()
    return any(have & other and not have & mine for mine, other in sides)


def undoes(heading: str, question: str) -> bool:
    """Whether a job is the reverse of the one asked for: releasing the lock is no way to lock."""
    first = next((word for word in stems(heading) if word.isalpha()), "")
    return not _SEVERAL.search(heading) and any(first in other for _, other in _one_named(_DEEDS, question))


def _one_named(pairs: tuple[str, ...], question: str) -> list[Pair]:
    """The pairs of which a question names the first and not the second."""
    asked = frozenset(stems(question))
    return [(mine, other) for mine, other in _both(pairs) if asked & mine and not asked & other]


@lru_cache(4)
def _both(pairs: tuple[str, ...]) -> list[Pair]:
    """Each pair both ways, as stems."""
    told = [tuple(frozenset(stems(side)) for side in pair.split("/")) for pair in pairs]
    return [pair for one, two in told for pair in ((one, two), (two, one))]


def _meant(word: str, pool: set[str]) -> frozenset[str]:
    return frozenset[str]().union(*(near(forms, pool) for forms in concepts(word)))


@lru_cache(maxsize=10_000)
def _neighbours(text: str) -> list[tuple[str, str]]:
    """Pairs of content words with nothing but a space or a hyphen between them."""
    function = glossary.function_words()["en"]
    found = list(_WORD.finditer(text))
    return [
        (a.group(), b.group())
        for a, b in pairwise(found)
        if text[a.end() : b.start()].strip() in {"", "-"} and not {fold(a.group()), fold(b.group())} & function
    ]
