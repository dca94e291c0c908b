"""HTML files, by selectolax: headings, lists, tables; scripts and navigation left out."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ingestion.marks import signal
from ingestion.pages import VERSION, Item, Mark, Page, PageTable, Piece, Printed, Row, Source
from ingestion.readers.plain import decode

_SKIPPED = {"script", "style", "nav", "header", "footer", "noscript", "template", "svg", "head", "form", "iframe"}
_BLOCKS = {"p", "div", "section", "article", "main", "body", "blockquote", "pre", "dd", "dt", "dl", "figure", "figcaption", "ul", "ol", "table", "aside", "details", "summary", "center", "address"}  # fmt: skip
_DEEPEST = 200


def read_html(data: bytes) -> tuple[Source, Page]:
    """The body in reading order."""
    tree: Any = LexborHTMLParser(decode(data))
    title = tree.css_first("title")
    named = " ".join(title.text().split()) if title is not None else ""
    walk = _Walk()
    if tree.body is not None:
        walk.visit(tree.body, 0)
        walk.close()
    problem = "" if walk.pieces else "no legible text"
    return Source("html", f"selectolax, {VERSION}", None, named), Page(None, pieces=tuple(walk.pieces), problem=problem)


class _Walk:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._words: list[str] = []
        self._step: str | None = None
        self._within = ""
        self._term = ""

    def visit(self, node: Any, depth: int) -> None:
        child = node.child
        while child is not None and depth < _DEEPEST:
            self._child(child, depth)
            child = child.next

    def _child(self, node: Any, depth: int) -> None:
        tag = node.tag
        if tag == "-text":
            self._words.append(node.text_content or "")
        elif tag in _SKIPPED or tag.startswith(("-", "!", "_")):
            return
        elif tag == "br":
            self.close()
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.close()
            text = _flat(node)
            if text:
                self.pieces.append(Mark(int(tag[1]), Printed(text, None)))
        elif tag in _BLOCKS:
            self.close()
            self._block(tag, node, depth)
            self.close()
        else:
            self.visit(node, depth + 1)

    def _block(self, tag: str, node: Any, depth: int) -> None:
        if tag == "table":
            self._table(node)
        elif tag in ("ul", "ol"):
            self._list(node, depth, "")
        elif tag == "pre":
            self._lines(node)
        elif tag == "dt":
            self._term = f"{self._term} {_flat(node)}".strip()
        else:
            self.visit(node, depth + 1)

    def close(self) -> None:
        """End the paragraph or list item that is open."""
        text = " ".join("".join(self._words).split())
        self._words = []
        if not text:
            return
        # A term stands in the line of what it means.
        text, self._term = f"{self._term} {text}".strip(), ""
        if self._step is None and self._within and not signal(text):
            self.pieces.append(Item(self._within, Printed(text, None)))
        elif self._step is None:
            self.pieces.append(Printed(text, None))
        elif self._step:
            self.pieces.append(Item(self._step, Printed(text, None)))
        else:
            self.pieces.append(Printed(text, None, bullet=True))
        self._step = None

    def _lines(self, node: Any) -> None:
        """What is printed line by line: commands, messages, small tables of text."""
        for line in node.text().splitlines():
            self._words.append(line)
            self.close()

    def _list(self, node: Any, depth: int, outer: str) -> None:
        count = 0
        child = node.child
        while child is not None and depth < _DEEPEST:
            if child.tag == "li":
                count += 1
                step = "" if node.tag == "ul" else f"{outer}.{chr(96 + min(count, 26))}" if outer else str(count)
                self._entry(child, depth + 1, step)
            child = child.next

    def _entry(self, item: Any, depth: int, step: str) -> None:
        self._step = self._within = step
        child = item.child
        while child is not None:
            if child.tag in ("ul", "ol"):
                self.close()
                self._list(child, depth + 1, step)
                self._within = step
            else:
                self._child(child, depth)
            child = child.next
        self.close()
        self._step, self._within = None, ""

    def _table(self, node: Any) -> None:
        rows: list[Row] = []
        header = 0
        for tr in node.css("tr"):
            cells = [c for c in tr.css("th, td") if c.parent is not None and c.parent.mem_id == tr.mem_id]
            texts = tuple(part for c in cells for part in (_flat(c), *[""] * (_columns(c) - 1)))
            if not any(texts):
                continue
            if len(rows) == header and all(c.tag == "th" for c in cells):
                header += 1
            rows.append(Row(texts, tuple(Printed(text, None) for text in texts if text)))
        if rows:
            self.pieces.append(PageTable(tuple(rows), header if header < len(rows) else 0))


def _columns(cell: Any) -> int:
    span = str(cell.attributes.get("colspan") or "1")
    return min(int(span), 50) if span.isdigit() and int(span) else 1


def _flat(node: Any) -> str:
    return " ".join(node.text(separator=" ").split())
