"""What stands in the place of a wrong sentence is for the machine that is asked about: rows and columns for other serial numbers are left out."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table("t1", "Torque", ("Joint", "to Q7-0119", "from Q7-0120"), ("Ring nut", "310 Nm", "365 Nm")),
        2: invented.table(
            "t2", "Oil", ("Serial numbers", "Oil fill"), ("Q7-0001 to Q7-0119", "14 l"), ("Q7-0120 and up", "17 l")
        ),
        3: invented.record("M-3", "asset", "M-3: Q7", "Serial number: Q7-0140", "Site: Hald"),
    }


@pytest.mark.parametrize(
    ("text", "own", "other"),
    [
        ("The ring nut takes 480 Nm [1].", "365 Nm", "310 Nm"),
        ("The oil fill is 22 l [2].", "17 l", "14 l"),
        ("The oil fill is 14 l [2].", "17 l", "14 l"),
    ],
)
def test_replaced_by_its_own(text: str, own: str, other: str, evidence: dict[int, Evidence]) -> None:
    judged = judge(text, evidence)
    assert judged.verdict == "quoted", judged
    assert own in judged.text
    assert other not in judged.text
