"""Watermarks: words in large type printed over or under the text of a page."""

from collections import Counter
from collections.abc import Sequence

from ingestion.pages import Word

_LARGER, _LEAST_COVERED = 2.5, 3


def without_background(words: Sequence[Word]) -> list[Word]:
    """The words without those in far larger type than most that run from corner to corner or lie across several others ("DRAFT")."""
    letters: Counter[float] = Counter()
    for word in words:
        letters[word.size] += len(word.text)
    usual = letters.most_common(1)[0][0] if letters else 0.0
    covered = {
        id(word): sum(_is_inside(other, word) for other in words if other.size < word.size / 2)
        for word in words
        if word.size >= _LARGER * max(usual, 1.0)
    }
    sizes = {word.size for word in words if covered.get(id(word), 0) >= _LEAST_COVERED}
    return [
        word
        for word in words
        if id(word) not in covered or not (word.oblique or (word.size in sizes and covered[id(word)]))
    ]


def _is_inside(word: Word, area: Word) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return area.x0 < x < area.x1 and area.y0 < y < area.y1
