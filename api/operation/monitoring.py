"""The monitor's figures at /metrics, and the monitor of a server."""

from typing import cast

import structlog
from prometheus_client import Counter, Gauge

from agent.assistant import Assistant
from agent.monitoring.drift import Drift, Signal
from agent.monitoring.monitor import LiveTurn, Monitor
from agent.monitoring.scoring import Embed, of_answer, of_retrieval
from agent.monitoring.settings import monitoring_settings
from api.operation.metrics import REGISTRY

log = structlog.get_logger("nacelle.monitoring")
_SCORED = Counter("nacelle_monitor_scored_turns", "Live turns scored", registry=REGISTRY)
_DROPPED = Counter("nacelle_monitor_dropped_turns", "Sampled turns not scored: too many waited", registry=REGISTRY)
_FAILED = Counter("nacelle_monitor_failures", "Live turns whose scoring broke", registry=REGISTRY)
_MEAN = Gauge("nacelle_drift_mean", "Mean of a signal", ["signal", "window"], registry=REGISTRY)
_Z = Gauge(
    "nacelle_drift_z", "Standard errors by which a signal is worse than its baseline", ["signal"], registry=REGISTRY
)
_ALERT = Gauge("nacelle_drift_alert", "1 while a signal is worse than its baseline", ["signal"], registry=REGISTRY)


class AtMetrics:
    """Figures to the Prometheus registry; an alert that begins or ends also to the log."""

    def __init__(self) -> None:
        self._alerts: set[str] = set()

    def scored(self) -> None:
        """A sampled turn was scored."""
        _SCORED.inc()

    def dropped(self) -> None:
        """A sampled turn found the queue full."""
        _DROPPED.inc()

    def failed(self, error: Exception) -> None:
        """Scoring a turn broke."""
        _FAILED.inc()
        log.warning("turn not scored", error=type(error).__name__)

    def drift(self, signal: Signal, drift: Drift) -> None:
        """A signal's two windows were compared."""
        name = signal.name.replace(" ", "_")
        _MEAN.labels(name, "baseline").set(drift.baseline)
        _MEAN.labels(name, "recent").set(drift.recent)
        _Z.labels(name).set(drift.z)
        _ALERT.labels(name).set(drift.alert)
        if drift.alert != (name in self._alerts):
            (self._alerts.add if drift.alert else self._alerts.discard)(name)
            log.warning(
                "drift" if drift.alert else "drift ended", signal=name, recent=drift.recent, baseline=drift.baseline
            )


def monitor_of(assistant: Assistant) -> Monitor:
    """The monitor of a server's turns. Raises SettingsError for a `NACELLE_MONITOR_*` that cannot be used."""

    def score(turn: LiveTurn) -> dict[Signal, float]:
        passages = assistant.stores.passages
        embedder = getattr(passages, "embedder", None)
        embed = cast("Embed | None", embedder.embed if embedder is not None else None)
        return of_answer(turn.answer) | of_retrieval(turn.question, turn.library, passages, embed)

    return Monitor(score, AtMetrics(), monitoring_settings())
