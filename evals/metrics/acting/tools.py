"""What the agent did: the tools it called, with which arguments, in which order, and the records afterwards."""

from collections.abc import Sequence
from typing import cast

from domain.answers import ToolCall
from evals.datasets.case_parts import Call, StateAfter, either
from evals.datasets.schema import Case
from evals.metrics.scores import Score, Unscored
from evals.running.transcript import Row, Transcript

NEW = "new work order"


def tool_calls(case: Case, turn: Transcript) -> Score | None:
    """The tools that had to be called were; of alternatives, one."""
    wanted = case.tools if case.tools is not None else [c.name for c in case.calls or []] if case.calls else None
    if wanted is None:
        return None
    made = {call.name for call in turn.answer.tool_calls}
    missing = sorted(tools for tools in wanted if made.isdisjoint(either(tools)))
    return Score(0.0, f"did not call {missing[0]}") if missing else Score(1.0)


def tool_call_accuracy(case: Case, turn: Transcript) -> Score | None:
    """As RAGAS: the calls are exactly those expected (in order, where it matters), times the share of right arguments."""
    if case.calls is None:
        return None
    made = [call.name for call in turn.answer.tool_calls]
    if not (_in_turn if case.calls_in_order else _one_each)(case.calls, made):
        return Score(0.0, f"called {made}")
    return tool_arguments(case, turn) or Score(1.0)


def tool_call_f1(case: Case, turn: Transcript) -> Score | None:
    """F1 of calls: a call counts where name and all expected arguments are right, each expected call once."""
    if case.calls is None or not (case.calls or turn.answer.tool_calls):
        return None
    right = len(_matched(case.calls, turn.answer.tool_calls))
    made, wanted = len(turn.answer.tool_calls), len(case.calls)
    return Score(2 * right / (made + wanted), f"{right} right, {made} made, {wanted} expected")


def tool_arguments(case: Case, turn: Transcript) -> Score | None:
    """The share of expected arguments that a call of that tool had."""
    total, right, wrong = 0, 0, ""
    for wanted in case.calls or []:
        made = [c for c in turn.answer.tool_calls if wanted.fits(c.name)]
        best = max(made, key=lambda c: sum(same(c.args.get(k), v) for k, v in wanted.args.items()), default=None)
        for key, value in wanted.args.items():
            given = best.args.get(key) if best else None
            total += 1
            right += same(given, value)
            wrong = wrong if same(given, value) else wrong or f"{wanted.name}: {key} is {given!r}, wanted {value!r}"
    return Score(right / total, wrong) if total else None


def tool_order(case: Case, turn: Transcript) -> Score | None:
    """The expected calls come in the expected order; others may stand between."""
    if not case.calls_in_order or not case.calls:
        return None
    made = iter(call.name for call in turn.answer.tool_calls)
    for wanted in case.calls:
        if not any(map(wanted.fits, made)):
            return Score(0.0, f"{wanted.name} not in its place")
    return Score(1.0)


def state_after(case: Case, turn: Transcript) -> Score | Unscored | None:
    """Every record is what the case says it must be in the end."""
    for wish in case.state_after:
        row = _new_row(turn) if wish.record == NEW else turn.after.get(wish.record)
        if row is None:
            return Score(0.0, f"there is no {wish.record}")
        wrong = _wrong(wish, row)
        if wrong:
            return Score(0.0, wrong)
    return Score(1.0) if case.state_after else None


def _in_turn(wanted: Sequence[Call], made: Sequence[str]) -> bool:
    return len(wanted) == len(made) and all(call.fits(name) for call, name in zip(wanted, made, strict=True))


def _one_each(wanted: Sequence[Call], made: Sequence[str]) -> bool:
    """Whether the calls are those expected, in any order; an expectation with fewer alternatives takes its call first."""
    left = list(made)
    for call in sorted(wanted, key=lambda call: len(either(call.name))):
        taken = next((name for name in left if call.fits(name)), None)
        if taken is None:
            return False
        left.remove(taken)
    return not left


def same(given: object, wanted: object) -> bool:
    """Case, punctuation and white space ignored: "wtg-07" is "WTG-07"; of an object each field."""
    if isinstance(wanted, dict):
        told = cast("dict[str, object]", given if isinstance(given, dict) else {})
        wished = cast("dict[str, object]", wanted)
        return told.keys() == wished.keys() and all(same(told[name], value) for name, value in wished.items())
    if isinstance(given, int | float) and isinstance(wanted, int | float):
        return given == wanted
    return _letters(given) == _letters(wanted)


def _letters(value: object) -> str:
    return "".join(character for character in str(value).casefold() if character.isalnum())


def _matched(wanted: Sequence[Call], made: Sequence[ToolCall]) -> list[Call]:
    left, found = list(made), list[Call]()
    for call in wanted:
        fits = (m for m in left if call.fits(m.name) and all(same(m.args.get(k), v) for k, v in call.args.items()))
        match = next(fits, None)
        if match:
            left.remove(match)
            found.append(call)
    return found


def _new_row(turn: Transcript) -> Row | None:
    return next((row for number, row in turn.after.items() if number not in turn.before and "asset" in row), None)


def _wrong(wish: StateAfter, row: Row) -> str:
    value = row.get(wish.field)
    if value is None:
        return f"{wish.record} has no field {wish.field}"
    if wish.equals is not None and not same(value, wish.equals):
        return f"{wish.field} of {wish.record} is '{value}', wanted '{wish.equals}'"
    if wish.contains is not None and wish.contains.casefold() not in value.casefold():
        return f"{wish.field} of {wish.record} does not hold '{wish.contains}'"
    return ""
