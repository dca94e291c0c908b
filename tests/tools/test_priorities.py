"""What "urgent" and "high" mean in a company's own words for urgency."""

import pytest

from tools.orders.priorities import priorities_like


@pytest.mark.parametrize(
    ("wanted", "known", "meant"),
    [
        ("urgent", ("Notfall", "hoch", "normal"), ("Notfall",)),
        ("urgent", ("high", "medium", "low"), ("high",)),
        ("urgent", ("very high", "high", "low"), ("very high",)),
        ("urgent", ("very low", "medium"), ()),
        ("high", ("urgente", "alta", "baja"), ("alta",)),
        ("high", ("urgent", "medium"), ()),
        ("low", ("1", "2", "3"), ()),
        ("urgent", ("2", "1", "3"), ("1",)),
        ("high", ("P2", "P1"), ("P1",)),
        ("urgent", ("P1", "planned"), ()),
        ("notfall", ("1", "2"), ()),
        ("blue", ("high", "low"), ()),
        ("high", ("", " "), ()),
    ],
)
def test_the_priorities_that_a_word_means(wanted: str, known: tuple[str, ...], meant: tuple[str, ...]) -> None:
    assert priorities_like(wanted, known) == meant
