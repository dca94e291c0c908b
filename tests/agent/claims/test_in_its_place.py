"""What stands in the place of a sentence has all that it said which is printed; what its figures come to is shown above the lines that have them."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "d1", "Doors", ("Leaf", "Mass", "Closing force"), ("Left", "42 kg", "130 N"), ("Right", "57 kg", "150 N")
        ),
        2: invented.passage(
            "d2",
            "Each belt has 6 clamps. A clamp is fitted with 14 g of paste.\nThe belt is replaced when it is 3 mm longer than new.",
        ),
        3: invented.record(
            "F-12", "work_order", "F-12: Door knocks", "Asset: DR-4", "Status: Open", "Opened: 2026-03-02", "Done: Roller was flat"
        ),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("The left leaf closes with 130 N and never the right one, of 57 kg [1].", ("130 N", "57 kg")),
        ("The belt is replaced when it is not 3 mm longer than new, the left leaf has 42 kg [2][1].", ("3 mm", "42 kg")),
        ("DR-4 was not open on 2 March 2026 [3].", ("F-12", "DR-4", "2026-03-02")),
    ],
)  # fmt: skip
def test_every_value_that_is_printed_is_in_one_of_the_lines(
    evidence: dict[int, Evidence], text: str, lines: tuple[str, ...]
) -> None:
    judged = judge(text, evidence)
    assert judged.verdict == "quoted", judged
    shown = "\n".join(one.text for one in judged.lines)
    assert all(line in shown for line in lines), shown
    assert len(judged.lines) == len({one.text for one in judged.lines}) <= 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The clamps of a belt take 84 g of paste in all [2].", True),
        ("Both leaves together have a mass of 99 kg [1].", True),
        ("The clamps of a belt take 86 g of paste in all [2].", False),
        ("The clamps of a belt take 14 kg of paste [2].", False),
        ("The mass of the left leaf is 57 kg [1].", False),
    ],
)
def test_what_figures_come_to_is_shown_above_them(evidence: dict[int, Evidence], text: str, shown: bool) -> None:
    judged = judge(text, evidence)
    assert judged.verdict in ({"unsure", "derived"} if shown else {"quoted"}), judged
    assert judged.source
