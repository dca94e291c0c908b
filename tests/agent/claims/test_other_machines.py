"""What stands in the place of a wrong sentence is for the machine that is asked about: rows and columns for other serial numbers are left out."""

from types import ModuleType

import pytest

from agent.claims.evidence.cutting import cut
from agent.claims.evidence.quoting import quoted
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


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The front grease is 8 g [1].", "Grease front: 5 g"),
        ("The front takes 2 g of oil [1].", "Oil front: 7 g"),
        ("At South 4 are reserved [2].", "Quantity reserved at South: 6"),
    ],
)
def test_a_record_s_line_in_its_place_is_the_one_whose_label_is_named(
    text: str, line: str, invented: ModuleType
) -> None:
    grease = ("Grease front: 5 g", "Grease rear: 8 g", "Oil front: 7 g", "Oil rear: 2 g")
    stock = ("Quantity reserved at North: 4", "Quantity reserved at South: 6", "Quantity free: 2")
    evidence = {1: invented.record("T1", "asset", "T1: Crane", *grease), 2: invented.record("p2", "part", "Part 5-1: Filter", *stock)}  # fmt: skip
    judged = judge(text, evidence)
    assert judged.verdict == "quoted", judged
    assert line in judged.text


@pytest.mark.parametrize(("text", "is_one"), [("Drum First fill: 2 kg", True), ("Refill: 0.3 kg", True), ("Hook: Refill 0.2 kg", True), ("Drum First fill: 0.3 kg", False), ("2 kg 0.3 kg", False)])  # fmt: skip
def test_a_cell_is_quoted_under_its_own_names_only(text: str, is_one: bool, invented: ModuleType) -> None:
    table = invented.table("w4", "Grease", ("Bearing", "First fill", "Refill"), ("Drum", "2 kg", "0.3 kg"), ("Hook", "1 kg", "0.2 kg"))  # fmt: skip
    assert (quoted(text, [(1, cut(table))]) is not None) == is_one


def test_a_span_of_a_row_is_measured_in_the_unit_of_its_own_column(invented: ModuleType) -> None:
    table = invented.table("t3", "Lifting", ("Load t", "Speed m/min"), ("up to 8", "40"), ("over 8 to 20", "25"))
    assert judge("With 5 t the speed is 40 m/min [1].", {1: table}).verdict == "stated"
    assert judge("With 5 t the speed is 25 m/min [1].", {1: table}).verdict == "quoted"
