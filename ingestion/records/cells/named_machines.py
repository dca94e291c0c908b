"""A machine's number and its name in one cell: "Infeed conveyor (CV-01)", "[CV-01] Infeed conveyor", "CV-01 - Infeed conveyor"."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_TAG = r"(?P<tag>(?=\S*\d)[^\s()\[\]]{2,40})"
_NAME = r"(?P<name>\S.*?[^\W\d_]{2}.*?)"
_FORMS = (
    re.compile(rf"{_NAME}\s*[(\[]{_TAG}[)\]]"),
    re.compile(rf"[(\[]{_TAG}[)\]]\s*[-–:]?\s*{_NAME}"),
    re.compile(rf"{_TAG}\s+[-–|]\s+{_NAME}|{_TAG.replace('tag', 'tag_')}\s*:\s+{_NAME.replace('name', 'name_')}"),
)
FEWEST = 2
"""Different cells from which a way of writing is believed."""


@dataclass(frozen=True)
class NamedMachine:
    """How a column writes both."""

    form: re.Pattern[str]

    def parted(self, cell: str) -> tuple[str, str]:
        """The number and the name; a cell that is written otherwise is a number alone."""
        match = self.form.fullmatch(cell.strip())
        if not match:
            return cell, ""
        groups = match.groupdict()
        return groups.get("tag") or groups.get("tag_") or "", groups.get("name") or groups.get("name_") or ""


def named_machine(values: Collection[str]) -> NamedMachine | None:
    """The one form of all values of a column; none where a number would have two names: it then is a place or a type."""
    for form in _FORMS:
        way = NamedMachine(form)
        parted = [way.parted(value) for value in values]
        if len(values) >= FEWEST and all(name for _, name in parted):
            names = dict(parted)
            if all(names[tag] == name for tag, name in parted):
                return way
    return None
