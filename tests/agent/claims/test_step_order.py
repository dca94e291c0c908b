"""The numbered steps of an answer follow the order of the manual."""

import pytest

from agent.claims.reading.ordering import Course
from domain.answers import Evidence


def step(order: int, section: str = "s", page: int = 1, kind: str = "manual") -> Evidence:
    return Evidence.model_validate(
        {"id": f"{section}{order}", "kind": kind, "title": "OM", "text": "x", "section_id": section, "page": page, "order": order}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("told", "fits"),
    [
        ([("1. Drain.", step(1)), ("2. Refill.", step(2))], True),
        ([("1. Refill.", step(2)), ("2. Drain.", step(1))], False),
        ([("1. Refill.", step(2, page=1)), ("2. Drain.", step(1, page=2))], True),
        ([("1. Refill.", step(2)), ("1. Drain.", step(1))], True),
        ([("1. Refill.", step(2)), ("2. Drain.", step(1, section="t"))], True),
        ([("1. Refill.", step(2)), ("Drain it first.", step(1))], True),
        ([("1. Refill.", step(2, kind="part")), ("2. Drain.", step(1, kind="part"))], True),
    ],
    ids=["in order", "turned", "on a later page", "a list anew", "of another job", "no step", "of no manual"],
)
def test_a_step_comes_behind_those_before_it(told: list[tuple[str, Evidence]], fits: bool) -> None:
    course = Course()
    followed = [course.follows(sentence, source, 0) for sentence, source in told]
    assert followed == [True, fits]


def test_rows_of_one_piece_are_steps_in_their_order() -> None:
    course = Course()
    assert [course.follows(f"{n}. Do it.", step(1), row) for n, row in ((1, 3), (2, 5), (3, 4))] == [True, True, False]
