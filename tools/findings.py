"""Evidence that a tool writes itself: what was counted, worked out, or looked for and not found."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.answers import Evidence, EvidenceKind, Region
from domain.errors import NotFound
from language.phrasebook import decimal
from tools.phrases.saying import BOOK, say

FOUND = "found"
"""The field that says how many records a piece of evidence counts; "0" where there are none."""
NAME = "name"
"""The field that says what was looked for and is not there, as it was given."""


def written_evidence(
    kind: EvidenceKind,
    lines: Sequence[str],
    language: str = "",
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
        language=language,
        fields=dict(fields or {}),
    )


def absence(
    kind: EvidenceKind,
    sentence: str,
    language: str = "",
    *,
    name: str = "",
    nearest: Sequence[str] = (),
    as_of: datetime | None = None,
) -> Evidence:
    """That there is no such thing, as evidence of its own, and what is nearest; `name` is what was looked for."""
    lines = [sentence, *([say("nearest", language, items=", ".join(nearest))] if nearest else [])]
    fields = {FOUND: "0"} | ({NAME: name} if name else {})
    return written_evidence(kind, lines, language, fields=fields, as_of=as_of)


def not_there(kind: EvidenceKind, error: NotFound, language: str) -> Evidence:
    """What a store does not have, in the person's language."""
    known = error.why in BOOK.entries("en")
    sentence = say(error.why, language, **error.values) if known else str(error)
    return absence(kind, sentence, language, name=error.values.get("name", ""), nearest=error.nearest)


def is_absence(evidence: Evidence) -> bool:
    """Whether it says that nothing was found."""
    return evidence.fields.get(FOUND) == "0"


def field_of(evidence: Evidence) -> dict[str, str]:
    """The field of a record that each of its lines tells, whatever the line calls it; "" where it is the company's own."""
    return {region.text: region.field for region in evidence.regions}


def regions_of(lines: Sequence[str], fields: Sequence[str] = ()) -> tuple[Region, ...]:
    """Where each line stands in the lines joined by line ends, and the field of the record that it tells."""
    found: list[Region] = []
    start = 0
    for at, line in enumerate(lines):
        field = fields[at] if at < len(fields) else ""
        found.append(Region(text=line, start=start, end=start + len(line), field=field))
        start += len(line) + 1
    return tuple(found)


def percent(part: float, whole: float, language: str = "") -> str:
    """With one decimal, none where there is none."""
    return decimal(round(100 * part / whole, 1), language)
