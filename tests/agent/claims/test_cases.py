"""One case is not another: variants of a model, rows and steps run together, fields of a record; and what follows from values is shown."""

from collections.abc import Sequence
from types import ModuleType

import pytest

from agent.claims.judging import judge
from domain.answers import Evidence

SHOWN = {"stated", "derived", "unsure"}


@pytest.fixture
def evidence(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "o1", "Data", ("Property", "BX-7", "BX-7 Long", "BX-7K"),
            ("Chamber width", "40 cm", "65 cm", "90 cm"), ("Heater power", "3 kW", "3 kW", "9 kW"),
        ),
        2: invented.table(
            "o2", "Faults", ("Symptom", "Cause", "Remedy"),
            ("Chamber stays cold", "Fuse F4 blown", "Replace the fuse"),
            ("Fan howls", "Bearing dry", "Oil the bearing"),
            ("Door sticks", "Hinge bent", "Straighten the hinge"),
        ),
        3: invented.passage(
            "o3",
            "Below 12 °C warm the glue for one hour; below 5 °C discard the glue.\nFit the O-ring and the lid; grease harms the seal.\n"
            "Do not use acetone or petrol on the window.\nClose the flap slowly after the fan has stopped.\nThe belt is 30 inches long.\n"
            "What happens if the flap is opened by hand?",
            "4 Oven",
        ),
        4: invented.record(
            "J-88", "work_order", "J-88: Fan howls", "Opened: 2026-04-02", "Closed: 2026-04-09", "Hours: 3.5", "Assigned to: Ada Berg",
            "Done: Oiled the bearing, play 12",
        ),
        6: invented.record("J-89", "work_order", "J-89: Belt", "Opened: 2026-04-03", "Hours: 2"),
        5: invented.record("57-1", "part", "Part 57-1: Fan", "Stock at Depot 4: 6 pcs", "Stock at Depot 9: 2 pcs"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The BX-7 Long has a chamber of 65 cm [1].",
        "The chamber of the BX-7K is 50 cm wider than that of the BX-7 [1].",
        "The BX-7 and the BX-7 Long both have a heater of 3 kW [1].",
        "When the fan howls, the bearing is dry and has to be oiled [2].",
        "Below 12 °C the glue is warmed for 60 minutes [3].",
        "Acetone and petrol are forbidden on the window [3].",
        "The belt is about 76 cm long [3].",
        "Ada Berg closed J-88 on 9 April 2026 after 3.5 hours [4].",
        "Depot 4 has six fans and Depot 9 has two [5].",
        "There are eight fans in all [5].",
        "J-88 took 3.5 hours [4].",
    ],
)
def test_shown(text: str, evidence: dict[int, Evidence]) -> None:
    assert judge(text, evidence).verdict in SHOWN, judge(text, evidence)


@pytest.mark.parametrize(
    "text",
    [
        "The BX-7 has a chamber of 65 cm [1].",
        "The BX-7 Long has a heater of 9 kW [1].",
        "If the fan howls, the hinge is bent [2].",
        "If the chamber stays cold, oil the bearing [2].",
        "Below 12 °C discard the glue [3].",
        "Close the flap quickly after the fan has stopped [3].",
        "J-88 was closed on 2 April 2026 [4].",
        "Depot 9 has six fans [5].",
        "The belt is about 70 cm long [3].",
        "J-88 was closed on 9 April 2026 and took 2 hours [4].",  # so did the other job
        "J-88 took 12 hours [4].",  # of 12 mm
    ],
)
def test_not_shown(text: str, evidence: dict[int, Evidence]) -> None:
    assert judge(text, evidence).verdict not in SHOWN, judge(text, evidence)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Fit the O-ring and the lid [3].", "stated"),
        ("Fit the O-ring and the seal [3].", "unsure"),
        ("The flap is opened by hand [3].", "quoted"),
    ],
)
def test_words_of_a_neighbour_or_of_a_question_are_not_stated(
    text: str, verdict: str, evidence: dict[int, Evidence]
) -> None:
    assert judge(text, evidence).verdict == verdict


@pytest.mark.parametrize("wanted", ["BX-7", "BX-7K"])
def test_a_value_without_a_name_is_of_the_machine_in_question(wanted: str, evidence: dict[int, Evidence]) -> None:
    judged = judge("The chamber is 40 cm wide [1].", evidence, question=f"How wide is the chamber of the {wanted}?")
    assert (judged.verdict in SHOWN) == (wanted == "BX-7"), judged


class Near:
    """An embedder to which all texts mean the same."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [[1.0, 0.0] for _ in texts]


def test_in_another_language_the_sources_line_stands_under_every_sentence(evidence: dict[int, Evidence]) -> None:
    judged = judge("Der Riemen ist 30 Zoll lang [3].", evidence, embedder=Near())
    assert (judged.verdict, judged.source) == ("unsure", "The belt is 30 inches long.")


@pytest.fixture
def joints(invented: ModuleType) -> dict[int, Evidence]:
    """Rows with a column of numbers, lists in cells, a bare number beside another cell's unit, and a row that the page prints with a merged cell."""
    rows = invented.table(
        "o6", "Joints", ("Joint", "Bolt", "Torque", "Passes", "Paste", "Interval", "Serial no."),
        ("Rim to hub", "M20, 60 off", "410 Nm", "50 %, 80 %, 100 %", "MP 32-01", "6 months", "all"),
        ("Rim to hub, inner side", "M16, 24 off", "210 Nm", "60 %, 100 %", "dry", "12 months", "all"),
        ("Fan guard", "M8, 4 off", "20 Nm ±2 Nm", "100 %", "MP 32-02", "24 months", "all"),
        ("Set screw, torque", "M6, 2 off", "3 Nm", "100 %", "MP 32-03", "9 months", "all"),
        ("Wind at rest, 10 min mean", "", "", "", "", "18 months", "from K7-20"),
    )  # fmt: skip
    return {1: rows.model_copy(update={"text": rows.text.replace("Fan guard M8, 4 off", "Fan guard 3) M8, 4 off")})}


