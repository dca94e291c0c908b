"""Has a signal moved? Its newest values against its first ones: Welch's statistic, for shares Agresti and Caffo's.

B. L. Welch, Biometrika 34 (1947) 28-35; A. Agresti and B. Caffo, The American Statistician 54 (2000) 280-288.
"""

import math
import statistics
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

SMALLEST_SPREAD = 1e-6


@dataclass(frozen=True)
class Signal:
    """Something measured of turns. `worse` says which way is bad; a share's values are 0 or 1."""

    name: str
    worse: Literal["up", "down"]
    share: bool = False


@dataclass(frozen=True)
class Drift:
    """The two windows. `z` is how many standard errors the newest values are worse than the baseline (negative: better)."""

    baseline: float
    recent: float
    z: float
    alert: bool


@dataclass
class TwoWindows:
    """Watches one signal.

    The first `baseline` values are kept as they are; `window` newer ones slide. Every value is looked at, so the threshold
    has to be far out: at 4 standard errors a single look is wrong once in 30,000. An alert ends below half the threshold.
    """

    signal: Signal
    baseline: int
    window: int
    threshold: float
    _first: list[float] = field(default_factory=list[float])
    _newest: deque[float] = field(default_factory=deque[float])
    _alert: bool = False

    def add(self, value: float) -> Drift | None:
        """Take in a value. None until both windows are full."""
        if len(self._first) < self.baseline:
            self._first.append(value)
            return None
        self._newest.append(value)
        if len(self._newest) > self.window:
            self._newest.popleft()
        return self._compare() if len(self._newest) == self.window else None

    def _compare(self) -> Drift:
        before, now = self._first, list(self._newest)
        z = _shares(before, now) if self.signal.share else _levels(before, now)
        z = z if self.signal.worse == "up" else -z
        self._alert = z > (self.threshold / 2 if self._alert else self.threshold)
        return Drift(statistics.fmean(before), statistics.fmean(now), z, self._alert)


def _levels(before: list[float], now: list[float]) -> float:
    """Welch's statistic: the two may spread differently."""
    error = statistics.variance(before) / len(before) + statistics.variance(now) / len(now)
    return (statistics.fmean(now) - statistics.fmean(before)) / max(math.sqrt(error), SMALLEST_SPREAD)


def _shares(before: list[float], now: list[float]) -> float:
    """Agresti and Caffo's: one success and one failure more in each, so that 0 of n has a spread too. It errs to silence."""
    n_before, n_now = len(before) + 2, len(now) + 2
    p_before, p_now = (sum(before) + 1) / n_before, (sum(now) + 1) / n_now
    return (p_now - p_before) / math.sqrt(p_before * (1 - p_before) / n_before + p_now * (1 - p_now) / n_now)
