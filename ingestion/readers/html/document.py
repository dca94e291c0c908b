"""HTML files, by selectolax: headings, lists, tables; scripts and navigation left out."""

import re
from collections.abc import Iterable
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingestion.marks import signal
from ingestion.pages import VERSION, Item, Mark, Page, PageTable, Piece, Printed, Source
from ingestion.readers.bold_titles import with_bold_titles
from ingestion.readers.html.nodes import BLOCKS, DEEPEST, SKIPPED, cell_of, children, flat, inline, number, owner
from ingestion.readers.labels import groups
from ingestion.readers.merged_cells import table_of_cells
from ingestion.readers.raised import lowered, with_raised
from ingestion.readers.texts.decoding import decode
from ingestion.readers.texts.typed_tables import with_tables

_HEADING = re.compile(r"h[1-6]")


def read_html(data: bytes) -> tuple[Source, Page]:
    """The body in reading order."""
    tree: Any = LexborHTMLParser(decode(data))
    title = tree.css_first("title")
    named = " ".join(title.text().split()) if title is not None else ""
    pieces = tuple(pieces_of(tree))
    problem = "" if pieces else "no legible text"
    return Source("html", f"selectolax, {VERSION}", None, named), Page(None, pieces=pieces, problem=problem)


def pieces_of(tree: Any, *, line_breaks: bool = False) -> list[Piece]:
    """The pieces of a parsed page; `line_breaks` says that the lines of a paragraph are as their writer broke them."""
    walk = _Walk(line_breaks)
    if tree.body is not None:
        walk.visit(tree.body, 0)
        walk.close()
    return with_bold_titles(walk.pieces)


class _Walk:
    def __init__(self, line_breaks: bool) -> None:
        self.pieces: list[Piece] = []
        self._line_breaks = line_breaks
        self._words: list[str] = []
        self._strong = ""
        self._step: str | None = None
        self._within = ""
        self._depth = 0
        self._term = ""

    def visit(self, node: Any, depth: int) -> None:
        for child in children(node) if depth < DEEPEST else ():
            self._child(child, depth)

    def _child(self, node: Any, depth: int) -> None:
        tag = node.tag
        if tag == "-text":
            self._words.append(node.text_content or "")
        elif (tag in SKIPPED and not _titles(node)) or tag.startswith(("-", "!", "_")):
            return
        elif tag == "br":
            self.close()
        elif _HEADING.fullmatch(tag):
            self.close()
            text = flat(node)
            if text:
                self.pieces.append(Mark(int(tag[1]), Printed(text, None)))
        elif tag in BLOCKS or tag in SKIPPED:
            self.close()
            self._block(tag, node, depth)
            self.close()
        else:
            self._inline(tag, node, depth)

    def _inline(self, tag: str, node: Any, depth: int) -> None:
        if tag == "sup":
            self._words = [with_raised("".join(self._words), inline(node))]
        elif tag == "sub":
            self._words.append(lowered(inline(node)))
        elif tag == "img" and self._line_breaks:
            self._words.append(str(node.attributes.get("alt") or ""))
        else:
            self._strong += flat(node) if tag in ("b", "strong") else ""
            self.visit(node, depth + 1)

    def _block(self, tag: str, node: Any, depth: int) -> None:
        if tag == "table":
            self._table(node, depth)
        elif tag in ("ul", "ol"):
            self._list(node, depth, "")
        elif tag == "pre":
            self._lines(node.text().splitlines())
        elif tag == "dt":
            self._term = f"{self._term} {flat(node)}".strip()
        else:
            self.visit(node, depth + 1)

    def close(self) -> None:
        """End the paragraph or list item that is open."""
        text = "".join(self._words)
        bold = bool(self._strong) and "".join(text.split()) == "".join(self._strong.split())
        self._words, self._strong = [], ""
        if self._line_breaks and self._step is None and "\n" in text.strip():
            self._lines(text.splitlines(), joined=True)
            return
        text = " ".join(text.split())
        if not text:
            return
        # A term stands in the line of what it means.
        text, self._term = f"{self._term} {text}".strip(), ""
        line = Printed(text, None, bold=bold, bullet=0 if self._step is None else self._depth)
        if self._step is None and self._within and not signal(text):
            self.pieces.append(Item(self._within, line))
        elif self._step:
            self.pieces.append(
                Item(self._step, line if self._step == self._within and self._depth else line._replace(bullet=0))
            )
        else:
            self.pieces.append(line)
        self._step = None

    def _lines(self, lines: Iterable[str], *, joined: bool = False) -> None:
        """What is printed line by line: commands, messages, tables drawn with characters.

        Args:
            lines: as printed.
            joined: whether lines that begin nothing of their own go on with the one before.
        """
        for part in with_tables(list(lines)):
            if isinstance(part, PageTable):
                self.pieces.append(part)
                continue
            for group in groups(part) if joined else ([line] for line in part):
                self._words = [" ".join(" ".join(group).split())]
                self.close()

    def _list(self, node: Any, depth: int, outer: str) -> None:
        count = number(node, "start", 1)
        self._depth += 1
        for child in children(node) if depth < DEEPEST else ():
            if child.tag == "li":
                count = number(child, "value", count)
                own = f"{outer}.{chr(96 + min(max(count, 1), 26))}" if outer else str(count)
                self._entry(child, depth + 1, outer if node.tag == "ul" else own, bullet=node.tag == "ul")
                count += 1
        self._depth -= 1

    def _entry(self, item: Any, depth: int, step: str, *, bullet: bool) -> None:
        kept = self._depth
        self._depth = kept if bullet else 0
        self._step = self._within = step
        for child in children(item):
            if child.tag in ("ul", "ol"):
                self.close()
                self._depth = kept
                self._list(child, depth + 1, step)
                self._within = step
            else:
                self._child(child, depth)
        self.close()
        self._step, self._within, self._depth = None, "", kept

    def _table(self, node: Any, depth: int) -> None:
        rows = [tr for tr in node.css("tr") if owner(tr) == node.mem_id]
        listed = [[cell for cell in children(tr) if cell.tag in ("td", "th")] for tr in rows]
        within = [one for one in node.css("table, h1, h2, h3") if one.mem_id != node.mem_id]
        if within or max(map(len, listed), default=0) < 2:
            # A table that lays out a page, or frames a warning, is no table of values.
            self.visit(node, depth + 1)
            return
        header = 0
        for tr, cells in zip(rows, listed, strict=True):
            if not cells or not (tr.parent.tag == "thead" or all(cell.tag == "th" for cell in cells)):
                break
            header += 1
        table = table_of_cells([[cell_of(one) for one in cells] for cells in listed], header or None)
        title = node.css_first("caption")
        if table:
            named = flat(title) if title is not None else ""
            self.pieces.append(table._replace(title=(Printed(named, None),) if named else ()))


def _titles(node: Any) -> bool:
    """Whether a head that would be left out as the site's holds the title of the page, with its number, date and what it is for."""
    return node.tag == "header" and node.css_first("h1") is not None
