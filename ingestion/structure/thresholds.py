"""Signal words that name a limit, not a danger: "Warning: 65-70 °C" between "Normal: 40-60 °C" and "Shutdown: above 80 °C"."""

import re
from collections.abc import Sequence

from ingestion.marks import signal
from ingestion.pages import Item, Piece, Printed

_LABELLED = re.compile(r"\W{0,3}(?P<label>[^\W\d][^:\n]{0,40}?)\s?[:=]\s*(?P<said>\S.*)")
_MOST_WORDS = 6
_LEADING = 3


def thresholds(pieces: Sequence[Piece]) -> set[int]:
    """Indexes of the lines that open with a signal word and give a value as the lines beside them do, in the same unit.

    A notice before a bare value ("Hinweis: 25 Nm") is a value wherever it stands; a voltage alone behind "DANGER" stays a danger.
    """
    units = [_unit(piece) for piece in pieces]
    found: set[int] = set()
    for at, unit in enumerate(units):
        opened = signal(_text(pieces[at])) if unit is not None else None
        if opened is None:
            continue
        beside = [units[near] for near in (at - 1, at + 1) if 0 <= near < len(units)]
        bare = opened[0] == "notice" and _LABELLED.fullmatch(_text(pieces[at]))
        if unit in beside or (bare and bare["said"][0].isdigit()):
            found.add(at)
    return found


def _text(piece: Piece) -> str:
    line = piece.line if isinstance(piece, Item) else piece
    return line.text if isinstance(line, Printed) else ""


def _unit(piece: Piece) -> str | None:
    """The unit of a line that is a label and a value, "" for a bare number; None for any other line."""
    match = _LABELLED.fullmatch(_text(piece)[:200])
    words = match["said"].split() if match else []
    first = next((at for at, word in enumerate(words) if any(c.isdigit() for c in word)), _LEADING)
    if not match or len(words) > _MOST_WORDS or first >= _LEADING:
        return None
    return re.sub(r"[\d\s.,;+/–—-]", "", words[-1])
