"""What is put together of two rows, records, tables or steps is seen, and what one row, column or source says in pieces is shown; on an invented filling line."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence

HELD_BACK = {"quoted", "withheld"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "f1", "Faults", ("Fault", "Cause", "Remedy"), ("No suction", "Motor turns backwards", "Exchange two phases"),
            ("No suction", "Relief valve is dirty", "Clean the seat"), ("Belt slips", "Belt is worn out", "Replace the belt"),
        ),
        2: invented.record("F7-a", "alarm", "Alarm F7: Table overload", "Model: PL-9", "Meaning: Motor current above 6.8 A for 3 s"),
        3: invented.record("F7-b", "alarm", "Alarm F7: Table overload", "Model: PL-9S", "Meaning: Motor current above 8.2 A for 3 s"),
        4: invented.table("d4", "Electrical work", ("Voltage kV", "Distance m"), ("up to 1", "0.5"), ("over 1 to 110", "2.0"), ("over 110 to 220", "3.0")),
        5: invented.table("d5", "Other work", ("Voltage kV", "Distance m"), ("up to 1", "1.0"), ("over 1 to 110", "3.0")),
        6: invented.passage("p6", "The four M14 screws of the flange are tightened to 135 Nm and the six M8 screws of the hood to 25 Nm.", "6 Torques"),
        7: invented.passage("p7", "This manual is for PL-9 from serial number 18-2200 and for all PL-12.", "1 General"),
        8: invented.passage("p8", "1. Open all valves.\n2. Vent the filler, then the line.\n3. Start the program P7.", "8 Venting"),
        9: invented.table("t9", "Parameters", ("No.", "Name", "Setting"), ("P10", "Opening speed", "450 mm/s"), ("P11", "Closing speed", "280 mm/s")),
        10: invented.table("t10", "Data", ("Property of the machine", "PL-9", "PL-12"), ("Flow of water", "20 l/min", "26 l/min"), ("Pipe inside", "32 mm", "40 mm"), ("Places for the bottles", "40", "60")),
    }  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "If there is no suction because the motor turns backwards, clean the seat [1].",
        "On the PL-9S alarm F7 comes when the motor current is above 6.8 A for 3 s [2].",
        "For electrical work near 60 kV the distance is 3.0 m [4].",
        "The six M8 screws of the hood are tightened to 135 Nm [6].",
        "This manual is for PL-12 from serial number 18-2200 and for all PL-9 [7].",
        "Start the program P7 first and vent the filler afterwards [8].",
        "The closing speed is 270 mm/s less than the opening speed [9].",
        "PL-9: flow of water 26 l/min, pipe 32 mm [10].",
        "On the PL-9 it trips above 8.2 A for 3 s [2], on the PL-9S above 6.8 A for 3 s [3].",
    ],
)
def test_what_is_mixed_up_is_not_stated(sentence: str, evidence: dict[int, Evidence]) -> None:
    assert judge(sentence, evidence).verdict not in {"stated", "derived", "frame"}


@pytest.mark.parametrize(
    "sentence",
    [
        "If there is no suction because the motor turns backwards, exchange two phases [1].",
        "On the PL-9S alarm F7 comes when the motor current is above 8.2 A for 3 s [3].",
        "For electrical work near 60 kV the distance is 2.0 m [4].",
        "The six M8 screws of the hood are tightened to 25 Nm [6].",
        "This manual is for PL-9 from serial number 18-2200 and for all PL-12 [7].",
        "The closing speed is 170 mm/s less than the opening speed [9].",
        "The PL-9 has a flow of water of 20 l/min, pipes of 32 mm and 40 places [10].",
        "Venting takes three steps and begins with opening all valves [8].",
        "On the PL-9 it trips above 6.8 A for 3 s [2], on the PL-9S above 8.2 A for 3 s [3].",
    ],
)
def test_what_belongs_together_is_shown(sentence: str, evidence: dict[int, Evidence]) -> None:
    assert judge(sentence, evidence).verdict not in HELD_BACK


def test_a_cell_stands_under_the_head_of_its_own_source(invented: ModuleType) -> None:
    evidence = {
        1: invented.record("FX-100", "part", "Part FX-100: Filter", "Price: 12.50 EUR"),
        2: invented.record("FX-200", "part", "Part FX-200: Filter, fine", "Price: 17.00 EUR"),
    }
    heads = ("", "FX-100", "FX-200")
    right, wrong = "| Price | 12.50 EUR [1] | 17.00 EUR [2] |", "| Price | 17.00 EUR [2] | 12.50 EUR [1] |"
    assert judge(right, evidence, heads=heads).verdict not in HELD_BACK
    assert judge(wrong, evidence, heads=heads).verdict in HELD_BACK


def test_of_a_record_that_is_cited_no_other_speaks(invented: ModuleType) -> None:
    evidence = {
        1: invented.record(
            "W-1", "work_order", "W-1: Belt torn", "Assigned to: O. Lind", "Reported by: T. Berg", "Cost: 198.00"
        ),
        2: invented.record(
            "W-2", "work_order", "W-2: Pump noisy", "Assigned to: T. Berg", "Reported by: T. Berg", "Cost: 74.00"
        ),
    }
    assert judge("It cost 198.00 EUR [1].", evidence).verdict not in HELD_BACK
    assert judge("It cost 74.00 EUR [1].", evidence).verdict in HELD_BACK
    assert judge("W-1 was reported by O. Lind [1].", evidence).verdict not in {"stated", "derived"}


def test_what_is_said_of_one_is_not_said_of_what_is_likened_to_it(invented: ModuleType) -> None:
    evidence = {1: invented.table("b1", "Brakes", ("Brake", "Air gap"), ("KB-2", "0.25 mm"), ("KB-3S", "0.30 mm"))}
    assert judge("The KB-3S has an air gap of 0.25 mm, just like the KB-2 [1].", evidence).verdict in HELD_BACK


def test_what_must_be_done_is_named_by_its_source(invented: ModuleType) -> None:
    evidence = {
        1: invented.passage(
            "b2", "If more than 5 % of the bolts are loose, the ring must be inspected by the manufacturer."
        )
    }
    assert judge("If more than 5 % of the bolts are loose, they must all be replaced [1].", evidence).verdict not in {
        "stated",
        "derived",
    }
    assert (
        judge(
            "If more than 5 % of the bolts are loose, the ring must be inspected by the manufacturer [1].", evidence
        ).verdict
        == "stated"
    )
