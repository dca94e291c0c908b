"""Live turns are watched in the background; drift is told, noise is not."""

import asyncio
import threading
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from agent.monitoring.drift import Drift, Signal, TwoWindows
from agent.monitoring.monitor import LiveTurn, Monitor, in_sample
from agent.monitoring.scoring import (
    ABSTAINED,
    DANGLING,
    LATENCY,
    RETRIEVAL,
    UNSUPPORTED,
    WITHHELD,
    at_once,
    of_answer,
    of_retrieval,
)
from agent.monitoring.settings import MonitoringSettings, monitoring_settings
from domain.answers import Answer
from domain.errors import SettingsError


class Notes:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.scores = self.drops = 0
        self.errors: list[Exception] = []
        self.drifts: dict[str, Drift] = {}

    def scored(self) -> None:
        self.scores += 1

    def dropped(self) -> None:
        self.drops += 1

    def failed(self, error: Exception) -> None:
        self.errors.append(error)

    def drift(self, signal: Signal, drift: Drift) -> None:
        self.drifts[signal.name] = drift


def turn(number: int = 0, **fields: Any) -> LiveTurn:
    answer = Answer.model_validate(
        {"id": f"run-{number}", "thread_id": "t", "status": "answered", "text": "x", **fields}
    )
    return LiveTurn("What?", "main", answer)


def feed(windows: TwoWindows, values: list[float]) -> list[bool]:
    return [drift.alert for value in values if (drift := windows.add(value))]


@pytest.mark.parametrize("seed", range(5))
def test_noise_raises_no_alert(seed: int) -> None:
    random = Random(seed)
    level = TwoWindows(LATENCY, 200, 50, 4.0)
    share = TwoWindows(ABSTAINED, 200, 50, 4.0)
    assert not any(feed(level, [random.gauss(4.0, 0.6) for _ in range(2_000)]))
    assert not any(feed(share, [float(random.random() < 0.05) for _ in range(2_000)]))


@pytest.mark.parametrize(
    ("signal", "before", "after"),
    [
        (LATENCY, lambda r: r.gauss(4.0, 0.6), lambda r: r.gauss(4.7, 0.6)),
        (RETRIEVAL, lambda r: r.gauss(0.6, 0.1), lambda r: r.gauss(0.45, 0.1)),
        (ABSTAINED, lambda r: float(r.random() < 0.04), lambda r: float(r.random() < 0.5)),
        (WITHHELD, lambda _: 0.0, lambda r: float(r.random() < 0.4)),
    ],
)
def test_a_change_for_the_worse_raises_an_alert_and_its_end_lowers_it(
    signal: Signal, before: Callable[[Random], float], after: Callable[[Random], float]
) -> None:
    random = Random(1)
    windows = TwoWindows(signal, 200, 50, 4.0)
    assert not any(feed(windows, [before(random) for _ in range(400)]))
    assert feed(windows, [after(random) for _ in range(60)])[-1]
    assert not feed(windows, [before(random) for _ in range(120)])[-1]


def test_a_change_for_the_better_is_no_alert() -> None:
    windows = TwoWindows(RETRIEVAL, 20, 10, 4.0)
    assert not any(feed(windows, [0.4, 0.5] * 10 + [0.9] * 30))


def test_signals_of_an_answer() -> None:
    quote = {"n": 1, "kind": "manual", "title": "OM", "quote": "Torque: 85 Nm"}
    right = turn(text="85 Nm [1]", claims=[{"text": "85 Nm", "citations": [1]}], citations=[quote]).answer
    wrong = turn(text="95 Nm [2]", claims=[{"text": "95 Nm", "citations": [1]}], citations=[quote]).answer
    assert of_answer(right) == {UNSUPPORTED: 0.0, DANGLING: 0.0}
    assert of_answer(wrong) == {UNSUPPORTED: 1.0, DANGLING: 1.0}
    assert of_answer(turn(status="no_evidence").answer) == {}
    cheap = at_once(turn(status="no_evidence", withheld=[{"text": "x", "reason": "y"}]).answer)
    assert (cheap[ABSTAINED], cheap[WITHHELD], cheap[LATENCY]) == (1.0, 1.0, 0.0)


def test_the_retrieval_score_is_the_nearest_passage(shelf: Any) -> None:
    def embed(texts: Any) -> list[tuple[float, float]]:
        return [(1.0, 0.0) if "lining" in text else (0.0, 1.0) for text in texts]

    assert of_retrieval("brake lining?", "main", shelf, embed) == {RETRIEVAL: 1.0}
    assert of_retrieval("brake lining?", "main", shelf, None) == {}
    shelf.search = lambda *_, **__: type("R", (), {"hits": ()})()
    assert of_retrieval("brake lining?", "main", shelf, embed) == {RETRIEVAL: 0.0}


def test_the_sample_has_its_share_and_is_always_the_same() -> None:
    drawn = [in_sample(f"run-{n}", 0.05) for n in range(10_000)]
    assert 400 < sum(drawn) < 600
    assert drawn == [in_sample(f"run-{n}", 0.05) for n in range(10_000)]
    assert not in_sample("x", 0.0)
    assert in_sample("x", 1.0)


@pytest.mark.anyio
async def test_a_full_queue_drops_and_counts_and_never_waits() -> None:
    notes, gate = Notes(), threading.Event()

    def slow(_: LiveTurn) -> dict[Signal, float]:
        gate.wait(5)
        return {}

    monitor = Monitor(slow, notes, MonitoringSettings(share=1.0, queue=2))
    for number in range(10):
        monitor.offer(turn(number))
    assert notes.drops == 8
    gate.set()
    await asyncio.wait_for(monitor.settled(), 5)
    assert notes.scores == 2
    await monitor.close()


@pytest.mark.anyio
async def test_a_failure_is_counted_and_the_next_turn_is_scored() -> None:
    notes = Notes()

    def score(given: LiveTurn) -> dict[Signal, float]:
        if given.answer.id == "run-0":
            raise RuntimeError("broken")
        return {}

    monitor = Monitor(score, notes, MonitoringSettings(share=1.0))
    monitor.offer(turn(0))
    monitor.offer(turn(1))
    await asyncio.wait_for(monitor.settled(), 5)
    await monitor.close()
    assert (len(notes.errors), notes.scores) == (1, 1)


@pytest.mark.anyio
async def test_drift_of_the_sample_is_told() -> None:
    notes = Notes()
    monitor = Monitor(
        lambda given: {RETRIEVAL: 0.6 + 0.01 * (hash(given.answer.id) % 3) if int(given.answer.id[4:]) < 30 else 0.1},
        notes,
        MonitoringSettings(share=1.0, baseline=20, window=10, queue=100),
    )
    for number in range(45):
        monitor.offer(turn(number))
    await asyncio.wait_for(monitor.settled(), 5)
    await monitor.close()
    assert notes.drifts["retrieval score"].alert
    assert not notes.drifts["abstained"].alert


@pytest.mark.anyio
async def test_a_share_of_zero_watches_nothing() -> None:
    notes = Notes()
    monitor = Monitor(lambda _: {}, notes, MonitoringSettings(share=0.0, baseline=20, window=10))
    for number in range(50):
        monitor.offer(turn(number))
    await monitor.close()
    assert (notes.drifts, notes.scores) == ({}, 0)


def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NACELLE_MONITOR_SHARE", "7")
    with pytest.raises(SettingsError, match="NACELLE_MONITOR_SHARE"):
        monitoring_settings()
