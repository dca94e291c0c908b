"""Records beside the question, and records that answer it."""

from collections.abc import Mapping

from agent.models.embedded.talk.conversation import Call
from agent.question.header import Header, Machine
from agent.turn.found import NO_EVIDENCE
from domain.answers import Evidence
from domain.records import AlarmCode, WorkOrder
from tests.agent.embedded.writing.pump_manual import TODAY, WordVectors, lines, passage, written
from tools.evidence import alarm_evidence, work_order_evidence
from tools.findings import written_evidence


class TestRecordsBesideTheQuestion:
    """What the records hold of a machine or a person is no answer where it has none of what is asked."""

    card = Evidence(
        id="asset:BP-4",
        kind="asset",
        title="BP-4",
        text="BP-4: Bilge pump\nStatus: running\nHull: steel, built in Bergen",
        source_id="BP-4",
    )

    def told(self, question: str, *found: Evidence) -> list[str]:
        return lines(question, *found, self.card)

    def test_a_record_without_what_is_asked_is_nearest(self) -> None:
        far = passage("The paint of the hull is renewed every second spring.", section="9 Hull", score=0.5)
        told = self.told("Who owns the patent for the ejector nozzle?", far)
        assert told[0] == NO_EVIDENCE
        assert any("BP-4" in line for line in told)

    def test_a_record_with_it_answers(self) -> None:
        far = passage("Renew the anodes every second spring.", section="9 Hull", score=0.5)
        told = self.told("Where was the hull built?", far)
        assert NO_EVIDENCE not in told
        assert any("Bergen" in line for line in told)


def test_alarms_that_say_some_of_the_words_do_not_stand_beside_a_manual_that_answers() -> None:
    none = written_evidence("alarm", ['0 alarms say "axle" and "lag".'], fields={"found": "0"})
    near = alarm_evidence(AlarmCode(code="77", title="Axle hot", severity="stop", meaning="The axle is hot."))
    said = passage("AXLE LAG means that the base period is too short.", section="Error AXLE LAG")
    found = Call("find_alarms", {"words": ["axle", "lag"]}, evidence=(none, near))
    places, header = {1: none, 2: near, 3: said}, Header(today=TODAY)
    told = written("What does error AXLE LAG mean?", places, header, WordVectors(), calls=(found,))
    assert any("base period" in line for line in told)
    assert not any("[2]" in line for line in told)


class TestRecords:
    def told(self, question: str, evidence: Mapping[int, Evidence], machine: Machine | None = None) -> list[str]:
        return written(question, evidence, Header(today=TODAY, machine=machine))

    def test_an_alarms_actions_are_steps(self) -> None:
        alarm = AlarmCode(
            code="77",
            title="Bilge high",
            severity="stop",
            meaning="Water above the float.",
            causes=("Leak",),
            actions=("Close the cock.", "Pump."),
        )
        assert self.told("What does alarm 77 mean?", {5: alarm_evidence(alarm)}) == [
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
            n: work_order_evidence(WorkOrder(number=f"J-{n}", title="Leak", status="open", cost=12))
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
