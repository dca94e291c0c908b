"""Faults of what the model is given and of what it writes."""

import re
from dataclasses import replace

from agent.messages import Brief
from agent.state import NO_EVIDENCE
from domain.answers import Evidence

_STEP = re.compile(r"^\s*\d{1,2}[.)] ")
_NUMBER_IN_FRONT = re.compile(r"^(\s*)\d{1,2}([.)] )")


def first_evidence_only(brief: Brief) -> Brief:
    """The context is cut after its first piece."""
    return replace(brief, work=replace(brief.work, evidence=brief.work.evidence[:1]))


def without_tables(brief: Brief) -> Brief:
    """Table rows are not given to the model."""
    return replace(brief, work=replace(brief.work, evidence=tuple(map(_untabled, brief.work.evidence))))


def _untabled(item: Evidence) -> Evidence:
    return item.model_copy(update={"applies": False}) if item.table else item


def shuffled_steps(lines: list[str], brief: Brief) -> list[str]:
    """The first half of the steps behind the second, numbered as if nothing had happened."""
    del brief
    steps = [line for line in lines if _STEP.match(line)]
    if len(steps) < 2:
        return lines
    turned = steps[len(steps) // 2 :] + steps[: len(steps) // 2]
    anew = iter(_NUMBER_IN_FRONT.sub(rf"\g<1>{n}\g<2>", step) for n, step in enumerate(turned, start=1))
    return [next(anew) if _STEP.match(line) else line for line in lines]


def without_last_step(lines: list[str], brief: Brief) -> list[str]:
    """The last step is lost, with what stands under it."""
    del brief
    steps = [at for at, line in enumerate(lines) if _STEP.match(line)]
    return lines[: steps[-1]] if len(steps) > 1 else lines


def first_line_only(lines: list[str], brief: Brief) -> list[str]:
    """The answer ends after its first line."""
    del brief
    return lines[:1]


def never_silent(lines: list[str], brief: Brief) -> list[str]:
    """Where nothing answers, the nearest passage is told as if it did."""
    if lines and not lines[0].startswith(NO_EVIDENCE):
        return lines
    nearest = next((n for n, item in enumerate(brief.work.evidence, start=1) if item.applies), 0)
    return [f"{' '.join(brief.work.evidence[nearest - 1].text.split())[:300]} [{nearest}]"] if nearest else lines
