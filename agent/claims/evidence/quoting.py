"""Exact quotation: whole sentences, lines, cells or values of the evidence, behind one another. The fast way through the gate."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest

from agent.claims.evidence.cut import Cut
from agent.claims.evidence.place import STEP, plain
from agent.claims.reading.injection import addressed_to_a_model
from domain.answers import Evidence

SHORTEST = 2
_JOINT = re.compile(r";\s+|\s\|\s")
_LIST_SIGN = re.compile(r"^\s*[-•*]\s+(?!\*)")


def quoted(text: str, sources: Iterable[tuple[int, Cut]]) -> tuple[int, int] | None:
    """(evidence, row) of what the text quotes; None where it is no quotation."""
    wanted = plain(text)
    if len(wanted) < SHORTEST:
        return None
    bare = plain(STEP.sub("", text))
    for n, cut in sources:
        for form in dict.fromkeys((wanted, bare)):
            row = _row(form, cut)
            if row is not None and not _of_a_model(row, cut):
                return n, row
    return None


def _row(wanted: str, cut: Cut) -> int | None:
    if wanted in cut.said:
        return cut.said[wanted]
    run, starts, ends = cut.run
    at = run.find(wanted)
    while at >= 0:
        if at in starts and at + len(wanted) in ends:
            return starts[at]
        at = run.find(wanted, at + 1)
    return None


def _of_a_model(row: int, cut: Cut) -> bool:
    """Whether what is quoted speaks to a model, or stands behind words that do."""
    own = [place for place in cut.places if place.row == row]
    return any(place.tainted for place in own) or any(addressed_to_a_model(place.own) for place in own)


def verbatim(text: str, item: Evidence) -> bool:
    """Whether every piece of a line, parted by semicolons, stands word for word in the evidence, its heading or its names of columns.

    For lines that code put together of whole blocks: a model could leave a "not" out of such pieces.
    """
    pieces = [plain(_LIST_SIGN.sub("", piece)) for piece in _JOINT.split(text) if piece.strip(" *-")]
    return bool(pieces) and all(piece in _said(item) or plain(STEP.sub("", piece)) in _said(item) for piece in pieces)


@lru_cache(maxsize=512)
def _said_of(text: str, around: tuple[str, ...], table: tuple[tuple[str, ...], ...]) -> str:
    named = [pair for row in table[1:] for pair in zip_longest(table[0], row, fillvalue="")]
    cells = [f"{name}: {cell}" if name else cell for name, cell in named]
    return plain(" ".join([text, *around, *(cell for row in table for cell in row), *cells]))


def _said(item: Evidence) -> str:
    around = (item.title, item.section or "", item.fields.get("caption", ""))
    return _said_of(item.text, around, item.table)
