"""The embedded model's answer: whole blocks in the source's own words, or that nothing says it."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from agent.models.embedded.writing.blocks import cut
from agent.models.embedded.writing.finding import find
from agent.models.embedded.writing.machines import MachineScope, holds
from agent.models.embedded.writing.matching import lies_in
from agent.models.embedded.writing.quoting import write
from agent.models.embedded.writing.rivals import choices_left
from agent.question.header import Header, Machine
from agent.turn.found import NO_EVIDENCE
from domain.answers import Evidence
from domain.documents import PassageKind
from language.words import stems

TODAY = date(2026, 5, 4)


def passage(
    text: str,
    *,
    section: str = "4.2 Impeller",
    kind: PassageKind = "prose",
    order: int = 0,
    score: float = 8.0,
    table: tuple[tuple[str, ...], ...] = (),
    applies: bool = True,
    fields: dict[str, str] | None = None,
) -> Evidence:
    """A passage of an invented pump manual."""
    return Evidence(
        id=f"{section}/{order}",
        kind="manual",
        title="Bilge pump BP-4",
        text=text,
        document_id="bp4",
        section=section,
        section_id=section,
        page=12,
        order=order,
        passage_kind=kind,
        table=table,
        score=score,
        applies=applies,
        fields=fields or {},
    )


class WordVectors:
    """Stands in for the multilingual embedder: unlike texts have a cosine of .78, the same words 1."""

    name = "multilingual:words"

    def embed(self, texts: Sequence[str], kind: str = "query") -> npt.NDArray[np.float32]:
        del kind
        vectors = np.zeros((len(texts), 4097), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in stems(text, "en"):
                vectors[row, 1 + zlib.crc32(word[:6].encode()) % 4096] = 1
            vectors[row] *= np.sqrt(0.22) / max(float(np.linalg.norm(vectors[row])), 1.0)
            vectors[row, 0] = np.sqrt(0.78)
        return vectors


def lines(question: str, *found: Evidence, machine: Machine | None = None) -> list[str]:
    """What is written to a question."""
    return write(question, dict(enumerate(found, start=1)), Header(today=TODAY, machine=machine), (), WordVectors())


TORQUES = (("Screw", "Torque (Nm)", "Grease"), ("Impeller nut M12", "48", "dry"), ("Cover screw M8", "21", "paste"))


def rows(
    table: tuple[tuple[str, ...], ...] = TORQUES,
    *,
    order: int = 3,
    score: float = 8.0,
    caption: str = "Table 4 Torques",
) -> Evidence:
    """A table of the manual."""
    text = "\n".join(" ".join(row) for row in table)
    return passage(text, kind="table", table=table, order=order, score=score, fields={"caption": caption})


CODES = (
    ("Anzeige", "Ursache", "Abhilfe"),
    ("F 07", "12 s zu lang", "Band tauschen"),
    ("F 12", "Regler", "Prüfer rufen"),
)


class TestCodes:
    @pytest.mark.parametrize("question", ["F12?", "f-12", "What does F 12 mean?", "que significa F12"])
    def test_the_row_of_a_code_is_its_meaning_in_whatever_language(self, question: str) -> None:
        told = "\n".join(lines(question, rows(CODES, caption="")))

        assert "Prüfer rufen" in told
        assert "Band tauschen" not in told
        assert NO_EVIDENCE not in told

    def test_a_code_that_has_no_row_is_not_another_one(self) -> None:
        assert "Prüfer rufen" not in "\n".join(lines("F 1?", rows(CODES, caption=""))).partition(NO_EVIDENCE)[0]


class TestBlocks:
    def test_a_row_stands_under_its_header_with_exact_cells(self) -> None:
        told = lines("Torque of the cover screw?", rows())
        assert any(line.startswith("Screw: Cover screw M8; Torque (Nm): 21; Grease: paste [1]") for line in told)

    def test_steps_stay_together_over_passages_and_a_warning_between(self) -> None:
        told = lines(
            "How do I replace the impeller?",
            passage("Replace the impeller as follows:", order=1),
            passage("WARNING Sharp edges. Wear gloves.", kind="warning", order=2, score=0.0),
            passage("1. Close the sea cock.\n2. Take off the cover.", kind="procedure", order=3),
            passage("3. Pull the impeller.\n4. Fit the new one.", kind="procedure", order=4),
        )
        steps = [line.replace("**", "") for line in told if line.lstrip("*")[:1].isdigit() and line[1:2] == "."]
        assert steps == [
            "1. Close the sea cock. [3]",
            "2. Take off the cover. [3]",
            "3. Pull the impeller. [4]",
            "4. Fit the new one. [4]",
        ]

    def test_every_line_is_the_sources_own(self) -> None:
        found = [
            passage("The impeller is made of nitrile. It lasts 400 hours. Keep it away from fuel."),
            passage("1. Close the sea cock.\n2. Take off the cover.", kind="procedure", order=1),
            rows(),
        ]
        for line in lines("How long does the impeller last?", *found):
            text, _, n = line.replace("**", "").rpartition(" [")
            item = found[int(n.rstrip("]")) - 1]
            own = {item.section, item.fields.get("caption"), *item.text.split("\n")}
            assert text in own or any(text in str(one) for one in own) or item.table

    def test_a_number_finds_the_row_whose_range_holds_it(self) -> None:
        table = (("Shaft mm", "Grease g"), ("20-40", "15"), ("41-60", "30"), ("61-80", "55"))
        told = lines("How much grease for a 50 mm shaft?", rows(table, caption="Grease"))
        assert told[1].startswith("Shaft mm: 41-60; Grease g: 30")

    def test_a_long_job_is_cut_at_its_end_and_says_so(self) -> None:
        steps = "\n".join(
            f"{n}. Turn valve number {n} {'slowly and watch the gauge ' * 6}until it is shut." for n in range(1, 16)
        )
        told = lines("How do I shut the valves?", passage(steps, kind="procedure", section="7 Shut the valves"))
        assert told[-1].startswith("MISSING: ")
        assert told[-1].endswith("-15: 7 Shut the valves, p. 12")

    def test_cut_parts_nothing_twice(self) -> None:
        blocks = cut({1: rows(), 2: passage("A line.\nAnother line.")})
        assert len(blocks) == len({(block.kind, block.units) for block in blocks})


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


class TestSilence:
    def test_nothing_found_is_said(self) -> None:
        assert lines("What does the anchor weigh?") == [NO_EVIDENCE]

    def test_without_an_embedder_words_decide(self) -> None:
        told = write("Torque of the cover screw?", {1: rows()}, Header(today=TODAY), (), None)
        assert any("Cover screw M8" in line for line in told)

    def test_far_places_are_named_as_nearest_and_cited(self) -> None:
        far = passage("The paint of the hull is renewed every second spring.", section="9 Hull", score=0.5)
        told = lines("Who is the owner of the patent for the ejector nozzle?", far)
        assert told[0] == NO_EVIDENCE
        assert told[1:] == ["The paint of the hull is renewed every second spring. [1]"]


@pytest.mark.parametrize(
    ("value", "cell", "inside"),
    [
        (50, "41-60", True),
        (60, "over 60 to 80", False),
        (61, "over 60 to 80", True),
        (25, "up to 25", True),
        (26, "up to 25", False),
        (301, "> 300", True),
        (7, "M8", False),
    ],
)
def test_ranges_of_cells(value: float, cell: str, inside: bool) -> None:
    assert lies_in(value, cell, "en") is inside


class TestRecords:
    def told(self, question: str, evidence: Mapping[int, Evidence], machine: Machine | None = None) -> list[str]:
        return write(question, evidence, Header(today=TODAY, machine=machine), (), None)

    def test_an_alarms_actions_are_steps(self) -> None:
        text = "Alarm 77: Bilge high\nSeverity: stop\nMeaning: Water above the float.\nCause: Leak\nAction: Close the cock.\nAction: Pump."
        alarm = Evidence(id="alarm:77", kind="alarm", title="Alarm 77 Bilge high", text=text, source_id="77")
        assert self.told("What does alarm 77 mean?", {5: alarm}) == [
            "**Alarm 77: Bilge high** [5]",
            "- Severity: stop [5]",
            "- Meaning: Water above the float. [5]",
            "- Leak [5]",
            "1. Close the cock. [5]",
            "2. Pump. [5]",
        ]

    def test_the_total_stands_before_a_line_a_record(self) -> None:
        total = Evidence(
            id="work_order:written:1",
            kind="work_order",
            title="Open",
            text="4 work orders match status open.",
            fields={"found": "4"},
        )
        orders = {
            n: Evidence(
                id=f"work_order:J-{n}",
                kind="work_order",
                title=f"J-{n} Leak",
                text=f"J-{n}: Leak\nStatus: open\nCost: 12",
                source_id=f"J-{n}",
            )
            for n in range(2, 6)
        }
        assert self.told("Which jobs are open?", {1: total, **orders}) == [
            "4 work orders match status open. [1]",
            *(f"- J-{n}: Leak; Status: open [{n}]" for n in range(2, 6)),
        ]

    def test_the_field_asked_for_comes_first(self) -> None:
        part = Evidence(
            id="part:P1",
            kind="part",
            title="P1 Seal",
            text="Part P1: Seal\nStock at Depot: 3\nLead time: 9 days",
            source_id="P1",
        )
        assert self.told("What is the lead time of P1?", {1: part})[1] == "- Lead time: 9 days [1]"

    def test_the_machines_own_record_is_no_answer_by_itself(self) -> None:
        asset = Evidence(id="asset:B-1", kind="asset", title="B-1", text="B-1: BP400\nStatus: running", source_id="B-1")
        assert self.told("Torque of the cover screw?", {1: asset}, Machine(number=1, tag="B-1")) == [NO_EVIDENCE]
