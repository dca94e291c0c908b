"""The words of a marked-up line without its marks: emphasis, code, links, roles, directives."""

import re

_MARKS = re.compile(r"\*\*|__|``|`")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]*[^*\s])\*(?![\w*])")
_ALERT = re.compile(r"^\[!(WARNING|CAUTION|IMPORTANT)\]")
_DIRECTIVE = re.compile(r"^\.\.\s+(?P<name>[\w-]+)::\s*(?P<rest>.*)$")
_FIELD = re.compile(r"^:[\w-]+:")
_SIGNALS = {"danger", "warning", "caution", "attention", "important"}
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ROLE = re.compile(r"(?::[\w:-]+:)?`([^`<]+?)(?:\s*<[^`>]*>)?`_{0,2}")


def plain(text: str, kind: str) -> str:
    """A line as it reads; `kind` is "md", "rst" or "txt", which has no marks."""
    if kind == "rst":
        text = _ROLE.sub(r"\1", text.replace("``", "`"))
    if kind != "txt":
        text = _EMPHASIS.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", _BREAK.sub(" ", text)))).replace("\\", "")
    return " ".join(text.split())


def directive(line: str, kind: str) -> str:
    """A line with an alert or a directive as the signal word that it stands for; a bare field of a directive is nothing."""
    if kind == "md":
        return _ALERT.sub(r"\1:", line)
    match = _DIRECTIVE.match(line) if kind == "rst" else None
    if not match:
        return "" if kind == "rst" and _FIELD.match(line) else line
    word = f"{match['name'].upper()}: " if match["name"] in _SIGNALS else ""
    return f"{word}{match['rest']}".strip()
