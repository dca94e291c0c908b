"""The drawing or photo that a caption names: what is drawn above it, or below it, with the labels that stand in it."""

from collections.abc import Sequence

from domain.documents import Box
from ingestion.boxes import around, near, on_page, share
from ingestion.marks import caption
from ingestion.pages import Page, PageTable, Printed
from ingestion.structure.body import Body

_LABEL_WORDS = 6
"""A longer line is text, and parts what stands above it from what stands below."""
_SMALLER = 0.6
"""Points that the type of labels and legends is smaller than that of text."""
_BESIDE = 30.0
"""Points between parts of one drawing."""
_BESIDE_SHARE = 0.6
_LABEL_NEAR, _LEGEND_NEAR = 10.0, 24.0
_MARGIN = 4.0
_LEAST_BAND = 60.0
_MOST_OF_TABLE = 0.6
_FULL_OF_TEXT = 0.12
"""Share of an area under long lines from which it is the frame of a text; notes in a drawing cover less."""


def figures_of(page: Page, body: Body) -> dict[int, Box]:
    """Where the drawing of each caption stands, by the caption's index among the pieces; none for a caption without one."""
    captions = {i: p.box for i, p in enumerate(page.pieces) if isinstance(p, Printed) and p.box and _names(p)}
    if not captions:
        return {}
    seen = _Seen(page, body, captions)
    drawn = max((seen.drawn(above=above) for above in (True, False)), key=len)
    if not drawn and not page.drawings and page.pictures:
        drawn = max((seen.of_scan(above=above) for above in (True, False)), key=len)
    return drawn


def _names(line: Printed) -> bool:
    named = caption(line.text)
    return named is not None and named[0] == "figure"


class _Seen:
    """A page as drawings, the captions of figures, labels, and the lines and tables that part one figure from another."""

    def __init__(self, page: Page, body: Body, captions: dict[int, Box]) -> None:
        self._page = page
        self._captions = captions
        self._least = body.size - _SMALLER
        boxed = [(i, piece, piece.box) for i, piece in enumerate(page.pieces) if isinstance(piece, Printed | PageTable)]
        placed = [(i, piece, box) for i, piece, box in boxed if box]
        tables = [box for _, piece, box in placed if isinstance(piece, PageTable)]
        lines = [box for _, piece, box in placed if isinstance(piece, Printed) and _is_long(piece)]
        self._areas = [
            area
            for area in page.drawings
            if not any(share(area, table) > _MOST_OF_TABLE for table in tables) and not _is_panel(area, lines)
        ]
        self._texts = [box for i, piece, box in placed if self._parts(i, piece, box)]
        self._labels = [box for i, piece, box in placed if not self._parts(i, piece, box)]

    def _parts(self, index: int, piece: Printed | PageTable, box: Box) -> bool:
        """Whether a line or table is no label or legend of a drawing."""
        if index in self._captions:
            return True
        if any(share(box, area) > _MOST_OF_TABLE for area in self._areas):
            return False
        if isinstance(piece, PageTable):
            return not self._is_legend(piece, box)
        return bool(caption(piece.text)) or (_is_long(piece) and piece.size >= self._least)

    def _is_legend(self, table: PageTable, box: Box) -> bool:
        """Whether a table stands right above or below a caption, as a list of the parts of a drawing does."""
        if table.title or caption(" ".join(table.rows[0].cells)):
            return False
        gaps = (max(one[1] - box[3], box[1] - one[3]) for one in self._captions.values())
        return any(-_MARGIN <= gap <= _LEGEND_NEAR for gap in gaps)

    def drawn(self, *, above: bool) -> dict[int, Box]:
        """Each drawing goes to the caption that is nearest to it in this direction."""
        own: dict[int, list[tuple[float, Box]]] = {}
        for area in self._areas:
            seen = [(_gap(area, box, above=above), i) for i, box in self._captions.items()]
            seen = [(gap, i) for gap, i in seen if self._sees(area, self._captions[i], above=above)]
            if seen:
                gap, index = min(seen)
                own.setdefault(index, []).append((gap, area))
        taken = {area for found in own.values() for _, area in found}
        free = [area for area in self._areas if area not in taken]
        return {
            index: self._whole(min(found)[1], [*(area for _, area in found), *free], self._captions[index])
            for index, found in own.items()
        }

    def _sees(self, area: Box, text: Box, *, above: bool) -> bool:
        """Whether nothing but labels stands between a drawing and a caption; one that lies within it is its own."""
        if min(area[2], text[2]) <= max(area[0], text[0]):
            return False
        if area[1] <= text[1] and text[3] <= area[3]:
            return True
        if _gap(area, text, above=above) < -_MARGIN:
            return False
        between = _between(area, text)
        return not any(share(line, between) > 0.3 for line in self._texts if line != text)

    def _whole(self, first: Box, parts: Sequence[Box], text: Box) -> Box:
        """The drawing with the parts of it that stand beside one another, the labels at its edge, and all as far as its caption."""
        whole, rest = first, [part for part in parts if part != first]
        beside = True
        while beside:
            beside = False
            for part in [one for one in rest if near(whole, one, _BESIDE) or _in_one_row(first, one)]:
                both = around(whole, part)
                if not any(share(line, both) > 0.5 for line in self._texts if line != text):
                    whole, beside = both, True
                    rest.remove(part)
        between = _between(whole, text)
        for label in self._labels:
            if near(whole, label, _LABEL_NEAR) or share(label, between) > 0.5:
                whole = around(whole, label)
        whole = (whole[0] - _MARGIN, whole[1] - _MARGIN, whole[2] + _MARGIN, whole[3] + _MARGIN)
        if first[3] <= text[1] + _MARGIN:
            whole = (*whole[:3], text[1])
        elif first[1] >= text[3] - _MARGIN:
            whole = (whole[0], text[3], *whole[2:])
        return on_page(whole, self._page)

    def of_scan(self, *, above: bool) -> dict[int, Box]:
        """On a picture of a page: the band without running text between a caption and the nearest text."""
        left, right = min(box[0] for box in self._texts), max(box[2] for box in self._texts)
        out: dict[int, Box] = {}
        for index, (_, top, _, bottom) in self._captions.items():
            if above:
                edge = max((box[3] for box in self._texts if box[3] <= top + 1), default=0.0)
                band = (left, edge, right, top)
            else:
                edge = min((box[1] for box in self._texts if box[1] >= bottom - 1), default=self._page.height)
                band = (left, bottom, right, edge)
            if band[3] - band[1] >= _LEAST_BAND:
                out[index] = on_page(band, self._page)
        return out


def _is_long(line: Printed) -> bool:
    return len(line.text.split()) > _LABEL_WORDS


def _is_panel(area: Box, lines: Sequence[Box]) -> bool:
    """Whether an area is the frame or the shade behind text, as round a warning."""
    return sum(share(area, line) for line in lines) > _FULL_OF_TEXT


def _in_one_row(a: Box, b: Box) -> bool:
    """Whether most of the lower of two boxes stands beside the other."""
    return min(a[3], b[3]) - max(a[1], b[1]) > _BESIDE_SHARE * min(a[3] - a[1], b[3] - b[1])


def _gap(area: Box, text: Box, *, above: bool) -> float:
    return text[1] - area[3] if above else area[1] - text[3]


def _between(area: Box, text: Box) -> Box:
    """What lies between a drawing and its caption, as wide as both."""
    left, right = min(area[0], text[0]), max(area[2], text[2])
    return (left, area[3], right, text[1]) if area[3] <= text[1] + _MARGIN else (left, text[3], right, area[1])
