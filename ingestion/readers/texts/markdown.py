"""Markdown files, by markdown-it: what it makes of them is read like HTML, which may stand in them."""

import re

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from ingestion.pages import VERSION, Page, Printed, Source
from ingestion.readers.html.document import pieces_of
from ingestion.readers.labels import front_matter
from ingestion.readers.texts.decoding import decode

_KIND = r"[ \t]*\{?(?P<kind>[a-zA-Z]+)\}?[ \t]*(?P<title>[^\n{]*)$"
_INDENTED = re.compile(rf"^(?:!!!|\?\?\?\+?){_KIND}(?P<body>(?:\n(?:[ \t]+\S.*|[ \t]*$))*)", re.MULTILINE)
"""`!!! warning "Title"` over an indented text."""
_FENCED = re.compile(rf"^:::+{_KIND}(?P<body>(?:\n(?!:::).*)*)\n:::+[ \t]*$", re.MULTILINE)
"""`:::warning` over a text that `:::` ends."""
_LISTED = re.compile(r"^(?:[-*+]|\d{1,3}[.)])\s", re.MULTILINE)
_SIGNALS = frozenset({"danger", "warning", "caution", "attention", "important"})
_ATTRIBUTES = re.compile(r"^(#{1,6} .*?)\s*\{[#.:][^}\n]*\}[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(r"^\s*(?:\[\[_?TOC_?\]\]|\[TOC\]|\{:toc\})\s*$", re.MULTILINE | re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^(\d{1,3})\](:?)")
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
        .render(_common("\n".join(lines[behind:])))
    )
    pieces = (*front, *pieces_of(LexborHTMLParser(html), line_breaks=True))
    problem = "" if pieces else "no legible text"
    return Source("md", f"markdown-it, {VERSION}", title=title), Page(None, pieces=pieces, problem=problem)


def _common(text: str) -> str:
    """The text with what single tools add to Markdown in its common form."""
    text = _FENCED.sub(_quoted, _INDENTED.sub(_quoted, _ALERT.sub(r"\1\2: ", text)))
    text = _CONTENTS.sub("", _ATTRIBUTES.sub(r"\1", text))
    return _FOOTNOTE.sub(lambda found: f"<sup>{found[1]}</sup>{' ' * bool(found[2])}", text)


def _quoted(found: re.Match[str]) -> str:
    """A warning under its signal word, which its writer left to the tool; other boxes under their title alone."""
    title = found["title"].strip().strip('"')
    word = f"{found['kind'].upper()}: " if found["kind"].lower() in _SIGNALS else ""
    head = f"{word}{title}".rstrip() + ("." if title and title[-1].isalnum() else "")
    said = "\n".join(line.strip() for line in found["body"].splitlines())
    paragraphs = [
        one if _LISTED.search(one) else " ".join(one.split()) for one in re.split(r"\n{2,}", said) if one.strip()
    ]
    if head:
        opens = paragraphs and not _LISTED.search(paragraphs[0])
        paragraphs[: int(bool(opens))] = [f"{head} {paragraphs[0]}" if opens else head]
    return "\n\n" + "\n>\n".join("\n".join(f"> {line}" for line in one.split("\n")) for one in paragraphs) + "\n\n"
