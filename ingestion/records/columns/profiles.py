"""What the values of each column look like, from one pass over the whole file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ingestion.records.cells.moments import Order, is_ambiguous, is_moment, may_count_days, votes
from ingestion.records.cells.values import filled, is_flag, is_number, is_span

SAMPLE = 3000
CHECKED = 500
"""Cells of the sample, evenly spread, whose form is looked at."""
ALL_NUMBERS, FEW_ROWS = 0.95, 20
TRACKED = 100_000
"""Distinct values kept of a column; beyond them a column counts as all different."""


@dataclass
class Profile:
    """One column. Shares are of its filled cells; `sample` holds the first of them."""

    filled: int = 0
    rows: int = 0
    length: int = 0
    longest: int = 0
    values: Counter[str] = field(default_factory=Counter[str])
    sample: list[str] = field(default_factory=list[str])
    shares: dict[str, float] = field(default_factory=dict[str, float])

    def add(self, cell: str) -> None:
        """Take one more cell into account."""
        self.rows += 1
        if not filled(cell):
            return
        self.filled += 1
        self.length += len(cell)
        self.longest = max(self.longest, len(cell))
        if len(self.values) < TRACKED:
            self.values[cell] += 1
        if len(self.sample) < SAMPLE:
            self.sample.append(cell)

    @cached_property
    def votes(self) -> tuple[int, int]:
        """How many cells can only be dates with the day first, and how many only with the month first; ask when all are added."""
        day_first = month_first = 0
        for cell, often in self.values.items():
            if 6 <= len(cell) <= 24:
                day, month = votes(cell)
                day_first += day * often
                month_first += month * often
        return day_first, month_first

    @property
    def distinct(self) -> float:
        """Distinct values for each filled cell, 1.0 where none repeats."""
        return min(1.0, len(self.values) / min(self.filled, TRACKED)) if self.filled else 0.0

    @property
    def mean_length(self) -> float:
        """Characters of a filled cell."""
        return self.length / self.filled if self.filled else 0.0

    @property
    def coverage(self) -> float:
        """The share of rows that fill this column."""
        return self.filled / self.rows if self.rows else 0.0

    @property
    def ambiguous(self) -> bool:
        """Whether a date of the sample could be read either way."""
        return any(is_ambiguous(cell) for cell in self.sample[:200])

    def share(self, test: str) -> float:
        """The share of sampled cells that are a `moment`, `serial`, `number`, `span` or `flag`; ask when all are added."""
        if test not in self.shares:
            tests = {
                "moment": is_moment,
                "serial": may_count_days,
                "number": is_number,
                "span": is_span,
                "flag": is_flag,
            }
            sample = self.sample[:: max(1, len(self.sample) // CHECKED)]
            self.shares[test] = sum(map(tests[test], sample)) / len(sample) if sample else 0.0
        return self.shares[test]


def is_figure(own: Profile) -> bool:
    """Whether a column counts or measures something: numbers that are no days and of no code, which begins with a zero or is never the same twice."""
    if not own.filled or own.share("number") < ALL_NUMBERS or own.share("moment") >= ALL_NUMBERS:
        return False
    codes = all(cell.strip().isdecimal() for cell in own.sample)
    return not (
        codes
        and (
            any(len(c.strip()) > 1 and c.strip()[0] == "0" for c in own.sample)
            or (own.distinct == 1.0 and own.filled > FEW_ROWS)
        )
    )


def date_order(own: Profile, others: Sequence[Profile]) -> tuple[Order, bool]:
    """Which number is the day in a column, and whether that had to be guessed from other columns or the language."""
    day, month = own.votes
    if day != month:
        return ("dmy" if day > month else "mdy"), False
    day, month = (sum(side) for side in zip(*(other.votes for other in others), strict=True))
    if day != month:
        return ("dmy" if day > month else "mdy"), True
    american = any("m" in cell.casefold()[-3:] and ":" in cell for cell in own.sample[:50])
    return ("mdy" if american else "dmy"), True
