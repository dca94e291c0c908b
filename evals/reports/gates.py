"""Thresholds of a suite, from TOML: a table for each suite, and in it what each metric must reach at least (or at most)."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from domain.errors import BadInput
from evals.judges.names import RAGAS
from evals.metrics import LESS_IS_BETTER, METRICS
from evals.reports.summary import PASSED

UNFIT = {"ContradictsSource": "unfit for a gate: it agrees too little with people on paraphrases"}
"""Metrics that may be read, not relied on, and why (docs/benchmarks.md): they fail no case, stop no comparison and no watch."""
BUNDLED = Path(__file__).parent / "gates.toml"
Gates = Mapping[str, Mapping[str, float]]


def read_gates(file: Path) -> Gates:
    """The thresholds by suite.

    Raises:
        BadInput: the file cannot be read, names a metric that does not exist or is unfit for a gate, or a threshold is no number.
    """
    try:
        text = file.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The gates {file} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{file}: {error}.") from error
    for suite, wanted in tables.items():
        if not isinstance(wanted, dict):
            raise BadInput(f"{file}, {suite}: thresholds stand in a table with the suite's name.")
        own = [metric for metric in cast("dict[str, object]", wanted) if metric not in RAGAS]
        if wanted and not own:
            raise BadInput(
                f"{file}, [{suite}]: a gate on RAGAS alone is no gate; ask one of Nacelle's own metrics beside it."
            )
        for metric, threshold in cast("dict[str, object]", wanted).items():
            line = _line_of(text, suite, metric)
            if metric in UNFIT:
                raise BadInput(f"{file}, line {line}, [{suite}]: '{metric}' is {UNFIT[metric]}; ask another metric.")
            if metric not in METRICS and metric not in RAGAS and metric != PASSED:
                raise BadInput(
                    f"{file}, line {line}, [{suite}]: there is no metric '{metric}'; known: {', '.join(METRICS)}."
                )
            if isinstance(threshold, bool) or not isinstance(threshold, int | float):
                raise BadInput(f"{file}, line {line}, [{suite}]: the threshold of '{metric}' is not a number.")
    return cast("Gates", tables)


def missed(name: str, gates: Gates, summary: Mapping[str, Any], *, of_group: bool = True) -> list[str]:
    """What of a suite's thresholds is missed, in words.

    A file of a group (`demo-alarms`) is asked what its group is, too, unless its own table says otherwise; not so with
    `of_group` False, when the group is asked as a whole.
    """
    nothing: Mapping[str, float] = {}
    own = gates.get(name, nothing)
    group = gates.get(name.partition("-")[0], nothing) if of_group else nothing
    shared = {metric: threshold for metric, threshold in group.items() if metric not in own}
    held = gates.get(f"{name}-holdout", nothing)
    return [
        *_below(name, own, summary["metrics"], must_have=True),
        *_below(name, shared, summary["metrics"], must_have=False),
        *_below(f"{name} (holdout)", held, summary["holdout"]["metrics"], must_have=name in gates),
    ]


def covers(name: str, gates: Gates) -> bool:
    """Whether anything is asked of the suite."""
    return name in gates or name.partition("-")[0] in gates


def _below(name: str, wanted: Mapping[str, float], measured: Mapping[str, Any], *, must_have: bool) -> list[str]:
    lines: list[str] = []
    for metric, threshold in wanted.items():
        if metric not in measured:
            # One file of a group need not measure everything that the group does.
            lines += [f"{name}: {metric} was not measured"] if must_have else []
            continue
        mean, n = measured[metric]["mean"], measured[metric]["n"]
        down = metric in LESS_IS_BETTER
        if mean > threshold if down else mean < threshold:
            lines.append(
                f"{name}: {metric} is {mean:.3f} (n={n}), wanted {'at most' if down else 'at least'} {threshold:g}"
            )
    return lines


def _line_of(text: str, suite: str, metric: str) -> int:
    """The line of a metric in its table, for people; 1 where it is written in another way."""
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare.startswith("["):
            table = bare.strip('[]" ').split("]")[0]
        elif table == suite and bare.startswith((f'"{metric}"', f"{metric} ", f"{metric}=")):
            return number
    return 1
