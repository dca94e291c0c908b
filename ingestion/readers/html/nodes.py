"""Nodes of a parsed HTML page: their text, cells and numbers."""

from collections.abc import Iterable
from typing import Any

from ingestion.readers.merged_cells import Cell
from ingestion.readers.raised import lowered, with_raised

SKIPPED = {"script", "style", "nav", "header", "footer", "noscript", "template", "svg", "head", "form", "iframe"}
BLOCKS = {"p", "div", "section", "article", "main", "body", "blockquote", "pre", "dd", "dt", "dl", "figure", "figcaption", "ul", "ol", "table", "aside", "details", "summary", "center", "address", "hr", "tr", "td", "th", "caption"}  # fmt: skip
_PARTS = BLOCKS | {"li", "br"}
DEEPEST = 200
_TO_THE_END = 999


def flat(node: Any) -> str:
    """The node's text in one line; words that only type sets apart stay whole."""
    return " ".join(inline(node).split())


def inline(node: Any, depth: int = 0) -> str:
    """The node's text, raised and lowered type told apart."""
    said = ""
    for child in children(node) if depth < DEEPEST else ():
        if child.tag == "-text":
            said += child.text_content or ""
        elif child.tag not in SKIPPED and not child.tag.startswith(("-", "!", "_")):
            text = inline(child, depth + 1)
            if child.tag == "sup":
                said = with_raised(said, text)
            else:
                said += f" {text} " if child.tag in _PARTS else lowered(text) if child.tag == "sub" else text
    return said


def children(node: Any) -> Iterable[Any]:
    """What stands directly in a node."""
    child = node.child
    while child is not None:
        yield child
        child = child.next


def owner(node: Any) -> int:
    """The table that a row belongs to."""
    above = node.parent
    while above is not None and above.tag != "table":
        above = above.parent
    return above.mem_id if above is not None else 0


def cell_of(node: Any) -> Cell:
    """A cell of a table."""
    return Cell(
        flat(node),
        number(node, "colspan", 1),
        number(node, "rowspan", 1) or _TO_THE_END,
        node.tag == "th" or _is_bold(node),
    )


def _is_bold(node: Any) -> bool:
    strong = [flat(one) for one in children(node) if one.tag in ("b", "strong")]
    return bool(strong) and " ".join(strong) == flat(node)


def number(node: Any, name: str, otherwise: int) -> int:
    """A small number among the attributes."""
    given = str(node.attributes.get(name) or "")
    return int(given) if given.isdecimal() and len(given) < 5 else otherwise
