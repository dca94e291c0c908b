"""Markdown files, by markdown-it: what it makes of them is read like HTML, which may stand in them."""

import re

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from ingestion.pages import VERSION, Page, Printed, Source
from ingestion.readers.decoding import decode
from ingestion.readers.html.document import pieces_of
from ingestion.readers.labels import front_matter

_ALERT = re.compile(r"^(\s{0,3}(?:>\s?)+)\[!(WARNING|CAUTION|IMPORTANT)\]", re.MULTILINE)


def read_markdown(data: bytes) -> tuple[Source, Page]:
    """The text's headings, lists, tables and paragraphs."""
    text = decode(data)
    lines = text.split("\n")
    fields, behind = front_matter(lines)
    title = next((fields.pop(key) for key in list(fields) if key.lower() == "title"), "")
    front = tuple(Printed(f"{key}: {value}", None) for key, value in fields.items())
    html = (
        MarkdownIt("commonmark", {"maxNesting": 40})
        .enable(["table", "strikethrough"])
        .render(_ALERT.sub(r"\1\2: ", "\n".join(lines[behind:])))
    )
    pieces = (*front, *pieces_of(LexborHTMLParser(html), line_breaks=True))
    problem = "" if pieces else "no legible text"
    return Source("md", f"markdown-it, {VERSION}", title=title), Page(None, pieces=pieces, problem=problem)
