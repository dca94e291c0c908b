"""Whether a sentence and the place of the evidence that it stands on agree: negation, limits, order, opposites, words."""

import re
from collections.abc import Sequence

from agent.facts import facts
from agent.polarity import covering, limits, opposed, order, turns
from agent.prose import meant, word_support
from agent.statement import stems
from agent.windows import Window
from agent.writing import plain_numbers

MIN_WORD_SUPPORT = 0.5
NEAR_BEST = 0.8


def agreeing(text: str, windows: Sequence[Window]) -> tuple[str, tuple[int, int] | None]:
    """Where the text is said: (evidence, row) of the nearest window that agrees with it, or why none does."""
    wanted = meant(text)
    shares = [(len(wanted & window.stems()) / max(len(wanted), 1), window) for window in windows]
    best = max(share for share, _ in shares)
    alone = [pair for pair in shares if len(pair[1].parts) == 1 and pair[0] >= NEAR_BEST * best]
    shares = alone or shares
    if best < MIN_WORD_SUPPORT and word_support(text, max(shares, key=lambda s: s[0])[1].stems()) < MIN_WORD_SUPPORT:
        return "says something that the cited evidence does not say", None
    reason = ""
    for share, window in sorted(shares, key=lambda pair: (-pair[0], len(pair[1].parts))):
        if share < NEAR_BEST * best:
            break
        why = _differs(text, window, wanted)
        if not why:
            return "", (window.n, window.parts[0].row)
        reason = reason or why
    return reason, None


def _differs(text: str, window: Window, wanted: frozenset[str]) -> str:
    source = window.text
    framed = f"{source} {window.parts[0].frame}"
    governed = " ".join(_governed(part.text, text, wanted) for part in window.parts)
    said = turns(text)
    if said - turns(source):
        return f"adds '{min(said - turns(source))}'"
    if turns(governed) - said:
        return f"drops '{min(turns(governed) - said)}'"
    if limits(text) - limits(framed):
        return f"adds a limit (at {min(limits(text) - limits(framed))})"
    if limits(governed) - limits(text) and any(fact.numeric for fact in facts(text)):
        return f"drops a limit (at {min(limits(governed) - limits(text))})"
    if order(text) - order(source):
        return f"changes the order ('{min(order(text) - order(source))}')"
    word = opposed(text, framed)
    return f"says '{word}', the evidence the opposite" if word else ""


def _governed(statement: str, text: str, wanted: frozenset[str]) -> str:
    """The part of a statement that the text is about."""
    numbers = set(re.findall(r"\d+", plain_numbers(text)))
    spots = [m.span() for m in re.finditer(r"[^\W_]+", statement) if stems(m.group()) & wanted or m.group() in numbers]
    return covering(statement, spots[0][0], spots[-1][1]) if spots else ""
