"""Which value is said of which of several things, and what is said of them together, on an invented ferry."""

from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence

SHOWN = {"stated", "derived", "unsure"}
HELD_BACK = {"quoted", "withheld"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "f1", "Winches", ("Winch", "Pull, kN", "10.9 paste, Nm", "Grease"),
            ("Bow front", "80", "225", "EP 2"), ("Bow rear", "65", "190", "EP 2"), ("Stern", "40", "190", "LF 1"),
        ),
        2: invented.table(
            "f2", "Ramps", ("Property", "RP 20", "RP 30"), ("Length", "6.5 m", "8.2 m"), ("Load", "12 t", "18 t")
        ),
        3: invented.record("4411", "work_order", "4411: Ramp jams", "Asset: RP-1", "Status: Closed", "Opened: 2026-03-04", "Assigned to: O. Lind", "Hours: 5"),
        4: invented.record("4420", "work_order", "4420: Winch noisy", "Asset: WN-2", "Status: Open", "Opened: 2026-05-11", "Assigned to: T. Berg", "Hours: 2"),
        6: invented.table("f3", "Pulls", ("Ship", "Pull, kN", "Max, kN"), ("Tug *", "12", "14"), ("Pilot", "31", "40"), ("TOTAL", "197", "9")),
        5: invented.record("P-7", "part", "Part P-7: Seal ring", "Stock at Hull: 6", "Stock at Van 2: 2"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Bow front has a pull of 80 kN and stern of 40 kN [1].",
        "Bow front and bow rear have a 10.9 paste of 225 Nm and 190 Nm, respectively [1].",
        "Bow rear and stern have the same 10.9 paste: 190 Nm [1].",
        "The pull of the bow front (80 kN) is higher than that of the bow rear (65 kN) [1].",
        "Only stern has a grease of LF 1 [1].",
        "Bow front has the highest pull, at 80 kN [1].",
        "2 of the listed winches have a 10.9 paste of 190 Nm [1].",
        "Two of them have a 10.9 paste of 190 Nm: bow rear and stern [1].",
        "RP 20 and RP 30 have a length of 6.5 m and 8.2 m respectively [2].",
        "RP 30 hat mit 8.2 m eine größere Length als RP 20 mit 6.5 m [2].",
        "4411 took 5 hours, 4420 took 2 [3][4].",
        "4411 was done by O. Lind and 4420 by T. Berg [3][4].",
        "4411 took 3 hours longer than 4420 [3][4].",
        "4411 was opened before 4420 [3][4].",
        "The first of these is 4411, opened on 4 March 2026; the last is 4420, opened on 11 May 2026 [3][4].",
        "No cost is recorded for 4420 [4].",
        "4420 is still open [4].",
        "There are 6 of P-7 at Hull and 2 at Van 2 [5].",
        "Tug has a pull of 12 kN, TOTAL of 197 kN [6].",
        "The max of tug is higher than that of TOTAL: 14 kN instead of 9 kN [6].",
    ],
)
def test_what_is_said_of_its_own_thing_is_shown(evidence: dict[int, Evidence], text: str) -> None:
    assert judge(text, evidence).verdict in SHOWN


@pytest.mark.parametrize(
    "text",
    [
        "Bow front has a pull of 40 kN and stern of 80 kN [1].",
        "Bow front and bow rear have a 10.9 paste of 190 Nm and 225 Nm, respectively [1].",
        "Bow front and stern have the same 10.9 paste: 225 Nm [1].",
        "The pull of the bow front (80 kN) is lower than that of the bow rear (65 kN) [1].",
        "Only bow rear has a grease of EP 2 [1].",
        "Bow rear has the highest pull, at 65 kN [1].",
        "Three have a 10.9 paste of 190 Nm: bow rear and stern [1].",
        "RP 20 and RP 30 have a length of 8.2 m and 6.5 m respectively [2].",
        "RP 30 hat mit 8.2 m eine kleinere Length als RP 20 mit 6.5 m [2].",
        "4411 took 2 hours, 4420 took 5 [3][4].",
        "4411 was done by T. Berg and 4420 by O. Lind [3][4].",
        "4411 took 3 hours less than 4420 [3][4].",
        "4411 took 4 hours longer than 4420 [3][4].",
        "4411 was opened after 4420 [3][4].",
        "The first of these is 4420, opened on 11 May 2026; the last is 4411, opened on 4 March 2026 [3][4].",
        "No hours are recorded for 4420 [4].",
        "4411 is still open [3].",
        "No parts are needed for 4420 [4].",
        "There are 2 of P-7 at Hull and 6 at Van 2 [5].",
        "Tug has a pull of 197 kN, TOTAL of 12 kN [6].",
        "The max of tug is lower than that of TOTAL: 14 kN instead of 9 kN [6].",
    ],
)
def test_what_is_said_of_another_is_held_back(evidence: dict[int, Evidence], text: str) -> None:
    assert judge(text, evidence).verdict in HELD_BACK


def test_a_count_that_code_cannot_make_out_is_shown_beside_its_line(evidence: dict[int, Evidence]) -> None:
    assert judge("3 of the listed winches have a 10.9 paste of 190 Nm [1].", evidence).verdict in {"unsure", *HELD_BACK}


def test_words_of_a_name_turn_nothing_round(evidence: dict[int, Evidence]) -> None:
    assert judge("Bow rear has a pull of 65 kN, bow front of 80 kN [1].", evidence).verdict == "stated"
