"""Each metric as a table of cases."""

from typing import Any

import pytest

from domain.answers import Answer
from evals.datasets.schema import Case
from evals.metrics.acting import safety, tools
from evals.metrics.citing import retrieval
from evals.metrics.saying import facts, status
from evals.metrics.scores import Score, Unscored
from tests.evals.builders import answer, case, citation, hit, turn


@pytest.mark.parametrize(
    ("said", "wanted", "found"),
    [
        ("Tighten to 1250 Nm.", "1250", True),
        ("Tighten to 11250 Nm.", "1250", False),
        ("Tighten to 1250.5 Nm.", "1250", False),
        ("at 0.90 mm", "90", False),
        ("at 0,90 mm", "90", False),
        ("Not below 90, else stop.", "90", True),
        ("It is 105 bar.", "5 bar", False),
        ("It is 4.5 Nm.", "5 N", False),
        ("Part 29-1182 fits.", "29-1182", True),
        ("Part 29-11821 fits.", "29-1182", False),
        ("WO-10234", "wo-10234", True),
        ("not above\u00a010\u00a0m/s", "10 m/s", True),
        ("two\n  lines", "two lines", True),
        ("pré-carga", "pre\u0301-carga", True),
        ("nothing", "309", False),
    ],
)
def test_holds_respects_the_ends_of_numbers(said: str, wanted: str, found: bool) -> None:
    assert facts.holds(said, wanted) is found


@pytest.mark.parametrize(
    ("wanted", "given", "score"),
    [
        (case(), answer("x"), None),
        (case(must_contain=[["1250"]]), answer("1250 Nm"), 1.0),
        (case(must_contain=[["1250", "1 250"]]), answer("1 250 Nm"), 1.0),
        (case(must_contain=[["X5"], ["Q9"]]), answer("Pull X5."), 0.0),
        (case(must_contain=[["Q9"]]), answer("Pull X5.", warnings=[{"text": "Lock Q9."}]), 1.0),
        (case(must_contain=[["1250"]]), answer("1250", status="no_evidence"), 0.0),
        (case(must_contain=[["K112"]], status=["clarify"]), answer("K112 or O138?", status="clarify"), 1.0),
    ],
)
def test_required_words(wanted: Case, given: Answer, score: float | None) -> None:
    assert _value(facts.required_words(wanted, turn(given))) == score


@pytest.mark.parametrize(
    ("forbidden", "said", "score"), [([], "1380", None), (["1380"], "1250 Nm", 1.0), (["1380"], "1380 Nm", 0.0)]
)
def test_forbidden_words(forbidden: list[str], said: str, score: float | None) -> None:
    assert _value(facts.forbidden_words(case(must_not_contain=forbidden), turn(answer(said)))) == score


@pytest.mark.parametrize(
    ("wanted", "given", "score"),
    [([], "answered", None), (["refused"], "refused", 1.0), (["refused"], "answered", 0.0)],
)
def test_status(wanted: list[str], given: str, score: float | None) -> None:
    assert _value(status.status(case(status=wanted), turn(answer(status=given)))) == score


@pytest.mark.parametrize("abstained", sorted(facts.ABSTAINS))
def test_an_unanswerable_question_wants_any_abstention(abstained: str) -> None:
    assert _value(status.abstention(case(), turn(answer(status=abstained)))) == 1.0
    assert _value(status.abstention(case(), turn(answer("42 Nm")))) == 0.0


def test_abstention_is_unscored_where_an_answer_or_a_status_is_expected() -> None:
    assert status.abstention(case(must_contain=[["1"]]), turn(answer())) is None
    assert status.abstention(case(status=["clarify"]), turn(answer())) is None


@pytest.mark.parametrize(
    ("fields", "given", "score"),
    [
        ({}, "no_evidence", None),
        ({"must_contain": [["1"]]}, "no_evidence", 1.0),
        ({"must_contain": [["1"]]}, "answered", 0.0),
        ({"pages": [3]}, "clarify", 1.0),
        ({"must_contain": [["1"]], "status": ["clarify"]}, "clarify", None),
        ({"must_contain": [["1"]], "status": ["answered", "clarify"]}, "partial", 0.0),
        ({"must_contain": [["1"]], "status": ["answered", "clarify"]}, "clarify", 0.0),
        ({"records": ["WO-1"]}, "no_evidence", 1.0),
    ],
)
def test_false_abstention(fields: dict[str, Any], given: str, score: float | None) -> None:
    assert _value(status.false_abstention(case(**fields), turn(answer(status=given)))) == score


