"""Intervals, comparisons and agreement. Everything random starts from the same seed."""

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

SEED = 20_261_120
RESAMPLES = 2_000
Z = 1.96


class Interval(NamedTuple):
    """A mean, how many values it is of, and its 95 % interval."""

    mean: float
    n: int
    low: float
    high: float


def wilson(mean: float, n: int) -> tuple[float, float]:
    """Wilson 95 % interval of a share (E. B. Wilson, 1927)."""
    if n == 0:
        return 0.0, 1.0
    centre = (mean + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(mean * (1 - mean) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """Percentile bootstrap 95 % interval of the mean (B. Efron, 1979)."""
    data = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(SEED).integers(0, len(data), size=(RESAMPLES, len(data)))
    low, high = np.quantile(data[picks].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


def interval(values: Sequence[float]) -> Interval:
    """Wilson's for shares (every value is 0 or 1), the bootstrap's for all others. Raises ValueError when there is nothing."""
    if not values:
        raise ValueError("no values, no mean")
    mean = statistics.fmean(values)
    low, high = wilson(mean, len(values)) if set(values) <= {0.0, 1.0} else bootstrap(values)
    return Interval(round(mean, 4), len(values), round(low, 4), round(high, 4))


def paired_change(before: Sequence[float], after: Sequence[float]) -> Interval:
    """The mean change over the same cases with its paired bootstrap interval; beyond noise when 0 is outside of it."""
    changes = [b - a for a, b in zip(before, after, strict=True)]
    low, high = bootstrap(changes)
    return Interval(round(statistics.fmean(changes), 4), len(changes), round(low, 4), round(high, 4))


def kappa(one: Sequence[bool], other: Sequence[bool]) -> float | None:
    """Cohen's kappa of two raters (J. Cohen, 1960); None where both always say the same, so that chance explains all."""
    n = len(one)
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    yes_one, yes_other = sum(one) / n, sum(other) / n
    chance = yes_one * yes_other + (1 - yes_one) * (1 - yes_other)
    return None if chance == 1 else (observed - chance) / (1 - chance)
