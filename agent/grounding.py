"""The gate: a sentence leaves the server only if its hard facts stand in the evidence that it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.facts import (
    UNITS,
    Quantity,
    fold,
    identifiers,
    markers,
    normalise,
    numerals,
    quantities,
    strip_markers,
    writes_decimal_commas,
)
from domain.answers import Evidence

MIN_WORD_SUPPORT = 0.5
_LIST_NUMBER = re.compile(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)+")


@dataclass(frozen=True)
class Verdict:
    """Whether a sentence may be shown; `reason` says why not."""

    passed: bool
    reason: str = ""


def check(sentence: str, evidence: Sequence[Evidence], *, word_support: bool = False) -> Verdict:
    """Check one sentence with `[n]` markers, `n` counting `evidence` from 1.

    Args:
        sentence: What the model wrote.
        evidence: Everything retrieved in this turn.
        word_support: Also ask that half of the content words stand in the cited evidence (for free prose).
    """
    cited = markers(sentence)
    text = _LIST_NUMBER.sub("", strip_markers(sentence))
    if not cited:
        return Verdict(False, "no citation")
    if any(n < 1 or n > len(evidence) for n in cited):
        return Verdict(False, "cites evidence that was not retrieved")
    sources = [evidence[n - 1] for n in cited]
    if not any(source.applies for source in sources):
        return Verdict(False, "is for another machine")
    missing = unsupported(text, sources)
    if missing:
        return Verdict(False, f"value not in evidence: {', '.join(missing)}")
    if word_support and _support(text, sources) < MIN_WORD_SUPPORT:
        return Verdict(False, "says something that the cited evidence does not say")
    return Verdict(True)


def unsupported(text: str, sources: Sequence[Evidence]) -> list[str]:
    """The hard facts of `text` that none of the sources holds, as written for people."""
    corpus = " \n ".join(_searchable(source) for source in sources)
    missing = _missing_identifiers(text, corpus)
    comma = writes_decimal_commas(corpus)
    # "10 102.0" may be two cells of a table or one grouped number: the source is read both ways.
    have = quantities(corpus, comma_decimals=comma) | quantities(
        re.sub(r"(?<=\d)\s(?=\d)", " ; ", corpus), comma_decimals=comma
    )
    held = _Held(have, frozenset(q.value for q in have), frozenset(q.value for q in have if not q.unit), _units(corpus))
    for readings in numerals(text, comma_decimals=comma):
        if not any(held.holds(wanted) for wanted in readings):
            shown = min(readings, key=lambda q: q.value)
            missing.append(f"{shown.value:f} {shown.unit}".strip())
    return missing


@dataclass(frozen=True)
class _Held:
    """What the sources print: numbers with the unit behind them, numbers alone, units anywhere (table headers)."""

    quantities: set[Quantity]
    values: frozenset[Decimal]
    bare: frozenset[Decimal]
    units: set[str]

    def holds(self, wanted: Quantity) -> bool:
        if not wanted.unit:
            return wanted.value in self.values
        return wanted in self.quantities or (wanted.value in self.bare and wanted.unit in self.units)


def _missing_identifiers(text: str, corpus: str) -> list[str]:
    held = identifiers(corpus)
    folded = fold(normalise(corpus))
    missing: list[str] = []
    for wanted in sorted(identifiers(text)):
        if wanted in held or (len(wanted) >= 4 and wanted in folded):
            continue
        missing.append(wanted)
    return missing


def _searchable(source: Evidence) -> str:
    # The heading, title and revision belong to the source as much as its text does.
    cells = " ; ".join(cell for row in source.table for cell in row)
    parts = (source.text, cells, source.section or "", source.title, source.revision or "", source.source_id or "")
    return " \n ".join((*parts, source.fields.get("caption", ""), source.fields.get("models", "")))


def _units(corpus: str) -> set[str]:
    words = re.findall(r"[^\s()\[\],;/]+", normalise(corpus).casefold())
    return {UNITS[word.strip(".:")] for word in words if word.strip(".:") in UNITS}


def _support(text: str, sources: Sequence[Evidence]) -> float:
    words: list[str] = re.findall(r"[^\W\d_]{4,}", text.casefold())
    if not words:
        return 1.0
    held = {w[:5] for s in sources for w in re.findall(r"[^\W\d_]{3,}", _searchable(s).casefold())}
    return sum(word[:5] in held for word in words) / len(words)
