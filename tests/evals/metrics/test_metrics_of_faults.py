"""The metrics that notice what words alone do not: quantities at their places, documents that must not be used."""

import pytest

from evals.metrics.citing import retrieval
from evals.metrics.saying import facts
from evals.metrics.scores import Score
from tests.evals.builders import answer, case, citation, hit, turn

STOCK = "29-1182: Esbjerg: 3 set (1 reserved); Porto: 0 set; Van 3: 1 set [1]"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (STOCK, 1.0),
        ("There are 3 sets in Esbjerg, none (0) in Porto. One (1) is on Van 3.", 1.0),
        (STOCK.replace("Esbjerg: 3", "Esbjerg: 1").replace("Van 3: 1", "Van 3: 3"), 1 / 3),
        ("In stock: 3, 0, 1.\nAt Esbjerg.\nAt Porto.\nOn Van 3.", 0.0),
    ],
)
def test_a_quantity_stands_with_its_location(said: str, wanted: float) -> None:
    wish = case(together=[["Esbjerg", "3"], ["Porto", "0"], ["Van 3", "1"]])
    score = facts.facts_together(wish, turn(answer(said)))
    assert score is not None
    assert score.value == pytest.approx(wanted)


def test_a_number_in_the_name_of_a_place_is_no_quantity() -> None:
    score = facts.facts_together(case(together=[["Van 3", "3"]]), turn(answer("Van 3: 1 set")))
    assert score is not None
    assert (score.value, score.reason) == (0.0, "not together: ['Van 3', '3']")
    assert facts.facts_together(case(), turn(answer(STOCK))) is None


def test_a_document_that_must_not_be_used_is_neither_cited_nor_found() -> None:
    wish = case(wrong_sources=["k112-om-c.pdf"])
    old, new = "manuals/k112-om-c.pdf", "manuals/k112-om-d.pdf"
    wrong = turn(answer(citations=[citation(1, "12 m/s", path=old)]), hits=[hit(9, old), hit(9, new)])
    right = turn(answer(citations=[citation(1, "10 m/s", path=new)]), hits=[hit(9, new), hit(10, new)])
    for transcript, cited, found in ((wrong, 0.0, 0.5), (right, 1.0, 1.0)):
        scores = retrieval.sources_allowed(wish, transcript), retrieval.sources_allowed_at(5)(wish, transcript)
        assert [score.value for score in scores if isinstance(score, Score)] == [cited, found]
    assert retrieval.sources_allowed(case(), wrong) is None
    assert retrieval.sources_allowed_at(1)(wish, turn(hits=[hit(1, new), hit(2, old)])) == (1.0, "")
