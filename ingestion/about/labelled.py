"""What a title page or a running head says behind a label: a document's own number, its revision, the day it was issued."""

import re
from collections.abc import Sequence

from ingestion.pages import Printed
from language.dates import first_printed
from language.vocabulary import all_languages, vocabulary

_BETWEEN = r"[\s.º°ª-]*"
"""Between two words of a label: "Doc. No.", "Dok.-Nr.", "N.º de documento"."""
_BEHIND = r"[\s.º°ª#:|]*"
_LEAST = 4


def printed_any(labels: Sequence[str]) -> str:
    """A pattern for any of these labels, the longest first."""
    known = sorted(set(labels), key=lambda label: (-len(label), label))
    return "|".join(_BETWEEN.join(map(re.escape, label.split())) for label in known)


def labels(part: str) -> list[str]:
    """What all languages print before a document's "number", "revision" or day "issued"."""
    return [label for language in all_languages() for label in vocabulary(language).document_labels[part]]


ISSUED = re.compile(rf"^\W*(?:.{{0,40}}\b)?(?:{printed_any(labels('issued'))})\b", re.IGNORECASE)
"""A line that tells a day."""
_NUMBER = re.compile(
    rf"\b(?:{printed_any(labels('number'))})(?!\w){_BEHIND}"
    r"(?P<value>(?-i:(?=[\w./-]*\d)[A-Z0-9]\w*(?:[-./]\w+)*|[A-Z]{2,}(?:-[A-Z0-9]+)+))\b",
    re.IGNORECASE,
)
_REVISION = re.compile(
    rf"\b(?:{printed_any(labels('revision'))})(?!\w){_BEHIND}(?P<value>(?-i:[A-Z]\d?)|\d{{1,3}}(?:\.\d{{1,3}})*)\b(?![-/]\d)",
    re.IGNORECASE,
)
_CODE_LINE = re.compile(r"^(?=[A-Z0-9-]*\d)[A-Z]{2,}[A-Z0-9]*(?:[-/][A-Z0-9]+)+$")


def number_of(lines: Sequence[Printed]) -> str:
    """The first number that is said to be the document's, or the first line that is nothing but a code; "" for none."""
    for line in lines:
        match = _NUMBER.search(line.text)
        if match and len(match["value"]) >= _LEAST and not first_printed(match["value"]):
            return match["value"].rstrip(".")
    return next((line.text.strip() for line in lines if _CODE_LINE.match(line.text.strip())), "")


def revision_of(text: str) -> str:
    """The first revision that is told, in capitals, or ""."""
    match = _REVISION.search(text)
    return match["value"].upper() if match else ""
