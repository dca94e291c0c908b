"""Lines about another thing than the one asked about, and what a question leaves open."""

from collections.abc import Sequence

import pytest

from agent.models.embedded.writing.finding import find
from agent.models.embedded.writing.machines import MachineScope, holds
from agent.models.embedded.writing.rivals import choices_left
from agent.question.header import Header, Machine
from agent.turn.found import NO_EVIDENCE
from domain.answers import Evidence
from tests.agent.embedded.writing.pump_manual import TODAY, WordVectors, lines, passage, rows


class TestAnotherThing:
    def test_another_qualifier_does_not_stand_first(self) -> None:
        table = (("Joint", "Torque"), ("Rotor lock housing bolts", "800 Nm"), ("Main bearing housing bolts", "3550 Nm"))
        told = lines("Torque of the main bearing housing bolts?", rows(table, caption="Torques"))
        assert "3550" in next(line for line in told if "Nm" in line)

    def test_what_does_not_apply_is_no_answer(self) -> None:
        told = lines("Torque of the cover screw?", rows().model_copy(update={"applies": False}))
        assert told == [NO_EVIDENCE]

    def test_columns_and_rows_of_other_machines_are_left_out(self) -> None:
        table = (("Check", "BP400", "BP600"), ("Wear limit of the cam", "2 mm", "3 mm"))
        item = rows(table, caption="Limits").model_copy(update={"fields": {"models": "Pump BP400, Pump BP600"}})
        told = "\n".join(lines("Wear limit of the cam?", item, machine=Machine(model="Pump BP600")))
        assert "3 mm" in told
        assert "2 mm" not in told

    @pytest.mark.parametrize(
        ("text", "serial", "expected"),
        [
            ("A-100 to A-119: 12 Nm", "A-110", (True,)),
            ("A-100 to A-119: 12 Nm", "A-120", (False,)),
            ("A-120 and up", "A-150", (True,)),
            ("up to A-119", "A-120", (False,)),
            ("from A-120", "A-120", (True,)),
            ("no serial here", "A-120", ()),
        ],
    )
    def test_ranges_of_serial_numbers(self, text: str, serial: str, expected: tuple[bool, ...]) -> None:
        assert holds(text, serial) == expected

    def test_a_machine_of_unknown_model_excludes_nothing(self) -> None:
        assert MachineScope.of("", "", [rows()]).is_meant("BP600 only")

    def test_a_model_of_short_words_is_the_one_written_as_one(self) -> None:
        scope = MachineScope.of(
            "HX 20", "HX20-0101", [rows().model_copy(update={"fields": {"models": "HX 35, HX 20"}})]
        )

        assert scope.is_meant("Cover bolts ; 88 Nm ; HX20-0100 to HX20-0199")
        assert not scope.is_meant("Cover bolts ; 62 Nm ; HX20-0001 to HX20-0099")
        assert not scope.is_meant("Cover bolts ; 95 Nm ; HX35")

    @pytest.mark.parametrize(
        ("model", "shown", "hidden"),
        [("FX 25", "185", "210"), ("FX 30", "210", "185"), ("FX-30", "210", "185"), ("FX 25 L", "190", "185")],
    )
    def test_of_columns_named_by_models_only_the_machines_own(self, model: str, shown: str, hidden: str) -> None:
        valves = (("Item", "FX 25", "FX 25 L", "FX 30"), ("Relief valve", "185 bar", "190 bar", "210 bar"))
        item = rows(valves, caption="Hydraulics").model_copy(update={"fields": {"models": "FX 25, FX 30"}})
        told = "\n".join(lines("Setting of the relief valve?", item, machine=Machine(model=model)))
        assert shown in told
        assert hidden not in told


LIMITS = (("Check", "BP400", "BP600"), ("Wear of the cam", "2 mm", "3 mm"))


BEARINGS = (("Bearing", "Grease (g)", "Type"), ("Drive end", "14", "6308"), ("Non-drive end", "9", "6306"))


TWO_PANELS = (
    passage("The alarm list is cleared with key S3.", section="6.1 Panel A"),
    passage("The alarm list is cleared in the menu Service.", section="6.2 Panel B", score=7.9),
)


class TestLeftOpen:
    """Which of several is meant is asked where places that answer differ by a word that nobody has said."""

    def choices(self, question: str, *found: Evidence, machine: Machine | None = None) -> list[str]:
        header = Header(today=TODAY, machine=machine)
        return choices_left(find(question, dict(enumerate(found, start=1)), header, WordVectors()))

    @pytest.mark.parametrize(
        ("question", "found", "expected"),
        [
            ("Wear of the cam?", [rows(LIMITS, caption="Limits")], ["BP400", "BP600"]),
            ("How is the alarm list cleared?", TWO_PANELS, ["Panel A", "Panel B"]),
        ],
    )
    def test_what_tells_them_apart_is_offered(
        self, question: str, found: Sequence[Evidence], expected: list[str]
    ) -> None:
        assert sorted(self.choices(question, *found)) == expected

    @pytest.mark.parametrize(
        ("question", "found"),
        [
            ("Wear of the cam of BP600?", [rows(LIMITS, caption="Limits")]),
            ("How much grease for the bearing?", [rows(BEARINGS, caption="Lubrication")]),
            ("How is the alarm list cleared on panel B?", TWO_PANELS),
            ("Torque of the cover screw?", [rows()]),
            ("How is the alarm list cleared?", TWO_PANELS[:1]),
        ],
    )
    def test_what_is_said_is_not_asked(self, question: str, found: Sequence[Evidence]) -> None:
        assert self.choices(question, *found) == []

    def test_the_machine_settles_it(self) -> None:
        item = rows(LIMITS, caption="Limits").model_copy(update={"fields": {"models": "Pump BP400, Pump BP600"}})
        assert self.choices("Wear of the cam?", item, machine=Machine(model="Pump BP600")) == []