@pytest.mark.parametrize(
    ("wanted", "called", "score"),
    [
        (None, [], None),
        ([], [], 1.0),
        (["find_parts"], ["search_manuals", "find_parts"], 1.0),
        (["find_parts", "get_asset"], ["find_parts"], 0.0),
        (["find_parts", "count_work_orders|find_work_orders"], ["find_work_orders", "find_parts"], 1.0),
        (["count_work_orders|find_work_orders"], ["find_parts"], 0.0),
    ],
)
def test_tool_calls(wanted: list[str] | None, called: list[str], score: float | None) -> None:
    given = answer(tool_calls=[{"name": name} for name in called])
    assert _value(tools.tool_calls(case(tools=wanted), turn(given))) == score


@pytest.mark.parametrize(("wanted", "shown", "score"), [(0, 0, None), (1, 1, 1.0), (2, 1, 0.0), (1, 3, 1.0)])
def test_warnings_shown(wanted: int, shown: int, score: float | None) -> None:
    given = answer(warnings=[{"text": "Lock the rotor."}] * shown)
    assert _value(safety.warnings_shown(case(warnings=wanted), turn(given))) == score


@pytest.mark.parametrize(
    ("claim", "cited", "score"),
    [
        ("Tighten to 1250 Nm.", [1], 1.0),
        ("Tighten to 1380 Nm.", [1], 0.0),
        ("Tighten to 1250 Nm.", [], 0.0),
        ("3. Tighten to 1250 Nm.", [1], 1.0),
        ("a) Tighten to 1250 Nm.", [1], 1.0),
    ],
)
def test_facts_stand_in_the_quotes_that_are_cited(claim: str, cited: list[int], score: float) -> None:
    given = answer(claim, claims=[{"text": claim, "citations": cited}], citations=[citation(1, "Torque: 1250 Nm ±3 %")])
    assert _value(facts.supported_facts(case(), turn(given))) == score


def test_an_invented_value_in_a_warning_counts_as_well() -> None:
    given = answer(warnings=[{"text": "Wait 5 min.", "citations": [1]}], citations=[citation(1, "Wait 10 min.")])
    assert _value(facts.supported_facts(case(), turn(given))) == 0.0


def test_an_answer_without_claims_has_no_facts_to_score() -> None:
    assert facts.supported_facts(case(), turn(answer("Which turbine?"))) is None


@pytest.mark.parametrize(
    ("gold", "first_rank", "at_1", "at_5", "reciprocal"),
    [([7], 1, 1.0, 1.0, 1.0), ([9], 3, 0.0, 1.0, 1 / 3), ([40], None, 0.0, 0.0, 0.0)],
)
def test_ranks_count_pages_once(
    gold: list[int], first_rank: int | None, at_1: float, at_5: float, reciprocal: float
) -> None:
    hits = [hit(7), hit(7), hit(8), hit(9)]
    wanted = case(pages=gold)
    assert _value(retrieval.hit_at(1)(wanted, turn(hits=hits))) == at_1
    found = retrieval.hit_at(5)(wanted, turn(hits=hits))
    assert found == (at_5, f"rank {first_rank or 'none'}")
    assert _value(retrieval.reciprocal_rank(wanted, turn(hits=hits))) == pytest.approx(reciprocal)


def test_a_page_of_another_file_is_no_hit() -> None:
    wanted = case(pages=[7], file="k112-om-d.pdf")
    assert _value(retrieval.hit_at(5)(wanted, turn(hits=[hit(7, "manuals/o138-om-b.pdf")]))) == 0.0
    assert _value(retrieval.hit_at(5)(wanted, turn(hits=[hit(7, "manuals/o138-om-b.pdf"), hit(7)]))) == 1.0


def test_ranks_are_unscored_without_gold_pages() -> None:
    assert retrieval.hit_at(1)(case(), turn(hits=[hit(1)])) is None
    assert retrieval.reciprocal_rank(case(), turn(hits=[hit(1)])) is None


def _value(score: Score | Unscored | None) -> float | None:
    assert not isinstance(score, Unscored)
    return None if score is None else score.value
