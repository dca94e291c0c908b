"""Two runs side by side: what changed beyond noise over the same cases, and which cases flipped."""

from collections import Counter
from collections.abc import Container, Sequence
from pathlib import PurePath

from domain.errors import BadInput
from domain.evaluations.nouns import CaseLine, CasesCompared, Change, Comparison
from domain.evaluations.statistics import paired_change


def compare_lines(
    before: Sequence[CaseLine], after: Sequence[CaseLine], less_is_better: Container[str], about: str = ""
) -> Comparison:
    """Every metric over the cases that both scored, and the cases that began or ceased to fail.

    Args:
        before: the cases of the earlier run.
        after: those of the later one.
        less_is_better: metrics that get better by falling.
        about: the names of the two runs' suites, for the error.

    Raises:
        BadInput: the runs have no case in common.
    """
    old, new = _by_case(before), _by_case(after)
    both = [key for key in new if key in old]
    if not both:
        named = f" ({about})" if about else ""
        raise BadInput(f"The two runs have no case in common{named}; compare runs of one suite.")
    pairs = [(old[key], new[key]) for key in both]
    changes = {name: found for name in _names(after) if (found := _change(pairs, name, name in less_is_better))}
    return Comparison(
        cases=CasesCompared(
            both=len(both),
            only_before=tuple(sorted(set(old) - set(new))),
            only_after=tuple(sorted(set(new) - set(old))),
        ),
        metrics=changes,
        better=tuple(name for name, change in changes.items() if change.verdict == "better"),
        worse=tuple(name for name, change in changes.items() if change.verdict == "worse"),
        now_failing=tuple(sorted(key for key in both if _fails(new[key]) and not _fails(old[key]))),
        now_passing=tuple(sorted(key for key in both if _fails(old[key]) and not _fails(new[key]))),
    )


def _by_case(lines: Sequence[CaseLine]) -> dict[str, CaseLine]:
    """By id; by suite and id where two suites use one id."""
    twice = {name for name, times in Counter(line.id for line in lines).items() if times > 1}
    return {f"{PurePath(line.suite).stem}#{line.id}" if line.id in twice else line.id: line for line in lines}


def _names(lines: Sequence[CaseLine]) -> list[str]:
    return list(dict.fromkeys(name for line in lines for name in line.scores))


def _change(pairs: Sequence[tuple[CaseLine, CaseLine]], name: str, less: bool) -> Change | None:
    values = [(a.scores[name], b.scores[name]) for a, b in pairs if name in a.scores and name in b.scores]
    if not values:
        return None
    before, after = zip(*values, strict=True)
    change = paired_change(before, after)
    beyond = change.low > 0 or change.high < 0
    return Change(
        before=round(sum(before) / len(before), 4),
        after=round(sum(after) / len(after), 4),
        change=change.mean,
        low=change.low,
        high=change.high,
        n=change.n,
        beyond_noise=beyond,
        verdict=("better" if (change.mean > 0) != less else "worse") if beyond else "no clear change",
    )


def _fails(line: CaseLine) -> bool:
    return bool(line.failed) or line.status == "errored"
