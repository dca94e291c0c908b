"""Citations, and the places that should have been found and cited."""

from typing import Any

import pytest

from evals.metrics.citing import citations, retrieval
from evals.metrics.scores import Unscored
from tests.evals.builders import GREASE, answer, case, citation, hit, told, turn, value


def test_a_citation_is_precise_where_it_carries_the_claim() -> None:
    right = told(("Grease with 350 g.", [1]), ("Bleed at 12 bar.", [2]), quotes=GREASE)
    swapped = told(("Grease with 350 g.", [2]), ("Bleed at 12 bar.", [2]), quotes=GREASE)
    assert value(citations.citation_precision(case(), turn(right))) == 1.0
    assert value(citations.citation_precision(case(), turn(swapped))) == 0.5


def test_a_citation_of_the_wrong_place_is_not_precise_though_its_words_are_right() -> None:
    checks = [{"n": 1, "in_source": False, "reason": "the quote is not on page 7"}]
    found = citations.citation_precision(case(), turn(told(("Grease with 350 g.", [1]), quotes=GREASE), quotes=checks))
    assert found == (0.0, "[1] the quote is not on page 7")


def test_recall_counts_claims_that_their_citations_do_not_carry() -> None:
    given = told(("Grease with 350 g.", [1]), ("Bleed at 13 bar.", [2]), quotes=GREASE)
    assert value(citations.citation_recall(case(), turn(given))) == 0.5


@pytest.mark.parametrize(
    ("checks", "wanted"),
    [
        ([], None),
        ([{"n": 1, "in_source": True, "in_box": True}], 1.0),
        ([{"n": 1, "in_source": True, "in_box": False}, {"n": 2, "in_source": True}], 0.5),
    ],
)
def test_quotes_in_place(checks: list[dict[str, Any]], wanted: float | None) -> None:
    assert value(citations.quotes_in_place(case(), turn(quotes=checks))) == wanted


def test_quotes_that_nobody_could_look_at_are_unscored() -> None:
    found = citations.quotes_in_place(case(), turn(quotes=[{"n": 1, "reason": "the page is a picture"}]))
    assert found == Unscored("the page is a picture")


@pytest.mark.parametrize(
    ("gold", "cited", "wanted"),
    [
        ({"pages": [7]}, {"page": 7, "path": "a.pdf"}, 1.0),
        ({"pages": [7], "file": "b.pdf"}, {"page": 7, "path": "a.pdf"}, 0.0),
        ({"sections": ["7.3 Brake pads"]}, {"section": "7.3 Brake pads"}, 1.0),
        ({"records": ["WO-1"]}, {"kind": "work_order", "source_id": "WO-1"}, 1.0),
        ({"records": ["WO-1", "WO-2"]}, {"kind": "work_order", "source_id": "WO-1"}, 0.0),
        ({}, {}, None),
    ],
)
def test_gold_cited(gold: dict[str, Any], cited: dict[str, Any], wanted: float | None) -> None:
    given = answer("x", citations=[citation(1, "q", **cited)])
    assert value(citations.gold_cited(case(**gold), turn(given))) == wanted


@pytest.mark.parametrize("name", ["7.3", "Brake pads", "7.3 brake  pads", "s9", "brake.md", "brake"])
def test_a_gold_section_is_known_by_any_of_its_names(name: str) -> None:
    found = hit(None, "manuals/brake.md", section_id="s9", number="7.3", title="Brake pads")
    assert retrieval.is_gold(case(sections=[name]), found)


def test_ndcg_is_one_for_gold_in_front_and_less_below() -> None:
    wanted = case(pages=[1, 2])
    assert value(retrieval.ndcg(wanted, turn(hits=[hit(1), hit(2), hit(3)]))) == 1.0
    # (1/log2(2) + 1/log2(4)) / (1/log2(2) + 1/log2(3))
    assert value(retrieval.ndcg(wanted, turn(hits=[hit(1), hit(3), hit(2)]))) == pytest.approx(0.9197, abs=1e-4)
    assert value(retrieval.ndcg(wanted, turn(hits=[hit(3)]))) == 0.0


def test_gold_needed_together_is_counted_together() -> None:
    hits = [hit(1), hit(3), hit(4), hit(5), hit(6), hit(2)]
    assert value(retrieval.gold_found_at(5)(case(pages=[1, 2]), turn(hits=hits))) == 0.5
    assert retrieval.gold_found_at(5)(case(pages=[1]), turn(hits=hits)) is None
