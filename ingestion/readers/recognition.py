"""Text off a page's picture, by RapidOCR; its models come in its package."""

from functools import lru_cache
from typing import Any

from ingestion.pages import Word

_DPI = 150
_LONGEST_SIDE = 2600
_LEAST_CONFIDENCE = 0.5
_GOOD_CONFIDENCE = 0.85

Found = tuple[list[Word], float]


def recognise(page: Any, width: float, height: float) -> Found:
    """Words with boxes in points, and the mean confidence (0 to 1, weighted by length).

    A page that reads badly or stands on its side is tried at the other quarter turns too; the words then carry the turn.
    """
    scale = min(_DPI / 72, _LONGEST_SIDE / max(width, height))
    bitmap = page.render(scale=scale)
    picture = bitmap.to_numpy()[:, :, :3].copy()
    best, sideways = _read(picture, 0, scale, width, height)
    if _score(best) > 0 and best[1] >= _GOOD_CONFIDENCE and not sideways:
        return best
    for turn in (90, 270) if sideways or not best[0] else (270, 90, 180):
        found, _ = _read(picture, turn, scale, width, height)
        if _score(found) > 1.2 * _score(best):
            best = found
            if best[1] >= _GOOD_CONFIDENCE:
                break
    return best


def _score(found: Found) -> float:
    return sum(len(word.text) for word in found[0]) * found[1] ** 2


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR  # noqa: PLC0415  (seconds to import)

    return RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)


def _read(picture: Any, turn: int, scale: float, width: float, height: float) -> tuple[Found, bool]:
    """What is read when text runs at `turn`; and whether most boxes stand upright (the page lies on its side)."""
    import numpy as np  # noqa: PLC0415  (with the models)

    upright = np.ascontiguousarray(np.rot90(picture, {0: 0, 90: 1, 180: 2, 270: 3}[turn]))
    result, _ = _engine()(upright)
    words: list[Word] = []
    total = letters = tall = 0.0
    for corners, text, confidence in result or []:
        if not text.strip() or float(confidence) < _LEAST_CONFIDENCE:
            continue
        xs, ys = [c[0] / scale for c in corners], [c[1] / scale for c in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        tall += (box[3] - box[1] > 1.5 * (box[2] - box[0])) * len(text)
        words.extend(_words(box, text, turn, width, height))
        total += float(confidence) * len(text)
        letters += len(text)
    return (words, round(total / letters, 3) if letters else 0.0), tall > letters / 2


def _words(box: tuple[float, float, float, float], text: str, turn: int, width: float, height: float) -> list[Word]:
    """The line's words, their places shared out by length."""
    from ingestion.readers.turning import page_box  # noqa: PLC0415

    x0, y0, x1, y1 = box
    step = (x1 - x0) / max(len(text), 1)
    words: list[Word] = []
    at = 0
    for part in text.split():
        start = text.index(part, at)
        at = start + len(part)
        place = page_box((x0 + start * step, y0, x0 + at * step, y1), turn, width, height)
        words.append(Word(*place, part, round((y1 - y0) * 0.8, 1), False, turn))
    return words
