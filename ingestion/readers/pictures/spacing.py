"""Words of a recognised line: by its blanks, and by white gaps that the recognition left out."""

import itertools
from collections.abc import Sequence
from typing import Any

Part = tuple[str, float, float]
_GAP = 0.13
_GAP_OF_FIGURES = 0.25
_WIDER = 1.9


def spaced(picture: Any, corners: Sequence[Any], text: str, boxes: Sequence[Any]) -> list[Part]:
    """(word, left, right) in dots.

    Args:
        picture: the page as an array, rows by columns by colours.
        corners: the line's four corners.
        text: what was read.
        boxes: the corners of every glyph but the blanks.
    """
    glyphs = [c for c in text if not c.isspace()]
    if len(glyphs) != len(boxes):
        return _shared(corners, text)
    places = [(min(c[0] for c in box), max(c[0] for c in box)) for box in boxes]
    gaps = _gaps(picture, corners, places)
    height = max(c[1] for c in corners) - min(c[1] for c in corners)
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    parts: list[Part] = []
    index = 0
    blank = True
    for character in text:
        if character.isspace():
            blank = True
            continue
        x0, x1 = places[index]
        wide = (
            index > 0
            and text.isascii()
            and _splits(glyphs[index - 1 : index + 1], gaps[index - 1] / height, usual / height)
        )
        if blank or wide or not parts:
            parts.append((character, x0, x1))
        else:
            parts[-1] = (parts[-1][0] + character, parts[-1][1], x1)
        index += 1
        blank = False
    return parts


def _splits(pair: Sequence[str], gap: float, usual: float) -> bool:
    least = _GAP_OF_FIGURES if "1" in pair or pair[0] in ".,-" else _GAP
    return gap > least and gap > _WIDER * usual


def _gaps(picture: Any, corners: Sequence[Any], places: Sequence[tuple[float, float]]) -> list[float]:
    """Between each two glyphs the widest stretch without ink, in dots."""
    top, bottom = int(min(c[1] for c in corners)), int(max(c[1] for c in corners)) + 1
    strip = picture[max(top, 0) : bottom].min(axis=2)
    if strip.size == 0:
        return [0.0] * (len(places) - 1)
    inked = (strip < (int(strip.min()) + int(strip.max())) / 2).any(axis=0)
    return [_widest(inked, (a[0] + a[1]) / 2, (b[0] + b[1]) / 2) for a, b in itertools.pairwise(places)]


def _widest(inked: Any, start: float, end: float) -> float:
    best = run = 0
    for dark in inked[int(start) : int(end) + 1].tolist():
        run = 0 if dark else run + 1
        best = max(best, run)
    return float(best)


def _shared(corners: Sequence[Any], text: str) -> list[Part]:
    """Places shared out by length, where the glyphs' own are not known."""
    left, right = min(c[0] for c in corners), max(c[0] for c in corners)
    step = (right - left) / max(len(text), 1)
    parts: list[Part] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        parts.append((word, left + at * step, left + (at + len(word)) * step))
        at += len(word)
    return parts
