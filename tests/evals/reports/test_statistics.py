"""Intervals against published values, pairs against their own noise, agreement against a textbook."""

import pytest

from domain.evaluations.statistics import bootstrap, interval, kappa, paired_change, wilson
from evals.judges.judging import Agreement, verdict, with_deterministic, with_people
from evals.metrics.scores import Score


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_wilson_interval_gives_the_published_values(right: int, n: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3; the last row by symmetry."""
    assert wilson(right / n, n) == pytest.approx((low, high), abs=1e-4)


def test_nothing_measured_may_be_anything_and_has_no_mean() -> None:
    assert wilson(0.0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="no values"):
        interval([])


def test_shares_get_wilson_and_others_the_bootstrap() -> None:
    assert interval([1, 1, 0, 1])[2:] == tuple(round(v, 4) for v in wilson(0.75, 4))
    values = [0.1, 0.9, 0.5, 0.4, 0.7, 0.2]
    assert interval(values)[2:] == tuple(round(v, 4) for v in bootstrap(values))


def test_the_bootstrap_is_near_the_normal_interval_and_always_the_same() -> None:
    values = [float(n % 10) for n in range(400)]
    low, high = bootstrap(values)
    half = 1.96 * 2.8723 / 20
    assert (low, high) == pytest.approx((4.5 - half, 4.5 + half), abs=0.03)
    assert bootstrap(values) == (low, high)


def test_a_change_of_few_cases_among_many_is_noise_and_of_most_is_not() -> None:
    before = [1.0] * 50 + [0.0] * 50
    few, most = [*before], [1.0] * 90 + [0.0] * 10
    few[0], few[99] = 0.0, 1.0
    noise, clear = paired_change(before, few), paired_change(before, most)
    assert noise.low <= 0 <= noise.high
    assert clear.mean == pytest.approx(0.4)
    assert clear.low > 0


def test_kappa_of_two_doctors() -> None:
    """J. Cohen's way of counting: 20 both yes, 5 and 10 split, 15 both no: observed .70, by chance .50."""
    one = [True] * 25 + [False] * 25
    other = [True] * 20 + [False] * 5 + [True] * 10 + [False] * 15
    assert kappa(one, other) == pytest.approx(0.4)
    assert kappa([True, True], [True, True]) is None


def labelled(*pairs: tuple[bool | None, float]) -> Agreement:
    return with_people([(label, {"RAGAS factual correctness": Score(theirs)}) for label, theirs in pairs])


def test_a_judge_that_agrees_with_people_is_believed() -> None:
    found = labelled(*[(True, 0.9)] * 8, *[(False, 0.1)] * 8, (None, 0.1))
    assert (found.n, found.share, found.kappa, found.enough) == (16, 1.0, 1.0, True)
    assert "not shown" not in verdict("judge", found, Agreement())


def test_a_judge_that_passes_everything_is_not() -> None:
    found = labelled(*[(True, 1.0)] * 10, *[(False, 1.0)] * 6)
    assert found.kappa == 0.0
    assert not found.enough
    assert "not shown" in verdict("judge", found, Agreement())


@pytest.mark.parametrize(
    "pairs", [[(True, 1.0)] * 5 + [(False, 0.0)] * 4, [(True, 1.0)] * 20, []], ids=["few", "alike", "none"]
)
def test_few_labels_or_all_alike_prove_nothing(pairs: list[tuple[bool | None, float]]) -> None:
    assert not labelled(*pairs).enough


def test_the_deterministic_verdicts_are_paired_with_what_looks_at_the_same_thing() -> None:
    fixed = {"required words": Score(1.0), "supported facts": Score(0.5), "words": Score(9)}
    given = {
        "RAGAS faithfulness": Score(0.2),
        "RAGAS factual correctness": Score(0.2),
        "RAGAS answer relevancy": Score(1.0),
    }
    found = with_deterministic([(fixed, given)])
    assert (found.n, found.share) == (2, 0.5)
