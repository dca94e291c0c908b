"""Several things in one cell: models, parts, causes."""

import re

_LINES = re.compile(r"\s*(?:[;|\n\r]+)\s*")
_COMMAS = re.compile(r"\s*[;|\n\r,]+\s*")
_COUNTED = re.compile(r"(?<=\S)\s+[x×]\d{1,2}$|^\d{1,2}\s?[x×]\s+")
"""How many of a part were used: "SR-1041 x2" and "2 x SR-1041", where "M8 x 20" is a size."""
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
SENTENCES = frozenset({"causes", "actions"})
_ANY = frozenset("all any every alle alles todos todas tudo universal *".split())
"""Models that mean every model: the record is for no model in particular."""


def items_of(cell: str, field: str) -> list[str]:
    """The things that a cell lists; causes and actions keep their commas."""
    parts = (_LINES if field in SENTENCES else _COMMAS).split(cell)
    items = [plain for part in parts if (plain := _BULLET.sub("", part).strip())]
    items = [_COUNTED.sub("", item) for item in items] if field == "parts_used" else items
    return [] if field == "models" and any(item.casefold() in _ANY for item in items) else items
