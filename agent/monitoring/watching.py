"""Drift over turns that were scored and kept, in the order in which they were asked."""

from collections.abc import Iterable, Mapping

from agent.monitoring.drift import Drift, Signal, TwoWindows
from agent.monitoring.scoring import SIGNALS
from agent.monitoring.settings import MonitoringSettings, monitoring_settings
from domain.evaluations.nouns import Drifted

JUDGED = (
    Signal("ContradictsSource", "up", share=True),
    Signal("supported facts", "down"),
    Signal("citation precision", "down"),
    Signal("quotes in place", "down"),
)
"""Metrics of evaluation that need no right answer, looked at beside the monitor's own signals."""
WATCHED = (*SIGNALS, *JUDGED)


def drift_over(turns: Iterable[Mapping[str, float]], settings: MonitoringSettings | None = None) -> list[Drifted]:
    """Each watched signal that any turn has.

    Args:
        turns: values by signal, oldest turn first.
        settings: how many values make the two windows; by default those of the environment.
    """
    chosen = settings or monitoring_settings()
    rows = list(turns)
    found = [_watch(signal, [row[signal.name] for row in rows if signal.name in row], chosen) for signal in WATCHED]
    return [one for one in found if one.values]


def _watch(signal: Signal, values: list[float], settings: MonitoringSettings) -> Drifted:
    windows = TwoWindows(signal, settings.baseline, settings.window, settings.threshold)
    last: Drift | None = None
    for value in values:
        last = windows.add(value)
    needed = settings.baseline + settings.window
    if last is None:
        return Drifted(signal=signal.name, values=len(values), needed=needed)
    return Drifted(
        signal=signal.name,
        baseline=round(last.baseline, 4),
        recent=round(last.recent, 4),
        z=round(last.z, 2),
        alert=last.alert,
        values=len(values),
        needed=needed,
    )
