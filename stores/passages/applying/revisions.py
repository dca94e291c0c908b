"""Which revision of a document is the newer one, and who supersedes whom in a library."""

import re
from collections.abc import Sequence
from datetime import date

from domain.documents import Document
from stores.passages.wording.text import joined

_LABEL = re.compile(r"^\W*(?:revision|rev|issue|edition|ed|version|ver|v)\b[\s.:]*", re.IGNORECASE)
_PIECE = re.compile(r"\d+|[a-z]+")

Key = tuple[tuple[int, int, str], ...]


def revision_key(revision: str) -> Key:
    """Sortable: A < B < Z < AA, 2 < 10, 1.9 < 1.10, "Rev. C" is "C"."""
    plain = _LABEL.sub("", revision.strip()).lower()
    return tuple((1, int(piece), "") if piece.isdigit() else (0, len(piece), piece) for piece in _PIECE.findall(plain))


def is_newer(one: Document, other: Document) -> bool:
    """Whether `one` is a later revision than `other`: by revision where both are of one style, else by date of issue."""
    mine, theirs = revision_key(one.revision), revision_key(other.revision)
    same_style = bool(mine and theirs) and mine[0][0] == theirs[0][0]
    if same_style and mine != theirs:
        return mine > theirs
    return (one.issued or date.min) > (other.issued or date.min)


def superseded(documents: Sequence[Document]) -> dict[str, str]:
    """For every document the id of the one that supersedes it, or "".

    A later revision of the same number and language supersedes the earlier ones; so does a document that names
    another in `supersedes` by id, number, or number and revision.
    """
    result = {document.id: "" for document in documents}
    families: dict[tuple[str, str], list[Document]] = {}
    for document in documents:
        if joined(document.number):
            families.setdefault((joined(document.number), document.language[:2].lower()), []).append(document)
    for family in families.values():
        for document in family:
            newer = [other for other in family if is_newer(other, document)]
            if newer:
                result[document.id] = _latest(newer).id
    for document in documents:
        named = {joined(name) for name in document.supersedes}
        for other in documents if named else ():
            if other.id != document.id and not is_newer(other, document) and named & _names(other):
                result[other.id] = result[other.id] or document.id
    return result


def _latest(documents: Sequence[Document]) -> Document:
    latest = documents[0]
    for document in documents[1:]:
        if is_newer(document, latest):
            latest = document
    return latest


def _names(document: Document) -> set[str]:
    number, revision = joined(document.number), joined(_LABEL.sub("", document.revision))
    names = {joined(document.id), number, number + revision, f"{number}rev{revision}", f"{number}revision{revision}"}
    return names - {"", revision, f"rev{revision}", f"revision{revision}"}
