"""A page's words and rules to its lines and tables in reading order."""

import itertools
from collections.abc import Callable, Sequence

from domain.documents import Box
from ingestion.boxes import rounded
from ingestion.pages import PageTable, Piece, Printed, Rule, Word
from ingestion.readers.page_tables.regions import regions_of
from ingestion.readers.pdf.columns import lines_in
from ingestion.readers.pdf.segments import box_of
from ingestion.readers.pdf.side_by_side import steps_in_turn
from ingestion.readers.pdf.turning import page_box, upright_rule, upright_word

_WIDE = 1.5
BULLETS = frozenset("•‣▪■□●○◦–—−◆∙·►▶➢➤*¾❖✓❑-")
_SIGNS = BULLETS - frozenset("-–—−*∙·")


def arrange(words: Sequence[Word], rules: Sequence[Rule], width: float, height: float, number: int) -> list[Piece]:
    """Lines and tables in reading order; text read at another turn than most of the page comes last."""
    turns = sorted({word.turn for word in words}, key=lambda turn: -sum(len(w.text) for w in words if w.turn == turn))
    pieces: list[Piece] = []
    for turn in turns:
        upright = [upright_word(word, width, height) for word in words if word.turn == turn]
        turned = [upright_rule(rule, turn, width, height) for rule in rules]
        pieces.extend(
            placed(piece, lambda box, turn=turn: page_box(box, turn, width, height)) if turn else piece
            for piece in _pieces(upright, turned if turn == turns[0] else [], number)
        )
    return pieces


def _pieces(words: Sequence[Word], rules: Sequence[Rule], number: int) -> list[Piece]:
    lines = [line for region in regions_of(words, rules, number) for line in steps_in_turn(lines_in(region))]
    return [line[0].table or printed([word for segment in line for word in segment.words], number) for line in lines]


def printed(words: Sequence[Word], number: int | None) -> Printed:
    """The line of these words, without the list mark before it."""
    bullet = len(words) > 1 and words[0].text in BULLETS and not _is_legend(words)
    mark, words = (words[0].text, words[1:]) if bullet else ("", words)
    letters = sum(len(word.text) for word in words)
    # Bold words that plain ones end are the begin of a paragraph, not a line in bold.
    bold = _last(words).bold and sum(len(word.text) for word in words if word.bold) > 0.6 * letters
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    size = max(sizes, key=lambda s: (sizes[s], s))
    parted = any(b.x0 - a.x1 > _WIDE * b.size for a, b in itertools.pairwise(words[1:]))
    text = " ".join(word.text for word in words)
    return Printed(text, rounded(box_of(words)), size, bold, number, int(bullet), parted, mark)


def _is_legend(words: Sequence[Word]) -> bool:
    """Whether different marks stand before the words of one line: what they mean in a table ("○ check ● change"), no list item."""
    return any(word.text in _SIGNS and word.text != words[0].text for word in words[1:-1])


def _last(words: Sequence[Word]) -> Word:
    """The last word that has letters or figures."""
    return next((word for word in reversed(words) if any(map(str.isalnum, word.text))), words[-1])


def placed(piece: Piece, place: Callable[[Box], Box]) -> Piece:
    """The piece with `place` applied to all its boxes."""
    if isinstance(piece, PageTable):
        rows = tuple(row._replace(lines=tuple(_moved(line, place) for line in row.lines)) for row in piece.rows)
        return piece._replace(rows=rows, box=place(piece.box) if piece.box else None)
    return _moved(piece, place) if isinstance(piece, Printed) else piece


def _moved(line: Printed, place: Callable[[Box], Box]) -> Printed:
    return line._replace(box=rounded(place(line.box))) if line.box else line
