"""Contradicted sources, use for a reader, regions, asking back and handing over."""

import pytest

from evals.metrics import METRICS
from evals.metrics.citing import regions, sources
from evals.metrics.saying import handing_over, status, usefulness
from evals.metrics.scores import Score, Unscored
from tests.evals.builders import answer, case, citation, turn

PLACE = {"n": 1, "heading": "7.3 Pads", "text": "Do not loosen the nut. Tighten the retaining bolt to 95 Nm."}


def told(text: str, **claim: object) -> object:
    return answer(text, claims=[{"text": text, "citations": [1], **claim}], citations=[citation(1, "quote")])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Do not loosen the nut.", 0.0),
        ("Loosen the nut.", 1.0),
        ("Tighten the retaining bolt to 59 Nm.", 1.0),
        ("Tighten the retaining bolt to 95 Nm [1].", 0.0),
    ],
)
def test_a_claim_is_held_against_the_whole_place_not_the_quote(text: str, wanted: float) -> None:
    found = sources.contradicts_source(case(), turn(told(text), sources=[PLACE]))  # type: ignore[arg-type]
    assert isinstance(found, Score)
    assert found.value == wanted
    assert bool(found.reason) is (wanted == 1.0)


def test_claims_that_cannot_be_judged_are_unscored_with_the_reason() -> None:
    given = turn(
        told("Wait for the green lamp of the pump beside the door; anybody knows."),
        sources=[{**PLACE, "text": "Grüne Lampe."}],
    )  # type: ignore[arg-type]
    assert isinstance(sources.contradicts_source(case(), given), Unscored | Score)
    assert sources.contradicts_source(case(), turn(answer("nothing"))) is None


def test_a_source_shown_in_place_of_a_sentence_is_not_judged() -> None:
    assert sources.contradicts_source(case(), turn(told("Loosen the nut.", verdict="quoted"), sources=[PLACE])) is None  # type: ignore[arg-type]


def test_a_contradiction_is_told_and_fails_nobody() -> None:
    metric = METRICS["ContradictsSource"]
    assert metric.lower_is_better
    assert not metric.failed(1.0)


def test_facts_for_the_words_read() -> None:
    wanted = case(must_contain=[["95"], ["nut"]])
    short, long = answer("95 Nm, nut"), answer("95 Nm, nut" + " and so on" * 30)
    assert (
        usefulness.facts_per_100_words(wanted, turn(short)).value
        > usefulness.facts_per_100_words(wanted, turn(long)).value
    )  # type: ignore[union-attr]
    assert usefulness.facts_per_100_words(wanted, turn(answer("95 nut", status="no_evidence"))) == (0.0, "abstained")
    assert usefulness.facts_per_100_words(case(), turn(short)) is None


@pytest.mark.parametrize(
    ("expected", "given", "wanted"),
    [(["clarify"], "clarify", 1.0), (["clarify"], "answered", 0.0), ([], "clarify", 0.0), ([], "answered", 1.0)],
)
def test_asking_back(expected: list[str], given: str, wanted: float) -> None:
    found = status.asks_back(case(status=expected, must_contain=[["x"]]), turn(answer("Which?", status=given)))
    assert found is not None
    assert found.value == wanted


def test_nobody_has_to_ask_back_about_what_nothing_answers() -> None:
    assert status.asks_back(case(), turn(answer("Which?", status="clarify"))) is None


def test_handing_over_says_what_is_missing_and_where_to_look() -> None:
    bare = answer("", status="no_evidence")
    good = answer("I found nothing that says it.", status="no_evidence", citations=[citation(1, "nearest")])
    loose = answer("It is 95 Nm.", status="no_evidence", claims=[{"text": "It is 95 Nm."}])
    assert [handing_over.hands_over(case(), turn(a)).value for a in (good, loose, bare)] == [
        1.0,
        pytest.approx(1 / 3),
        pytest.approx(1 / 3),
    ]  # type: ignore[union-attr]
    assert handing_over.hands_over(case(), turn(answer("95 Nm"))) is None


GOLD = {"page": 7, "box": [100, 100, 200, 200]}


@pytest.mark.parametrize(
    ("cited", "wanted"),
    [
        ([(7, [(100, 100, 200, 150), (100, 150, 200, 200)])], 1.0),
        ([(8, [(100, 100, 200, 200)])], 0.0),
        ([(7, [(100, 100, 200, 120)])], 0.0),
        ([(7, [(100, 100, 200, 190)]), (7, [(0, 0, 50, 50)])], 2 / 3),
        ([], 0.0),
    ],
)
def test_the_cited_region_is_the_one_marked(
    cited: list[tuple[int, list[tuple[int, int, int, int]]]], wanted: float
) -> None:
    cites = [citation(n, "q", page=page, boxes=boxes, path="a.pdf") for n, (page, boxes) in enumerate(cited, 1)]
    found = regions.region_f1(case(regions=[GOLD]), turn(answer("x", citations=cites)))
    assert found is not None
    assert found.value == pytest.approx(wanted)


def test_a_marked_region_is_found_whatever_else_is_cited() -> None:
    box, other = (100, 100, 200, 200), (0, 0, 50, 50)
    cites = [citation(n, "q", page=7, boxes=[at], path="a.pdf") for n, at in enumerate((box, other), 1)]
    found = regions.found_region(
        case(regions=[GOLD, {"page": 9, "box": list(box)}]), turn(answer("x", citations=cites))
    )
    assert found is not None
    assert found.value == 0.5


def test_without_marked_regions_nothing_is_scored() -> None:
    assert regions.region_f1(case(), turn(answer("x"))) is None
    assert regions.found_region(case(), turn(answer("x"))) is None
    assert regions.overlap((0, 0, 0, 0), (0, 0, 0, 0)) == 0.0
