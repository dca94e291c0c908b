"""What a document prints about itself: title, number, revision, date, kind, what it overrides."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from pathlib import PurePath
from typing import NamedTuple

from domain.documents import Applicability
from ingestion.about.applicability import applicability_of, applies_line
from ingestion.about.labelled import ISSUED, labels, number_of, printed_any, revision_of
from ingestion.about.overrides import named_documents, named_sections
from ingestion.marks import is_contents_title
from ingestion.pages import RUNNING, Mark, Page, PageTable, Piece, Printed, Source
from ingestion.readers.labels import is_labelled
from ingestion.structure.contents_pages import listing_of
from ingestion.structure.numbering import split_number
from language.dates import first_printed

_BULLETIN = re.compile(r"\b(?:service|technical|safety)\s+(?:bulletin|information|letter|notice)\b|\bservicemeddelelse\b|\bboletín\b|\bboletim\b|\bserviceinformation\b", re.I)  # fmt: skip
_BULLETIN_NUMBER = re.compile(r"^(?:SB|TSB|TB|SIB|SI|SL)[-_/ ]", re.IGNORECASE)
_COVER_PAGES = 3
_COVER_HEADINGS = 2
_COVER_LINES = 8
_APPLIES_LINES = 8
_TITLE_WORDS = 10
_LABEL = re.compile(
    rf"^\W*(?:title|page|contents|inhalt|table of|{printed_any([*labels('number'), *labels('revision'), *labels('issued')])})\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b[A-Z][A-Z0-9]*\d[\w./-]*|\bserial|\bserien|\bcontroller|\bsteuerung|\bstyring", re.IGNORECASE)


class Metadata(NamedTuple):
    """What was found; empty where nothing is printed."""

    title: str
    number: str
    revision: str
    issued: date | None
    kind: str
    applies_to: Applicability
    supersedes: tuple[str, ...]
    overrides: tuple[str, ...]


def metadata_of(source: Source, pages: Sequence[Page], path: str) -> Metadata:
    """Read the cover and the next pages, then the file's own properties, then its name."""
    front = [line for page in pages[:_COVER_PAGES] for line in _lines(page)]
    running = [Printed(line, None) for line in source.properties.get(RUNNING, "").splitlines()]
    text = "\n".join(line.text for line in (*front[:120], *running))
    number, revision = number_of([*front[:60], *running]), revision_of(text)
    title = _bare(_title(source, pages, path), number, revision)
    bulletin = bool(
        _BULLETIN.search(title)
        or _BULLETIN_NUMBER.match(number)
        or any(_BULLETIN.search(line.text) for line in front[:8])
    )
    return Metadata(
        title,
        number,
        revision,
        first_printed("\n".join(line.text for line in front if ISSUED.match(line.text))) or first_printed(text),
        "bulletin" if bulletin else "manual",
        _without(applicability_of(_applies_block(_cover(source, pages, text))), number),
        () if bulletin else named_documents(text),
        named_sections(text) if bulletin else (),
    )


def _cover(source: Source, pages: Sequence[Page], text: str) -> str:
    """Where it is said what a document is for: its first pages, or without pages what stands before its second section."""
    if source.pages is not None:
        return text
    lines: list[str] = []
    headings = 0
    for page in pages[:1]:
        for piece in page.pieces:
            headings += isinstance(piece, Mark)
            if headings > _COVER_HEADINGS and len(lines) > _COVER_LINES:
                break
            lines.extend(line.text for line in _lines_of(piece))
    return "\n".join(lines[:120])


def _without(scope: Applicability, number: str) -> Applicability:
    """The document's own number is no model."""
    return scope.model_copy(update={"models": tuple(model for model in scope.models if model != number)})


def _applies_block(text: str) -> str:
    """The cover with the lines that go on with "Applies to: ..." joined to it: each model often has its own.

    A numbered heading, or anything else that begins anew, ends the list: names in what follows are not what it is for.
    """
    joined: list[str] = []
    room = 0
    for line in text.splitlines():
        if applies_line(line):
            room = _APPLIES_LINES
        elif split_number(line)[0]:
            room = 0
        elif room and not _LABEL.match(line) and (_GOES_ON.search(line) or joined[-1].rstrip().endswith(",")):
            joined[-1] = f"{joined[-1]}; {line}"
            room -= 1
            continue
        else:
            room = 0
        joined.append(line)
    return "\n".join(joined)


def _lines(page: Page) -> list[Printed]:
    return [line for piece in page.pieces for line in _lines_of(piece)]


def _lines_of(piece: Piece) -> list[Printed]:
    if isinstance(piece, Printed):
        return [piece]
    if isinstance(piece, PageTable):
        # The empty line ends what went on above: no list goes on in a table.
        return [Printed("", None), *(Printed(" ".join(row.cells), None) for row in piece.rows)]
    return [piece.line]


def _title(source: Source, pages: Sequence[Page], path: str) -> str:
    given = source.title.strip()
    if _tells(given, path):
        return given
    before = takewhile(lambda page: not listing_of(page), pages[:_COVER_PAGES])
    cover = next((page for page in before if _largest(page)), None)
    mark = next((_heading(page, opened=source.format == "txt") for page in pages[:1] if source.pages is None), "")
    if mark or cover is None:
        return mark or PurePath(path).stem
    return _largest(cover) or PurePath(path).stem


def _heading(page: Page, *, opened: bool) -> str:
    """The first heading that is neither numbered nor an entry of the contents; where plain text opens with a short line, that line."""
    first = next(iter(page.pieces), None)
    if opened and isinstance(first, Printed) and _is_title(first.text):
        return first.text
    listed = listing_of(page)
    marks = (p.line.text for at, p in enumerate(page.pieces) if isinstance(p, Mark) and at not in listed)
    return next((text for text in marks if not split_number(text)[0]), "")


def _is_title(line: str) -> bool:
    return len(line.split()) <= _TITLE_WORDS and line[-1].isalnum() and not is_labelled(line)


def _bare(title: str, number: str, revision: str) -> str:
    """The title without the number and revision that stand before it."""
    if number and title.startswith(number):
        rest = re.sub(
            rf"^\W*(?:rev(?:ision|\.)?\W*{re.escape(revision)}\b)?\W*", "", title[len(number) :], flags=re.IGNORECASE
        )
        return rest or title
    return title


def _tells(title: str, path: str) -> bool:
    """Whether a PDF's title property is a title, not a file name or a tool's default."""
    if len(title) < 4 or "\ufffd" in title or title == PurePath(path).stem:
        return False
    lowered = title.lower()
    return not (
        lowered.startswith(("microsoft word", "untitled", "document1", "powerpoint", "layout 1"))
        or re.search(r"\w\.[a-z][a-z0-9]{1,4}$", lowered)
    )


def _largest(page: Page) -> str:
    """The cover's lines of the largest type, as printed."""
    lines = [line for line in _lines(page) if sum(c.isalpha() for c in line.text) >= 3 and line.size]
    lines = [line for line in lines if not is_contents_title(line.text)]
    if not lines:
        return ""
    size = max(line.size for line in lines)
    least = 0.75 * size if page.confidence is not None else size - 0.5
    first = next(index for index, line in enumerate(lines) if line.size > least)
    words: list[str] = []
    for line in lines[first : first + 4]:
        if line.size <= least:
            break
        words.append(line.text)
    return " ".join(words)[:200]
