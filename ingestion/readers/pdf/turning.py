"""Quarter turns: words and rules as if read upright, and boxes back to where they are on the page."""

from domain.documents import Box
from ingestion.pages import Rule, Word


def upright_box(box: Box, turn: int, width: float, height: float) -> Box:
    """Where `box` of text read at `turn` lies once the page (`width` x `height`) is turned upright."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return (y0, width - x1, y1, width - x0)
    if turn == 180:
        return (width - x1, height - y1, width - x0, height - y0)
    if turn == 270:
        return (height - y1, x0, height - y0, x1)
    return box


def page_box(box: Box, turn: int, width: float, height: float) -> Box:
    """The inverse of `upright_box`."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return (width - y1, x0, width - y0, x1)
    if turn == 180:
        return (width - x1, height - y1, width - x0, height - y0)
    if turn == 270:
        return (y0, height - x1, y1, height - x0)
    return box


def upright_word(word: Word, width: float, height: float) -> Word:
    """The word with its box turned upright."""
    if not word.turn:
        return word
    return Word(*upright_box(word[:4], word.turn, width, height), word.text, word.size, word.bold, word.turn)


def straightened(word: Word, slope: float) -> Word:
    """The word where it would stand on a page that was not scanned askew; `slope` is how far lines fall, per point."""
    drop = slope * (word.x0 + word.x1) / 2
    return word._replace(y0=word.y0 - drop, y1=word.y1 - drop)


def askew(box: Box, slope: float) -> Box:
    """Around the place on the page of a box among straightened words."""
    x0, y0, x1, y1 = box
    return (x0, y0 + min(slope * x0, slope * x1), x1, y1 + max(slope * x0, slope * x1))


def upright_rule(rule: Rule, turn: int, width: float, height: float) -> Rule:
    """The rule turned like the text of `turn`."""
    return Rule(*upright_box((rule.x0, rule.y0, rule.x1, rule.y1), turn, width, height)) if turn else rule
