"""Evidence that a tool writes itself: what was counted, worked out, or looked for and not found."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.answers import Evidence, EvidenceKind, Region

FOUND = "found"
"""The field that says how many records a piece of evidence counts; "0" where there are none."""


def written_evidence(
    kind: EvidenceKind,
    lines: Sequence[str],
    *,
    title: str = "",
    fields: Mapping[str, str] | None = None,
    as_of: datetime | None = None,
) -> Evidence:
    """Lines that no record holds as such, each of which may be quoted; the same lines have the same id."""
    lines = [" ".join(line.split()) for line in lines]
    text = "\n".join(lines)
    stamp = f"{text}|{as_of.date().isoformat() if as_of else ''}"
    return Evidence(
        id=f"{kind}:written:{hashlib.sha256(stamp.encode('utf-8', 'replace')).hexdigest()[:12]}",
        kind=kind,
        title=title or lines[0],
        text=text,
        regions=regions_of(lines),
        as_of=as_of,
        fields=dict(fields or {}),
    )


def absence(
    kind: EvidenceKind, sentence: str, *, nearest: Sequence[str] = (), as_of: datetime | None = None
) -> Evidence:
    """That there is no such thing, as evidence of its own, and what is nearest."""
    lines = [sentence.partition(" Nearest:")[0], *([f"Nearest: {', '.join(nearest)}"] if nearest else [])]
    return written_evidence(kind, lines, fields={FOUND: "0"}, as_of=as_of)


def is_absence(evidence: Evidence) -> bool:
    """Whether it says that nothing was found."""
    return evidence.fields.get(FOUND) == "0"


def regions_of(lines: Sequence[str]) -> tuple[Region, ...]:
    """Where each line stands in the lines joined by line ends."""
    found: list[Region] = []
    start = 0
    for line in lines:
        found.append(Region(text=line, start=start, end=start + len(line)))
        start += len(line) + 1
    return tuple(found)


def counted(count: int, noun: str) -> str:
    """A count with its noun: "1 work order", "3 work orders"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def decimal(figure: float) -> str:
    """At most two decimals, none where there are none."""
    return f"{figure:.2f}".rstrip("0").rstrip(".")


def percent(part: float, whole: float) -> str:
    """With one decimal, none where there is none."""
    return f"{100 * part / whole:.1f}".removesuffix(".0")
