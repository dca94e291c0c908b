"""`ContradictsSource` as it ships against labels by hand: how often it agrees where it holds itself fit, and how often it does.

`python -m bench contradiction`, with `NACELLE_SHARED` at the shared data and `NACELLE_HOME` at a home that holds the demo. Its weights were learned of the sets that were looked at (`contradiction_learning`
tells what it is worth on sources left out); `--show` lists disagreements of those; `--sealed` opens the others.
"""

import sys
from collections.abc import Sequence

from bench.gate.contradiction_labels import SEALED, Label, labels
from bench.gate.judged import NOW
from bench.report import table
from bench.shared_data import shared
from domain.evaluations.statistics import kappa
from evals.contradiction.inference import second_opinion
from evals.contradiction.verdict import contradicts


def main() -> int:
    """Print the table; 0 always."""
    if not shared().exists():
        print("Skipped: no shared data (set NACELLE_SHARED).")
        return 0
    held = [label for label in labels() if "--sealed" in sys.argv or label.of not in SEALED]
    rows = [_row(of, [label for label in held if label.of == of]) for of in dict.fromkeys(label.of for label in held)]
    print(table(["sentences", "labelled", "fit", "kappa", "true flagged", "false missed"], [*rows, _row("all", held)]))
    return 0


def _row(name: str, held: Sequence[Label]) -> list[str]:
    pairs: list[tuple[bool, bool]] = []
    for label in held:
        verdict = contradicts(label.text, label.sources, label.context, NOW.date(), second_opinion())
        if verdict.says == "unfit":
            continue
        pairs.append((verdict.says == "stands", label.truth))
        if pairs[-1][0] != label.truth and "--show" in sys.argv and label.of not in SEALED:
            print(f"{label.truth}: {label.text} -> {verdict}", file=sys.stderr)
    agreed = kappa([a for a, _ in pairs], [b for _, b in pairs]) if pairs else None
    wrong = [sum(truth and not stands for stands, truth in pairs), sum(stands and not truth for stands, truth in pairs)]
    return [name, str(len(held)), str(len(pairs)), "-" if agreed is None else f"{agreed:.2f}", *map(str, wrong)]


if __name__ == "__main__":
    raise SystemExit(main())
