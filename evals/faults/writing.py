"""Faults of what the model is given and of what it writes."""

import re
from collections.abc import Callable

from langchain_core.messages import BaseMessage, ToolMessage

from agent.turn.found import NO_EVIDENCE, found_in, this_turn
from domain.answers import Evidence
from evals.broken.evidence_read import without
from evals.faults.seams import Messages, Numbered

_STEP = re.compile(r"^\s*\d{1,2}[.)] ")
_NUMBER_IN_FRONT = re.compile(r"^(\s*)\d{1,2}([.)] )")


def first_evidence_only(messages: Messages) -> Messages:
    """The context is cut after its first piece."""
    first = min(_of_tools(messages), default=0)
    return _keeping(messages, lambda number, _: number == first)


def without_tables(messages: Messages) -> Messages:
    """Table rows are not given to the model."""
    return _keeping(messages, lambda _, item: not item.table)


def _of_tools(messages: Messages) -> list[int]:
    found = [found_in(message) for message in this_turn(messages)]
    return [number for result in found if result for number in result.numbers]


def _keeping(messages: Messages, keep: Callable[[int, Evidence], bool]) -> Messages:
    """The conversation whose tools brought less in this turn, in words and as evidence."""
    asked = len(messages) - len(this_turn(messages))
    return [*messages[:asked], *(_narrowed(message, keep) for message in messages[asked:])]


def _narrowed(message: BaseMessage, keep: Callable[[int, Evidence], bool]) -> BaseMessage:
    found = found_in(message)
    if found is None or not isinstance(message, ToolMessage):
        return message
    pairs = list(zip(found.numbers, found.evidence, strict=True))
    kept = [(number, item) for number, item in pairs if keep(number, item)]
    less = found.model_copy(
        update={"numbers": tuple(number for number, _ in kept), "evidence": tuple(item for _, item in kept)}
    )
    dropped = frozenset(number for number, _ in pairs) - frozenset(less.numbers)
    return message.model_copy(update={"content": without(message.text, dropped), "artifact": less})


def shuffled_steps(lines: list[str], evidence: Numbered) -> list[str]:
    """The first half of the steps behind the second, numbered as if nothing had happened."""
    del evidence
    steps = [line for line in lines if _STEP.match(line)]
    if len(steps) < 2:
        return lines
    turned = steps[len(steps) // 2 :] + steps[: len(steps) // 2]
    anew = iter(_NUMBER_IN_FRONT.sub(rf"\g<1>{n}\g<2>", step) for n, step in enumerate(turned, start=1))
    return [next(anew) if _STEP.match(line) else line for line in lines]


def without_last_step(lines: list[str], evidence: Numbered) -> list[str]:
    """The last step is lost, with what stands under it."""
    del evidence
    steps = [at for at, line in enumerate(lines) if _STEP.match(line)]
    return lines[: steps[-1]] if len(steps) > 1 else lines


def first_line_only(lines: list[str], evidence: Numbered) -> list[str]:
    """The answer ends after its first line."""
    del evidence
    return lines[:1]


def never_silent(lines: list[str], evidence: Numbered) -> list[str]:
    """Where nothing answers, the nearest passage is told as if it did."""
    if lines and not lines[0].startswith(NO_EVIDENCE):
        return lines
    nearest = next((number for number, item in evidence.items() if item.applies), 0)
    return [f"{' '.join(evidence[nearest].text.split())[:300]} [{nearest}]"] if nearest else lines
