"""Several things in one cell: models, parts, causes."""

import re

_LINES = re.compile(r"\s*(?:[;|\n\r]+)\s*")
_COMMAS = re.compile(r"\s*[;|\n\r,]+\s*")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
SENTENCES = frozenset({"causes", "actions"})
_ANY = frozenset("all any every alle alles todos todas tudo universal *".split())
"""Models that mean every model: the record is for no model in particular."""


def items_of(cell: str, field: str) -> list[str]:
    """The things that a cell lists; causes and actions keep their commas."""
    parts = (_LINES if field in SENTENCES else _COMMAS).split(cell)
    items = [plain for part in parts if (plain := _BULLET.sub("", part).strip())]
    return [] if field == "models" and any(item.casefold() in _ANY for item in items) else items
