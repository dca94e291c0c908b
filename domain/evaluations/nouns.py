"""A run of suites or of sampled turns, its cases, and the labels that people gave."""

from datetime import datetime
from typing import Literal

from domain.answers import Answer
from domain.model import Noun

LabelVerdict = Literal["right", "wrong", "unsure"]
RunKind = Literal["suites", "online"]
Tuned = Literal["yes", "looked at", "no", "unknown"]
"""Whether the product was changed while looking at the set: word for word, only seen, never; or nobody wrote it down."""


class Measured(Noun):
    """A mean, how many values it is of, and its 95 % interval."""

    mean: float
    n: int
    low: float
    high: float


class EvaluationRun(Noun):
    """One run in numbers. `metrics` are of the cases that may be looked at, `holdout` of the others."""

    id: str
    kind: RunKind = "suites"
    finished: datetime
    suites: str
    library: str = "main"
    model: str = ""
    fingerprint: str = ""
    tuned: Tuned = "unknown"
    cases: int
    failed: int = 0
    errored: int = 0
    skipped: int = 0
    metrics: dict[str, Measured] = {}
    holdout: dict[str, Measured] = {}
    less_is_better: tuple[str, ...] = ()
    latency_ms: dict[str, float | None] = {}


class Touched(Noun):
    """What a case's answers lean on, to know who may see them. `records`: tools over machines and orders were called."""

    documents: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    work_orders: tuple[str, ...] = ()
    records: bool = False


class CaseLine(Noun):
    """A case in short. Of a holdout case only the values are kept: nobody tunes on it."""

    number: int = 0
    suite: str
    id: str
    kind: str = "other"
    question: str = ""
    asset: str = ""
    holdout: bool = False
    status: str
    failed: tuple[str, ...] = ()
    scores: dict[str, float] = {}
    touched: Touched = Touched()


class Exchange(Noun):
    """One question of the case's conversation and the answer to it."""

    question: str
    answer: Answer


class CaseLabel(Noun):
    """What a person said of the answer to a case; `answer` is the digest of the text that was judged."""

    run_id: str
    number: int
    suite: str
    case_id: str
    answer: str
    verdict: LabelVerdict
    note: str = ""
    by: str
    created: datetime


class EvaluatedCase(Noun):
    """A case with its conversation; `reasons` say why a score is what it is, `unscored` why there is none.

    `kept` False: the run is so old that only its values are.
    """

    line: CaseLine
    library: str = "main"
    conversation: tuple[Exchange, ...] = ()
    expected: dict[str, str] = {}
    reasons: dict[str, str] = {}
    unscored: dict[str, str] = {}
    error: str = ""
    kept: bool = True
    labels: tuple[CaseLabel, ...] = ()


class Change(Noun):
    """How a metric changed over the cases that both runs scored; `beyond_noise` where 0 is outside the interval."""

    before: float
    after: float
    change: float
    low: float
    high: float
    n: int
    beyond_noise: bool
    verdict: Literal["better", "worse", "no clear change"]


class CasesCompared(Noun):
    """How many cases both runs hold, and which only one does."""

    both: int
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()


class Comparison(Noun):
    """Two runs side by side."""

    cases: CasesCompared
    metrics: dict[str, Change] = {}
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    now_failing: tuple[str, ...] = ()
    now_passing: tuple[str, ...] = ()


class Drifted(Noun):
    """A signal of live turns: its newest values against its first ones. `z`: standard errors worse; None while too few are kept."""

    signal: str
    baseline: float | None = None
    recent: float | None = None
    z: float | None = None
    alert: bool = False
    values: int
    needed: int
