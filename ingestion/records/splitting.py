"""Several things in one cell: models, parts, causes."""

import re

_LINES = re.compile(r"\s*(?:[;|\n\r]+)\s*")
_COMMAS = re.compile(r"\s*[;|\n\r,]+\s*")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
SENTENCES = frozenset({"causes", "actions"})


def items_of(cell: str, field: str) -> list[str]:
    """The things that a cell lists; causes and actions keep their commas."""
    parts = (_LINES if field in SENTENCES else _COMMAS).split(cell)
    return [plain for part in parts if (plain := _BULLET.sub("", part).strip())]
