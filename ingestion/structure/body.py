"""What a document's running text looks like."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingestion.pages import Page, Printed


class Body(NamedTuple):
    """What running text looks like: its size, whether bold, and the distance from line to line."""

    size: float
    bold: bool
    pitch: float


def body_of(pages: Sequence[Page]) -> Body:
    """Size, weight and pitch that most letters have."""
    sizes: Counter[float] = Counter()
    weights: Counter[bool] = Counter()
    pitches: Counter[float] = Counter()
    for page in pages:
        before: Printed | None = None
        for piece in page.pieces:
            if not isinstance(piece, Printed) or not piece.box:
                before = None
                continue
            sizes[round(piece.size * 2) / 2] += len(piece.text)
            weights[piece.bold] += len(piece.text)
            if before and before.box and abs(before.size - piece.size) < 0.3 and piece.box[1] > before.box[1]:
                pitches[round(piece.box[1] - before.box[1], 0)] += 1
            before = piece
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    pitch = next((p for p, _ in pitches.most_common(5) if p > 0.8 * size), 1.25 * size)
    return Body(size, weights[True] > weights[False], pitch)
