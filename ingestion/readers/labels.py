"""Labelled lines of a text ("Revision: B"), each of which stands for itself though no blank line parts them."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from ingestion.about.applicability import applies_line
from ingestion.marks import has_leader, step_label
from ingestion.structure.steps import comes_next

_LABELLED = re.compile(r"^\W{0,3}[^\W\d_][^:.;,!?]{1,40}?\s?:\**\s+\S")
_MOST_WORDS = 5
_FENCE = re.compile(r"^-{3,}$")
_FIELD = re.compile(r"^(?P<key>[^\W\d][\w .-]{0,40}?)\s*:(?:\s+(?P<value>.*))?$")
_MOST_FIELDS = 60


def is_labelled(line: str) -> bool:
    """Whether a line is a short label, a colon and what it says."""
    return bool(_LABELLED.match(line)) and len(line.split(":")[0].split()) <= _MOST_WORDS


def labelled_starts(lines: Sequence[str]) -> set[int]:
    """Which lines of a paragraph begin anew: labelled ones beside each other, not a colon somewhere in wrapped prose."""
    labelled = [is_labelled(line) for line in lines]
    beside = {at for at, yes in enumerate(labelled) if yes and (any(labelled[at + 1 : at + 2]) or labelled[at - 1])}
    return (beside | {at for at, line in enumerate(lines) if line[:1].isupper() and applies_line(line)}) - {0}


def steps_among(lines: Sequence[str]) -> set[int]:
    """Which lines of a paragraph begin steps, where two or more are numbered one after the other."""
    labels = [step_label(line.strip()) for line in lines]
    found = [at for at, label in enumerate(labels) if label]
    follow = [(a, b) for a, b in pairwise(found) if comes_next((labels[a] or ("", ""))[1], (labels[b] or ("", ""))[1])]
    return {at for pair in follow for at in pair}


def front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The fields between the two fences at a Markdown file's top, and the number of the line behind them.

    Keys read as words ("applies_to" is "applies to"), lists as one line; what is nested deeper is left out.
    """
    end = next((at for at, line in enumerate(lines[1:_MOST_FIELDS], 1) if _FENCE.match(line.strip())), 0)
    if not end or not _FENCE.match(lines[0].strip()) or not all(map(_is_field, lines[1:end])):
        return {}, 0
    fields: dict[str, str] = {}
    key = ""
    for line in lines[1:end]:
        found = _FIELD.match(line)
        if found:
            key = re.sub(r"[_.-]+", " ", found["key"])
            fields[key] = _plain(found["value"] or "")
        elif key and line.strip().startswith("- "):
            fields[key] = ", ".join(filter(None, (fields[key], _plain(line.strip()[2:]))))
    return {key: value for key, value in fields.items() if value}, end + 1


def _is_field(line: str) -> bool:
    return not line.strip() or line.startswith((" ", "-", "#")) or bool(_FIELD.match(line))


def _plain(value: str) -> str:
    """A value without the quotation marks and brackets of its notation."""
    inner = value.strip().strip("[]")
    return ", ".join(part.strip().strip("\"'") for part in inner.split(",")) if inner != "|" else ""


def groups(lines: Sequence[str], ended: Set[int] = frozenset()) -> Iterator[list[str]]:
    """The lines of a paragraph, parted where a labelled line, an entry with dot leaders, or one of `ended` begins."""
    led = {at for at, line in enumerate(lines) if has_leader(line)}
    starts = labelled_starts(lines) | ended | led | {at + 1 for at in led}
    group: list[str] = []
    for at, line in enumerate(lines):
        if at in starts and group:
            yield group
            group = []
        group.append(line)
    if group:
        yield group