@pytest.mark.parametrize(
    "text",
    [
        "The torque required for the rim to hub is 410 Nm [1].",
        "Rim to hub, inner side has a torque of 210 Nm and an interval of 12 months [1].",
        "For the fan guard, the interval is 24 months [1].",
        "The rim to hub (M20, 60 off) is tightened to 410 Nm in passes of 50 %, 80 % and 100 %, with MP 32-01 as paste [1].",
        "The paste of the set screw, torque is MP 32-03 [1].",
        "The fan guard has a torque of 20 Nm with a tolerance of +/-2 Nm [1].",
    ],
)
def test_a_row_is_said(text: str, joints: dict[int, Evidence]) -> None:
    assert judge(text, joints).verdict == "stated", judge(text, joints)


@pytest.mark.parametrize(
    "text",
    [
        "Rim to hub has passes of 60 %, 100 % [1].",  # 60 are bolts
        "For the rim to hub, the interval is 24 months [1].",  # printed of the fan guard
        "The rim to hub has an interval of 15 months [1].",  # what the column comes to on average
        "The fan guard has a bolt M8 and passes of 50 % [1].",  # the difference of two passes of another
        "Wind at rest, 10 min mean has an interval of 12 months [1].",
    ],
)
def test_another_rows_value_is_not(text: str, joints: dict[int, Evidence]) -> None:
    assert judge(text, joints).verdict not in SHOWN, judge(text, joints)


@pytest.fixture
def spans(invented: ModuleType) -> dict[int, Evidence]:
    return {
        1: invented.table(
            "o7", "Table 40: test", ("Bore DN", "Pressure bar"), ("up to 25", "24"), ("over 25 to 80", "18"), ("over 80 to 150", "12"),
        ),
        2: invented.table("o8", "Pipe", ("Bore DN", "Material"), ("up to 25", "copper"), ("over 25 to 80", "steel")),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A bore of DN 50 is tested at 18 bar [1].", True),
        ("If the bore is DN 100, the pressure is 12 bar [1].", True),
        ("A pipe of DN 50 is of steel [2].", True),
        ("For a bore up to 25, the pressure is 12 [1].", False),  # of another row, and within the span of this one
        ("For a bore over 25 to 80, the pressure is 40 [1].", False),  # the number of the table
        ("A bore of DN 50 is tested at 12 bar [1].", False),
    ],
)
def test_a_number_in_the_span_of_a_row_is_no_value_of_it(text: str, shown: bool, spans: dict[int, Evidence]) -> None:
    assert (judge(text, spans).verdict in SHOWN) == shown, judge(text, spans)


def test_a_list_that_is_not_whole_stands_above_its_own_line(joints: dict[int, Evidence]) -> None:
    assert judge("The rim to hub has passes of 50 %, 80 %, 100 % [1].", joints).verdict == "stated"
    assert judge("The rim to hub has passes of 50 % and 100 % [1].", joints).verdict == "unsure"


def test_two_sentences_of_one_text_may_be_put_into_one(evidence: dict[int, Evidence]) -> None:
    judged = judge("Warm the glue for one hour; the belt is 30 inches long [3].", evidence)
    assert judged.verdict in SHOWN
    merged = judge("With a belt of 30 inches the glue is warmed for one hour [3].", evidence)
    assert merged.verdict == "unsure", merged


def test_up_to_a_limit_something_may_go(invented: ModuleType) -> None:
    limits = {1: invented.table("o9", "Brake", ("Brake", "Gap when new", "Gap limit"), ("KB-3", "0.30 mm", "0.55 mm"), ("KB-2", "0.25 mm", "0.45 mm"))}  # fmt: skip
    assert judge("On the KB-3 the gap may grow to 0.55 mm [1].", limits).verdict in SHOWN
    assert judge("On the KB-3 the gap may grow to 0.45 mm [1].", limits).verdict not in SHOWN


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("1st pass at the rim to hub: 205 Nm (50 %) [1].", "derived"),
        ("- 80 %: 328 Nm [1]", "derived"),
        ("1st pass at the rim to hub: 328 Nm (50 %) [1].", "quoted"),
        ("1st pass at the rim to hub, inner side: 246 Nm (60 %) [1].", "quoted"),  # of the other joint
        ("The rim to hub is tightened to 328 Nm [1].", "quoted"),
    ],
)
def test_a_stated_share_of_a_value_is_worked_out(text: str, verdict: str, joints: dict[int, Evidence]) -> None:
    assert judge(text, joints).verdict == verdict, judge(text, joints)
