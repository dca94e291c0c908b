"""Which warnings govern a step or a value, and what may not be shown: on a made-up manual."""

from collections.abc import Sequence

import pytest

from agent.safety.guarding import Guard, Stop
from agent.safety.warnings import governing
from domain.answers import Evidence
from domain.documents import Document, Passage, Section
from domain.errors import NacelleError, Unavailable
from domain.records import AlarmCode
from tests.fakes import ShelfOfPassages
from tools.evidence import alarm_evidence, passage_evidence
from tools.phrases.saying import label

DOCUMENT = Document(id="doc", title="Press manual", path="press.pdf", number="OM-9", revision="B", language="en")
HEADINGS = {"s1": "1 Safety", "s7": "7 Hydraulics", "s71": "7.1 Hose", "s72": "7.2 Pressures", "s8": "8 Paint"}
ABOVE = {"s71": "7 Hydraulics", "s72": "7 Hydraulics"}
HOSE = "1. Open the hydraulic line at the accumulator.\n2. Fit the new hose."


def evidence(place: str, kind: str, text: str, order: int = 50, level: str = "") -> Passage:
    return Passage.model_validate(
        {
            "id": f"{place}-{order}",
            "document_id": "doc",
            "section_id": place,
            "kind": kind,
            "text": text,
            "page": 3,
            "order": order,
            "level": level,
        }
    )


def warning(place: str, level: str, text: str, order: int) -> Passage:
    return evidence(place, "warning", f"{level.upper()} {text}", order, level)


class Shelf(ShelfOfPassages):
    def __init__(self, *passages: Passage) -> None:
        sections = [
            Section(
                id=name,
                document_id="doc",
                title=heading,
                number=heading.split()[0],
                path=tuple(filter(None, (ABOVE.get(name, ""), heading))),
            )
            for name, heading in HEADINGS.items()
        ]
        super().__init__(DOCUMENT, sections, passages)

    def as_evidence(self, passage: Passage) -> Evidence:
        return passage_evidence(passage, DOCUMENT, self.section(passage.section_id))


def told(shelf: Shelf, passage: Passage) -> list[str]:
    return [each.text for each in governing(shelf.as_evidence(passage), shelf)]  # pyright: ignore[reportArgumentType]


def guard(shelf: Shelf) -> Guard:
    return Guard(shelf)  # pyright: ignore[reportArgumentType]


def shown(given: Sequence[object] | Stop) -> list[str]:
    assert not isinstance(given, Stop)
    return [each.evidence.text for each in given]  # pyright: ignore[reportAttributeAccessIssue]


def test_a_step_has_the_warnings_of_its_section_and_of_the_headings_above_gravest_first() -> None:
    job = evidence("s71", "procedure", HOSE)
    shelf = Shelf(
        job,
        warning("s71", "caution", "Hot oil.", 1),
        warning("s7", "danger", "Stored pressure kills.", 2),
        warning("s8", "danger", "Paint burns.", 3),
    )
    assert told(shelf, job) == ["DANGER Stored pressure kills.", "CAUTION Hot oil."]


def test_of_many_warnings_the_gravest_and_then_the_nearest_are_kept() -> None:
    job = evidence("s71", "procedure", HOSE, 20)
    many = [warning("s71", "warning", f"Number {n}.", n) for n in range(10)]
    assert told(Shelf(job, *many, warning("s71", "danger", "Last.", 90)), job) == [
        "DANGER Last.",
        *(f"WARNING Number {n}." for n in range(5, 10)),
    ]


def test_a_warning_among_the_steps_governs_the_step_before_it_and_those_behind_it() -> None:
    first, second, third = (evidence("s71", "procedure", f"{n}. {HOSE}", 10 * n) for n in (1, 2, 3))
    ahead, among = warning("s71", "caution", "Hot oil.", 5), warning("s71", "danger", "Stored pressure kills.", 25)
    shelf = Shelf(first, second, third, ahead, among)
    both = [among.text, ahead.text]
    assert [told(shelf, step) for step in (first, second, third)] == [[ahead.text], both, both]
    last = warning("s71", "danger", "Never alone.", 90)
    assert told(Shelf(first, second, ahead, last), first) == [last.text, ahead.text], "one behind all steps governs all"
    assert told(Shelf(first, second, third, among), first) == [among.text], "no step goes without those of its section"


def test_dangerous_work_without_its_own_warnings_has_those_of_the_safety_chapter() -> None:
    job = evidence("s71", "procedure", HOSE)
    chapter = warning("s1", "warning", "Lock out the pump before any work.", 1)
    assert told(Shelf(job, chapter), job) == [chapter.text]
    paint = evidence("s8", "procedure", "1. Paint the cover.")
    assert told(Shelf(paint, chapter), paint) == []


