"""Figures about work orders as evidence: what was counted, by which filter, the figure, one line a group."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.answers import Evidence
from domain.queries import BETWEEN, DAYS, Group, OrderFigures, OrderQuery
from language.phrasebook import decimal
from tools.findings import FOUND, percent, written_evidence
from tools.orders.narrowed import Narrowing
from tools.phrases.saying import label, say, together, word

NUMBERS = 10
FEWEST_RANKED, ALIKE = 2, 3
"""Different figures from which the first and the last are named, and groups that may share one."""
COLUMNS = 8
"""Parts of a group that are told, the largest."""
IN_DAYS = frozenset({DAYS, BETWEEN})


def headline(found: int, narrowed: Narrowing, how: str = "stated", **values: object) -> str:
    """The first line: "12 work orders match asset WTG-07; status closed."; `how` names what is said of them."""
    name = "orders_match" if narrowed.said else "orders_all"
    what = say(name, narrowed.language, count=found, said=narrowed.said)
    return say(how, narrowed.language, what=what, **values)


def unused_lines(unused: Iterable[str], language: str) -> list[str]:
    """That words of the question narrow nothing here."""
    return [say("unused", language, word=one) for one in unused]


def numbers_line(numbers: Sequence[str], count: int, language: str) -> str:
    """The orders that a figure is of, the first of many."""
    shown = numbers[:NUMBERS]
    return say("numbers_first" if count > len(shown) else "numbers", language, items=", ".join(shown), shown=len(shown))


def figures_evidence(
    query: OrderQuery, figures: OrderFigures, narrowed: Narrowing, *, as_of: datetime, notes: Sequence[str] = ()
) -> Evidence:
    """One piece of evidence of kind work_order that is no single record."""
    language, said = narrowed.language, narrowed.said
    told = _Told(query, figures, language)
    lines = [headline(figures.count, narrowed), *told.measured(), *notes, *told.groups()]
    if figures.undated:
        lines.append(say("undated", language, count=figures.undated))
    if figures.numbers and not query.by:
        lines.append(numbers_line(figures.numbers, figures.count, language))
    fields = {"query": query.measure, "of": query.of, "by": query.by, "split": query.split, "filter": said}
    shown = {name: value for name, value in fields.items() if value}
    title = say("title_orders", language, said=said or word("all", language))
    return written_evidence(
        "work_order", lines, language, title=title, fields={**shown, FOUND: str(figures.count)}, as_of=as_of
    )


def share_evidence(
    part: OrderFigures, whole: int, narrowed: Narrowing, wanted: str, unused: Sequence[str], *, as_of: datetime
) -> Evidence:
    """How many of the orders are so too, in per cent, and which."""
    language, said = narrowed.language, narrowed.said
    of = say("orders", language, count=whole)
    of = say("orders_with", language, orders=of, said=said) if said else of
    share = percent(part.count, whole, language)
    lines = [say("share", language, share=share, count=part.count, of=of, said=wanted), *unused_lines(unused, language)]
    if part.numbers:
        lines.append(numbers_line(part.numbers, part.count, language))
    fields = {"query": "share", "filter": said, "share": wanted, FOUND: str(whole)}
    title = say("title_orders", language, said=wanted)
    return written_evidence("work_order", lines, language, title=title, fields=fields, as_of=as_of)


class _Told:
    """The lines of a figure and of its groups."""

    def __init__(self, query: OrderQuery, figures: OrderFigures, language: str) -> None:
        self._query, self._figures, self._language = query, figures, language
        self._of, self._by = word(query.of, language), word(query.by, language)

    def measured(self) -> list[str]:
        """The figure, of how many orders it is, and what it leaves out."""
        query, figures = self._query, self._figures
        if query.measure == "count":
            return []
        named = f"figure_{query.of}" if query.of in IN_DAYS else ""
        name = self._say(f"measure_{query.measure}", of=self._say(named) if named else self._of)
        if figures.figure is None:
            why = self._say(f"untold_{query.of}" if query.of in IN_DAYS else "untold", of=self._of)
            return [self._say("not_known", name=name, why=why)]
        line = f"{name}: {self._amount(figures.figure)}"
        if figures.measured < figures.count:
            of_pairs = query.of == BETWEEN
            line += self._say(
                "pairs_of" if of_pairs else "told_of", count=figures.measured, all=figures.count, of=self._of
            )
        lines = [line]
        lines += [self._say("alike", count=figures.alike, of=self._of)] if figures.alike > 1 else []
        return lines + ([self._say("zeros", count=figures.zeros)] if figures.zeros else [])

    def groups(self) -> list[str]:
        """A line a group, and how many more there are."""
        query, figures = self._query, self._figures
        if not query.by or not (figures.groups or figures.ungrouped):
            return []
        shown, kinds = figures.groups, figures.kinds_of_group
        split = word(query.split, self._language)
        lines = [self._say("by_split" if query.split else "by", by=self._by, split=split, count=kinds)]
        lines += [f"{group.name}: {self._group(group)}" for group in shown]
        if kinds > len(shown):
            lines.append(self._say("more_groups", count=kinds - len(shown), by=self._by))
        return [*lines, *self._ends(), *([self._without()] if figures.ungrouped else [])]

    def _ends(self) -> list[str]:
        """Which has the most and which the least, as far as all are told; nothing where many have it."""
        query, groups = self._query, self._figures.groups
        figures = sorted({group.figure for group in groups})
        if len(figures) < FEWEST_RANKED:
            return []
        names = ("most", "least") if query.measure in {"count", "sum"} else ("highest", "lowest")
        whole = self._figures.kinds_of_group == len(groups)
        told = zip(
            names, (figures[-1], figures[0]), (whole or not query.least_first, whole or query.least_first), strict=True
        )
        lines: list[str] = []
        for name, figure, known in told:
            there = [group for group in groups if group.figure == figure]
            if known and len(there) <= ALIKE:
                items = together((group.name for group in there), self._language)
                lines.append(self._say(name, items=items, figure=self._figure(there[0])))
        return lines

    def _without(self) -> str:
        return self._say("without", said=self._by, orders=self._say("orders", count=self._figures.ungrouped))

    def _group(self, group: Group) -> str:
        query, figures = self._query, self._figures
        if group.parts:
            shown = sorted(group.parts, key=lambda part: -part.count)[:COLUMNS]
            cells = ", ".join(f"{part.name}: {self._figure(part)}" for part in group.parts if part in shown)
            more = len(group.parts) - len(shown)
            cells = self._say("and_more", items=cells, count=more) if more else cells
            return self._say("in_all", items=cells, figure=self._figure(group))
        whole = figures.count if query.measure == "count" else figures.figure
        share = f" ({percent(group.figure, whole, self._language)} %)" if whole and self._shared() else ""
        if query.measure == "count":
            return f"{self._say('orders', count=group.count)}{share}"
        orders = self._say("orders", count=group.measured)
        return f"{self._say('figure_of', figure=self._figure(group), orders=orders)}{share}"

    def _shared(self) -> bool:
        """Whether the groups together are the whole: an order may have several parts."""
        return self._query.measure in {"count", "sum"} and self._query.by != "part"

    def _figure(self, group: Group) -> str:
        return str(group.count) if self._query.measure == "count" else self._amount(group.figure)

    def _amount(self, figure: float) -> str:
        if self._query.of in IN_DAYS:
            return self._say("days", count=round(figure, 2))
        return f"{decimal(figure, self._language)}{' h' if self._query.of == 'hours' else ''}"

    def _say(self, name: str, /, **values: object) -> str:
        return say(name, self._language, **values)


def field_untold(field: str, language: str) -> str:
    """That no order tells a field which was asked for."""
    return say("field_untold", language, field=label(field, language))
