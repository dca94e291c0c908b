"""What of a ranking is shown."""

from collections.abc import Sequence

from stores.passages.finding.ranking import Ranked

A_SECTION = 2
"""How many passages of one section are shown before those of other sections."""


def fold(ranked: Sequence[Ranked], limit: int) -> list[Ranked]:
    """The first `limit`: no twins, few passages a section before others."""
    seen: set[str] = set()
    sections: dict[str, int] = {}
    first: list[Ranked] = []
    rest: list[Ranked] = []
    for one in ranked:
        if one.held.twin in seen:
            continue
        seen.add(one.held.twin)
        section = one.held.section
        sections[section] = sections.get(section, 0) + 1
        (first if sections[section] <= A_SECTION else rest).append(one)
    return (first + rest)[:limit]