def test_of_the_warnings_beside_a_step_the_grave_ones_that_speak_of_the_same_are_shown() -> None:
    job = evidence("s71", "procedure", HOSE)
    same = warning("s72", "danger", "Nobody stands at the hydraulic accumulator.", 1)
    light = warning("s72", "caution", "The hydraulic accumulator is heavy.", 2)
    assert told(Shelf(job, same, light, warning("s72", "danger", "Paint burns.", 3)), job) == [same.text]


def test_a_pressure_alone_stops_no_step() -> None:
    job = evidence("s71", "procedure", "1. Read the gauge: 60 bar.")
    shelf = Shelf(job)
    assert guard(shelf).before([shelf.as_evidence(job)], 0) == []


@pytest.mark.parametrize("kind", ["table", "prose"])
def test_a_plain_value_in_a_dangerous_chapter_is_neither_stopped_nor_warned_of(kind: str) -> None:
    value = evidence("s72", kind, "Nominal pressure | 210 bar")
    shelf = Shelf(value, warning("s7", "danger", "Oil jets cut skin.", 1), warning("s1", "danger", "Lock out.", 2))
    assert told(shelf, value) == []
    assert guard(shelf).before([shelf.as_evidence(value)], 0) == []


def test_a_value_has_the_grave_warnings_of_its_own_section_that_speak_of_the_same() -> None:
    value = evidence("s72", "table", "Relief valve setting | 240 bar")
    same = warning("s72", "danger", "Never raise the setting of the relief valve.", 1)
    shelf = Shelf(
        value, same, warning("s72", "danger", "Hot surfaces.", 2), warning("s72", "notice", "The relief valve hums.", 3)
    )
    assert told(shelf, value) == [same.text]


def test_a_torque_that_belongs_to_a_job_has_the_warnings_of_the_job() -> None:
    torque = evidence("s71", "table", "Union | 85 Nm")
    own = warning("s71", "caution", "Hot oil.", 1)
    assert told(Shelf(torque, evidence("s71", "procedure", HOSE), own), torque) == [own.text]


def test_steps_that_are_nowhere_made_safe_are_stopped_but_a_ban_is_not() -> None:
    job = evidence("s71", "procedure", HOSE)
    shelf = Shelf(job)
    stop = guard(shelf).before([shelf.as_evidence(job)], 0, "1. Open the hydraulic line at the accumulator.")
    assert isinstance(stop, Stop)
    assert stop.gap.source == "warnings"
    assert guard(shelf).before([shelf.as_evidence(job)], 0, "Do not attempt a remote restart of the pump.") == []


def test_a_prerequisite_in_plain_words_is_enough() -> None:
    job = evidence("s71", "procedure", HOSE)
    shelf = Shelf(evidence("s71", "prose", "Isolate the pump and release the pressure first.", 1), job)
    assert guard(shelf).before([shelf.as_evidence(job)], 0) == []


def test_a_warning_is_shown_once_and_knows_every_claim_that_it_governs() -> None:
    job, value = evidence("s71", "procedure", HOSE), evidence("s72", "table", "Nominal pressure | 210 bar")
    hot, again = warning("s71", "caution", "Hot  oil.", 1), warning("s7", "caution", "Hot oil.", 2)
    shelf = Shelf(job, value, hot, again, warning("s72", "danger", "The pressure stays on.", 3))
    own = guard(shelf)
    assert shown(own.before([shelf.as_evidence(value)], 0)) == ["DANGER The pressure stays on."]
    assert len(shown(own.before([shelf.as_evidence(job)], 1))) == 1
    assert own.before([shelf.as_evidence(job)], 2) == []
    assert own.governed() == {0: (0,), 1: (1, 2)}


def test_warnings_that_cannot_be_read_stop_steps_and_leave_values() -> None:
    job, value = evidence("s71", "procedure", HOSE), evidence("s72", "table", "Nominal pressure | 210 bar")
    shelf = Shelf(job, value)
    job_evidence, value_evidence = shelf.as_evidence(job), shelf.as_evidence(value)

    class Unreadable(Shelf):
        def section(self, section_id: str) -> Section:
            raise Unavailable(f"{section_id} is being indexed anew.")

    broken = guard(Unreadable(job, value))
    stop = broken.before([value_evidence, job_evidence], 0)
    assert isinstance(stop, Stop)
    assert stop.reason == "s71 is being indexed anew."
    assert broken.before([value_evidence], 0) == []
    with pytest.raises(NacelleError):
        governing(job_evidence, Unreadable(job))  # pyright: ignore[reportArgumentType]


