"""Figures about work orders as evidence: what was counted, by which filter, the figure, one line a group."""

from collections.abc import Sequence
from datetime import datetime

from domain.answers import Evidence
from domain.queries import BETWEEN, DAYS, Group, OrderFigures, OrderQuery
from tools.findings import FOUND, counted, decimal, percent, written_evidence

NUMBERS = 10
COLUMNS = 8
"""Parts of a group that are told, the largest."""
UNITS = {"hours": " h", DAYS: " days", BETWEEN: " days"}
SAID = {DAYS: "days from opening to closing", BETWEEN: "time from one work order to the next on the same machine"}
"""Figures that are worked out, in words."""
NAMES = {"sum": "Total", "mean": "Mean", "median": "Median", "highest": "Highest", "lowest": "Lowest"}


def headline(count: int, said: str, end: str = "") -> str:
    """The first line: "12 work orders match asset WTG-07; status closed."."""
    what = counted(count, "work order")
    if not said:
        return f"{what} in all{end}."
    return f"{what} {'matches' if count == 1 else 'match'} {said}{end}."


def figures_evidence(
    query: OrderQuery, figures: OrderFigures, said: str, *, as_of: datetime, notes: Sequence[str] = ()
) -> Evidence:
    """One piece of evidence of kind work_order that is no single record."""
    lines = [headline(figures.count, said)]
    if query.measure != "count":
        lines += _measured(query, figures)
    lines += notes
    if query.by:
        lines += _groups(query, figures)
    if figures.undated:
        lines.append(f"Without a date, not counted: {figures.undated}")
    if figures.numbers and not query.by:
        first = figures.numbers[:NUMBERS]
        more = f" (the first {len(first)})" if figures.count > len(first) else ""
        lines.append(f"Numbers: {', '.join(first)}{more}")
    fields = {"query": query.measure, "of": query.of, "by": query.by, "split": query.split, "filter": said}
    shown = {name: value for name, value in fields.items() if value}
    title = f"Work orders: {said or 'all'}"
    return written_evidence("work_order", lines, title=title, fields={**shown, FOUND: str(figures.count)}, as_of=as_of)


def _measured(query: OrderQuery, figures: OrderFigures) -> list[str]:
    name = f"{NAMES[query.measure]} {SAID.get(query.of, query.of)}"
    if figures.figure is None:
        return [f"{name}: not known, {_untold(query)}"]
    told = f" ({counted(figures.measured, 'work order')} of {figures.count} tell their {query.of})"
    if query.of == BETWEEN:
        told = f" ({counted(figures.measured, 'work order')} of {figures.count} have another one on their machine)"
    lines = [f"{name}: {_amount(figures.figure, query)}{told if figures.measured < figures.count else ''}"]
    lines += [f"Work orders with this {query.of}: {figures.alike}"] if figures.alike > 1 else []
    return lines + ([f"At 0 and left out: {figures.zeros}"] if figures.zeros else [])


def _untold(query: OrderQuery) -> str:
    if query.of == BETWEEN:
        return "no machine has two of them"
    return "none of them tells both days" if query.of == DAYS else f"none of them tells its {query.of}"


def share_evidence(
    part: OrderFigures, whole: int, said: str, wanted: str, unused: Sequence[str], *, as_of: datetime
) -> Evidence:
    """How many of the orders are so too, in per cent, and which."""
    of = f"{counted(whole, 'work order')}{f' with {said}' if said else ''}"
    lines = [f"{percent(part.count, whole)} %: {part.count} of {of} {'has' if part.count == 1 else 'have'} {wanted}."]
    lines += [f"I could not use '{word}': it does not narrow this figure" for word in unused]
    if part.numbers:
        shown = part.numbers[:NUMBERS]
        more = f" (the first {len(shown)})" if part.count > len(shown) else ""
        lines.append(f"Numbers: {', '.join(shown)}{more}")
    fields = {"query": "share", "filter": said, "share": wanted, FOUND: str(whole)}
    return written_evidence("work_order", lines, title=f"Work orders: {wanted}", fields=fields, as_of=as_of)


def _groups(query: OrderQuery, figures: OrderFigures) -> list[str]:
    by = query.by.replace("_", " ")
    shown, kinds = figures.groups, figures.kinds_of_group
    lines = [f"By {by}{f' and {query.split}' if query.split else ''}: {kinds} different"]
    lines += [f"{group.name}: {_group(group, query, figures)}" for group in shown]
    if kinds > len(shown):
        lines.append(f"... {kinds - len(shown)} more by {by}, smaller: narrow the question")
    return lines + ([f"Without {by}: {counted(figures.ungrouped, 'work order')}"] if figures.ungrouped else [])


def _group(group: Group, query: OrderQuery, figures: OrderFigures) -> str:
    if group.parts:
        shown = sorted(group.parts, key=lambda part: -part.count)[:COLUMNS]
        more = len(group.parts) - len(shown)
        cells = [f"{part.name}: {_figure(part, query)}" for part in group.parts if part in shown]
        return f"{', '.join(cells)}{f' and {more} more' if more else ''} (in all {_figure(group, query)})"
    whole = figures.count if query.measure == "count" else figures.figure
    share = f" ({percent(group.figure, whole)} %)" if whole and query.measure in {"count", "sum"} else ""
    if query.measure == "count":
        return f"{counted(group.count, 'work order')}{share if query.by != 'part' else ''}"
    return f"{_figure(group, query)} of {counted(group.measured, 'work order')}{share if query.by != 'part' else ''}"


def _figure(group: Group, query: OrderQuery) -> str:
    return str(group.count) if query.measure == "count" else _amount(group.figure, query)


def _amount(figure: float, query: OrderQuery) -> str:
    return f"{decimal(figure)}{UNITS.get(query.of, '')}"
