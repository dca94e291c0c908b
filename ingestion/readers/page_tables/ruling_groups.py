"""Pieces of ruling lines to whole lines, and lines to groups that cross."""

from collections.abc import Iterable

from ingestion.pages import Rule

NEAR = 3.0


def merged(rules: Iterable[Rule], *, flat: bool) -> list[Rule]:
    """Pieces of one line as one rule."""
    if not flat:
        return [Rule(r.y0, r.x0, r.y1, r.x1) for r in merged([Rule(r.y0, r.x0, r.y1, r.x1) for r in rules], flat=True)]
    whole: list[Rule] = []
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.y0):
        if lanes and rule.y0 - lanes[-1][-1].y0 < 1.6:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    for lane in lanes:
        y = lane[0].y0
        start = end = None
        for rule in sorted(lane, key=lambda r: r.x0):
            if start is None or end is None:
                start, end = rule.x0, rule.x1
            elif rule.x0 - end <= NEAR:
                end = max(end, rule.x1)
            else:
                whole.append(Rule(start, y, end, y))
                start, end = rule.x0, rule.x1
        if start is not None and end is not None:
            whole.append(Rule(start, y, end, y))
    return whole


def crossing(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules (across, down) that hang together by crossing."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, start=len(across)):
            if h.x0 - NEAR <= v.x0 <= h.x1 + NEAR and v.y0 - NEAR <= h.y0 <= v.y1 + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    return list(groups.values())
