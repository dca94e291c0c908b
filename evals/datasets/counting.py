"""What suites hold, by kind."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from evals.datasets.cases import Suite


def count(suites: Sequence[Suite]) -> dict[str, Any]:
    """Cases, holdout and languages by kind, and every problem."""
    listed = [case for suite in suites for case in suite.cases]
    kinds, held = Counter(c.kind for c in listed), Counter(c.kind for c in listed if c.holdout)
    return {
        "cases": len(listed),
        "holdout": sum(held.values()),
        "by_kind": {kind: {"cases": n, "holdout": held[kind]} for kind, n in sorted(kinds.items())},
        "by_language": dict(sorted(Counter(c.lang for c in listed).items())),
        "by_suite": {suite.file: len(suite.cases) for suite in suites},
        "problems": [str(problem) for suite in suites for problem in suite.problems],
    }
