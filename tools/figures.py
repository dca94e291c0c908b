"""Figures about work orders as evidence: what was counted, the filter in words, the figure, the records."""

from collections.abc import Sequence
from datetime import datetime

from domain.answers import Evidence, Region
from domain.queries import Group, OrderFigures, OrderQuery
from tools.periods import in_words

SHOWN = 20
COLUMNS = 8
"""Parts of a group that are told, the largest."""
NAMES = {"sum": "Total", "mean": "Mean", "median": "Median", "highest": "Highest", "lowest": "Lowest"}


def figures_evidence(
    query: OrderQuery,
    figures: OrderFigures,
    said: Sequence[str],
    mark: str,
    *,
    as_of: datetime,
    notes: Sequence[str] = (),
    whole: float | None = None,
) -> Evidence:
    """One piece of evidence of kind work_order without a number of its own; `mark` tells queries apart, `notes` are told whole, `whole` is 100 %."""
    span = in_words(query.since, query.until)
    filtered = "; ".join([*said, *([span] if span else [])]) or "all"
    lines = [f"Work orders: {figures.count}", f"Filter: {filtered}"]
    if query.measure != "count":
        value = written(figures.figure) if figures.figure is not None else "not known"
        lines.append(
            f"{NAMES[query.measure]} {query.of}: {value} ({figures.measured} work orders tell their {query.of})"
        )
    lines += [f"Work orders with this {query.of}: {figures.alike}"] if figures.alike > 1 else []
    lines += [f"At 0 and left out: {figures.zeros}"] if figures.zeros else []
    lines += notes
    if whole:
        lines.append(f"Share: {percent(figures.figure or 0, whole)} % of {written(whole)} {query.of or 'work orders'}")
    by, split = (name.replace("_", " ") for name in (query.by, query.split))
    if query.by:
        lines.append(
            f"By {by}{f' and {split}' if split else ''}: {figures.kinds_of_group} different, {len(figures.groups)} shown"
        )
        shares = [f" ({percent(group.figure, figures.figure or 1)} %)" if whole else "" for group in figures.groups]
        lines += [
            f"{group.name}: {_group(group, query)}{share}" for group, share in zip(figures.groups, shares, strict=True)
        ]
        lines += [f"Without {by}: {figures.ungrouped}"] if figures.ungrouped else []
    if figures.undated:
        lines.append(f"Without a date, not counted: {figures.undated}")
    if figures.numbers:
        first = figures.numbers[:SHOWN]
        more = f" (first {len(first)} of {figures.count})" if figures.count > len(first) else ""
        lines.append(f"Numbers: {', '.join(first)}{more}")
    fields = {"query": query.measure, "of": query.of, "by": by, "filter": "" if filtered == "all" else filtered,
              "groups": str(len(figures.groups)), "undated": str(figures.undated), "alike": str(figures.alike),
              "zeros": str(figures.zeros), "notes": str(len(notes)), "parts": "told" if query.with_parts else "", "whole": written(whole) if whole else ""}  # fmt: skip
    return Evidence(
        id=f"work_order:query:{mark}",
        kind="work_order",
        title=f"Work orders: {filtered}",
        text="\n".join(lines),
        regions=_regions(lines),
        as_of=as_of,
        fields=fields,
    )


def written(figure: float) -> str:
    """At most two decimals, none where there are none."""
    return f"{figure:.2f}".rstrip("0").rstrip(".")


def percent(count: float, whole: float) -> str:
    """With one decimal, none where there is none."""
    return f"{100 * count / whole:.1f}".removesuffix(".0")


def _group(group: Group, query: OrderQuery) -> str:
    if group.parts:
        shown = sorted(group.parts, key=lambda part: -part.count)[:COLUMNS]
        more = len(group.parts) - len(shown)
        cells = [f"{part.name}: {_figure(part, query)}" for part in group.parts if part in shown]
        return f"{', '.join(cells)}{f' and {more} more' if more else ''} (in all {_figure(group, query)})"
    if query.measure == "count":
        return str(group.count)
    return f"{_figure(group, query)} ({group.measured} work orders)"


def _figure(group: Group, query: OrderQuery) -> str:
    return (
        str(group.count)
        if query.measure == "count"
        else f"{written(group.figure)}{' h' if query.of == 'hours' else ''}"
    )


def _regions(lines: Sequence[str]) -> tuple[Region, ...]:
    found: list[Region] = []
    start = 0
    for line in lines:
        found.append(Region(text=line, start=start, end=start + len(line)))
        start += len(line) + 1
    return tuple(found)
