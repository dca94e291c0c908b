"""Questions that count work orders, and the figures that answer them."""

from datetime import datetime
from typing import Literal

from domain.model import Noun

Measure = Literal["count", "sum", "mean", "median", "highest", "lowest"]
DAYS, BETWEEN = "days", "between"
"""Figures that no order tells: the days from its opening to its closing, and those since the order before it on the same machine.

Beside these there are `hours`, `cost` and the columns of numbers of a company's own.
"""


class FieldFilter(Noun):
    """A field that has one of these values; case, spaces and punctuation are ignored, part of the value is enough where `within`.

    The value "" is a field that tells nothing. `part` is a part used; `status` also knows `open` and `closed`, whatever the company calls
    them. `excluded`: the orders that have none of these values, those that tell nothing among them.
    """

    field: str
    values: tuple[str, ...]
    within: bool = False
    excluded: bool = False


class Bound(Noun):
    """Orders whose figure is so; those that tell none are left out."""

    of: str
    sign: Literal[">", ">=", "<", "<=", "="]
    value: float


class Dated(Noun):
    """Orders opened, closed or due in a span of time; `since` is included, `until` is not."""

    field: Literal["opened", "closed", "due"]
    since: datetime | None = None
    until: datetime | None = None


class OrderQuery(Noun):
    """Which work orders, what of them, by what. Empty means any.

    `words`: all stand in the texts; `anywhere`: in those or any other field; `without`: stand in neither. One of several spellings is enough: "hose|slange".
    `since` is included, `until` is not; both apply to the opening date, or the closing date where no opening is known.
    `measure` other than count is of `of`; highest and lowest rank the orders, the lowest without those at 0.
    `between` has a mean only. `repeats`: only orders that follow another one with the same fault on the same machine within so many days.
    `among`: only orders with these numbers, where any are given.
    `by` is a field, `year`, `quarter`, `month`, `part` or a field of the company's own; `split` divides each group by a second one.
    `with_parts`: only orders that tell the parts used. `oldest_first`: the numbers in the order of their dates; `by_due`: of the days on which they are due.
    """

    assets: tuple[str, ...] = ()
    status: str = ""
    filters: tuple[FieldFilter, ...] = ()
    bounds: tuple[Bound, ...] = ()
    dated: tuple[Dated, ...] = ()
    among: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    measure: Measure = "count"
    of: str = ""
    by: str = ""
    split: str = ""
    with_parts: bool = False
    repeats: int = 0
    least_first: bool = False
    oldest_first: bool = False
    by_due: bool = False
    limit: int = 20


class Group(Noun):
    """The orders that share a value. `figure` is their count, or what is worked out of `measured` of them; `parts` divide it."""

    name: str
    count: int
    figure: float
    measured: int
    parts: tuple["Group", ...] = ()


class OrderFigures(Noun):
    """`count` orders match, `figure` is of `measured` of them; `numbers` are the newest, `undated` those without any date.

    `groups` are the first by figure, `kinds_of_group` how many there are, `ungrouped` the orders without that field.
    Of the highest and lowest: `numbers` in that order, `alike` how many share the figure, `zeros` those at 0 that the lowest leaves out.
    """

    count: int
    figure: float | None
    measured: int
    numbers: tuple[str, ...] = ()
    undated: int = 0
    alike: int = 0
    zeros: int = 0
    groups: tuple[Group, ...] = ()
    kinds_of_group: int = 0
    ungrouped: int = 0


class OrderValues(Noun):
    """What stands in the fields of work orders: field -> values, the commonest first; `own` are the company's fields.

    `figures` those of them that are numbers; `labels` what the company's files call the other fields; `with_parts` of the `orders` tell the parts used.
    """

    assets: tuple[str, ...] = ()
    fields: dict[str, tuple[str, ...]] = {}
    own: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    labels: dict[str, tuple[str, ...]] = {}
    orders: int = 0
    with_parts: int = 0
