"""The words of a line of reStructuredText without its marks: emphasis, code, roles, directives."""

import re

_MARKS = re.compile(r"\*\*|``|`")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]*[^*\s])\*(?![\w*])")
_ESCAPE = re.compile(r"\\([^\w\s])")
_DIRECTIVE = re.compile(r"^\.\.\s+(?P<name>[\w-]+)::\s*(?P<rest>.*)$")
_FIELD = re.compile(r"^:[\w-]+:")
FIELD = re.compile(r"^:(?P<name>[^:\n]{1,40}):\s+(?P<value>\S.*)$")
"""A field of the document, at the margin; those of a directive are indented."""
_REPLACED = re.compile(r"^\.\.\s+\|(?P<name>[^|\n]+)\|\s+replace::[ \t]*(?P<text>.*)$", re.MULTILINE)
_SIGNALS = {"danger", "warning", "caution", "attention", "important"}
_ROLE = re.compile(r"(?::[\w:-]+:)?`([^`<]+?)(?:\s*<[^`>]*>)?`_{0,2}")


def plain(text: str, kind: str) -> str:
    """A line as it reads; `kind` is "rst" or "txt", which has no marks."""
    if kind == "rst":
        text = _EMPHASIS.sub(r"\1", _MARKS.sub("", _ROLE.sub(r"\1", text.replace("``", "`"))))
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def directive(line: str, kind: str) -> str:
    """A line with a directive as the signal word that it stands for; a bare field of a directive is nothing."""
    match = _DIRECTIVE.match(line) if kind == "rst" else None
    if not match:
        return "" if kind == "rst" and _FIELD.match(line) else line
    word = f"{match['name'].upper()}: " if match["name"] in _SIGNALS else ""
    return f"{word}{match['rest']}".strip()


def replaced(text: str) -> str:
    """The text with its own substitutions (`|name|`) made."""
    for found in list(_REPLACED.finditer(text)):
        text = text.replace(found.group(), "").replace(f"|{found['name']}|", found["text"].strip())
    return text
