"""A person's words made safe to keep and to show to a model: printable, bounded, without half characters."""

import re

_JOINERS = {"\u200c", "\u200d"}
"""They shape words of Indic and Persian scripts."""
_TERMINAL = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[@-Z\\-_])")
"""What moves a terminal's cursor or colours it is no word."""
_TAGS = re.compile(r"<(?=\s*/?\s*(?:context|evidence)\b)", re.IGNORECASE)


def clean(text: str, limit: int) -> str:
    """Printable characters, single spaces, at most one empty line, no half surrogates; cut to `limit` characters.

    Tags that only code writes ("<context>", "<evidence>") lose their bracket, so that nobody can write a header by hand.
    """
    whole = _TERMINAL.sub(" ", text[: 4 * limit].encode("utf-8", "replace").decode("utf-8"))
    printable = "".join(c if c.isprintable() or c == "\n" or c in _JOINERS else " " for c in whole)
    lines = (" ".join(line.split()) for line in printable.split("\n"))
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return _TAGS.sub("‹", joined)[:limit].strip()
