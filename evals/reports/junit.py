"""The outcomes as JUnit XML, which every CI shows: a test case for each case, a failure for each metric that it failed."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

from evals.running.runner import Outcome


def junit(outcomes: Sequence[Outcome]) -> str:
    """The document; holdout cases tell the metric, not the answer."""
    root = ElementTree.Element("testsuites", name="nacelle eval")
    for suite, grouped in groupby(sorted(outcomes, key=lambda o: o.suite), key=lambda o: o.suite):
        cases = list(grouped)
        node = ElementTree.SubElement(
            root,
            "testsuite",
            name=Path(suite).stem,
            tests=str(len(cases)),
            failures=str(sum(bool(o.failed) for o in cases)),
            errors=str(sum(bool(o.error) for o in cases)),
            skipped=str(sum(bool(o.skipped) for o in cases)),
        )
        for outcome in cases:
            _add(node, outcome)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add(node: ElementTree.Element, outcome: Outcome) -> None:
    seconds = outcome.answer.timing.total_ms / 1000 if outcome.answer else 0.0
    case = ElementTree.SubElement(
        node,
        "testcase",
        classname=f"{Path(outcome.suite).stem}.{outcome.case.kind}",
        name=outcome.case.id,
        time=f"{seconds:.3f}",
    )
    if outcome.error:
        ElementTree.SubElement(case, "error", message=_plain(outcome.error))
    if outcome.skipped:
        ElementTree.SubElement(case, "skipped", message=_plain(outcome.skipped))
    if outcome.failed:
        why = "; ".join(f"{name}: {outcome.scores[name].reason}" for name in outcome.failed)
        failure = ElementTree.SubElement(case, "failure", message="holdout" if outcome.case.holdout else _plain(why))
        if outcome.answer and not outcome.case.holdout:
            failure.text = _plain(f"{outcome.case.question}\n\n{outcome.answer.text}")


def _plain(text: str) -> str:
    """Without the control characters that XML 1.0 does not allow."""
    return "".join(
        c for c in text if c in "\t\n\r" or (" " <= c < "\ud800") or ("\ue000" <= c < "\ufffe") or c > "\uffff"
    )