def test_a_claim_that_is_stopped_governs_nothing() -> None:
    job, other = evidence("s71", "procedure", HOSE), evidence("s8", "procedure", "1. Climb the mast.")
    shelf = Shelf(job, other, warning("s71", "caution", "Hot oil.", 1))
    own = guard(shelf)
    assert isinstance(own.before([shelf.as_evidence(job), shelf.as_evidence(other)], 0), Stop)
    assert shown(own.before([shelf.as_evidence(job)], 0)) == ["CAUTION Hot oil."]


def test_an_alarm_has_the_gravest_warning_of_each_section_that_it_sends_to() -> None:
    shelf = Shelf(warning("s71", "caution", "Hot oil.", 1), warning("s7", "danger", "Stored pressure.", 2))
    alarm = Evidence(id="a", kind="alarm", title="41", text="Action: replace the hose, OM-9 section 7.1.")
    assert [each.text for each in governing(alarm, shelf)] == ["DANGER Stored pressure."]  # pyright: ignore[reportArgumentType]
    assert guard(shelf).before([alarm.model_copy(update={"text": "Action: climb up."})], 0) == []


@pytest.mark.parametrize("kind", ["work_order", "part", "asset"])
def test_records_are_not_warned_of(kind: str) -> None:
    record = Evidence.model_validate({"id": "r", "kind": kind, "title": "r", "text": "Opened the hydraulic line."})
    assert guard(Shelf()).before([record], 0) == []


@pytest.mark.parametrize(
    ("claim", "warned"),
    [
        ("Alarm 77: Hose pressure low", False),
        ("The pressure of the hose has fallen.", False),
        ("Do not reset it again and again.", False),
        ("- {model}: OM-9", False),
        ("- {reset}: local", False),
        ("Change the hose (OM-9 7.1).", True),
        ("Replace that hose as in OM-9 section 7.1.", True),
        ("Fit another gauge to the tank.", True),
        ("Slangen skiftes.", True),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "hi"])
def test_the_warnings_of_an_alarms_procedure_belong_to_its_steps(claim: str, warned: bool, language: str) -> None:
    alarm = alarm_evidence(
        AlarmCode(
            code="77",
            title="Hose pressure low",
            models=("OM-9",),
            reset="local",
            meaning="The pressure of the hose has fallen",
            actions=("Do not reset again and again", "Change the hose (OM-9 7.1)", "Fit another gauge to the tank"),
        ),
        language,
    )
    shelf = Shelf(evidence("s71", "procedure", HOSE), warning("s71", "danger", "Stored pressure kills.", 1))
    said = claim.format(model=label("model", language), reset=label("reset", language))
    given = guard(shelf).before([alarm], 0, said)
    assert bool(shown(given)) == warned


def test_a_line_quoted_with_the_head_of_its_alarm_has_its_own_warnings_alone() -> None:
    actions = ("Change the hose (OM-9 7.1)", "Read the pressures of the hose (OM-9 7.2)", "Paint the hose")
    alarm = alarm_evidence(AlarmCode(code="77", title="Hose pressure low", meaning="The hose", actions=actions))
    kills, reads = warning("s71", "danger", "Stored pressure kills.", 1), warning("s72", "danger", "Oil sprays.", 2)
    shelf = Shelf(evidence("s71", "procedure", HOSE), evidence("s72", "procedure", HOSE, 51), kills, reads)
    both = f"3. {alarm.text.split(chr(10))[0]}; Action: Read the pressures of the hose (OM-9 7.2)"
    assert shown(guard(shelf).before([alarm], 0, both)) == [reads.text]
    other = f"{alarm.text.split(chr(10))[0]}: change the hose first"
    assert kills.text in shown(guard(shelf).before([alarm], 0, other)), "words of its own are held against all lines"


def test_a_warning_knows_the_steps_of_an_alarm_that_it_governs_alone() -> None:
    fallen, actions = "The pressure has fallen", ("Change the hose (OM-9 7.1)",)
    alarm = alarm_evidence(AlarmCode(code="77", title="Hose pressure low", meaning=fallen, actions=actions))
    shelf = Shelf(evidence("s71", "procedure", HOSE), warning("s71", "danger", "Stored pressure kills.", 1))
    own = guard(shelf)
    for at, claim in enumerate(
        ("Alarm 77: Hose pressure low", "The pressure has fallen.", "Change the hose (OM-9 7.1).")
    ):
        own.before([alarm], at, claim)
    assert own.governed() == {0: (2,)}
