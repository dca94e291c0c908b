"""Which tools the embedded model calls, from messages alone: records of a bottling plant and a harbour, in several languages."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from agent.models.embedded.planning import next_calls
from agent.models.embedded.talk.thread import conversation_of
from agent.models.embedded.telling import told
from agent.question.header import Header, Machine, Named, with_header
from agent.turn.found import Found
from domain.answers import Evidence

TODAY = date(2026, 11, 29)
Frames = Mapping[str, float]


def asked(
    question: str, *named: tuple[str, str] | tuple[str, str, str], language: str = "en", **more: Any
) -> AnyMessage:
    things = tuple(Named(kind=one[0], value=one[1], said=one[-1]) for one in named)
    return HumanMessage(with_header(question, Header(today=TODAY, language=language, named=things, **more)))


def found(name: str, args: dict[str, Any], *evidence: Evidence, status: Any = "ok", at: int = 1) -> list[AnyMessage]:
    call = {"name": name, "args": args, "id": f"c{at}"}
    numbers = tuple(range(at, at + len(evidence)))
    result = Found(name=name, status=status, numbers=numbers, evidence=evidence)
    return [AIMessage("", tool_calls=[call]), ToolMessage("", tool_call_id=f"c{at}", artifact=result)]


def plan(messages: Sequence[AnyMessage], frames: Frames) -> list[tuple[str, dict[str, Any]]]:
    return next_calls(conversation_of(messages), frames)


def evidence(kind: str, source: str, text: str, **more: Any) -> Evidence:
    return Evidence.model_validate(
        {"id": f"{kind}:{source}", "kind": kind, "title": text, "text": text, "source_id": source} | more
    )


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What does alarm 309 mean?", "en"),
        ("Was bedeutet Alarm 309?", "de"),
        ("Hvad betyder alarm 309?", "da"),
        ("¿Qué significa la alarma 309?", "es"),
        ("O que significa o alarme 309?", "pt"),
        ("अलार्म 309 का क्या मतलब है?", "hi"),
    ],
)
def test_an_alarm_named_is_looked_up(question: str, language: str) -> None:
    calls = plan([asked(question, ("alarm", "309"), language=language)], {"alarm": 0.9})
    assert calls == [("lookup_alarm", {"code": "309"})]


def test_an_alarm_and_its_part() -> None:
    question = asked("309: which part do I need and is it in stock?", ("alarm", "309"))
    frames = {"alarm": 0.6, "stock": 0.8}
    alarm = evidence("alarm", "309", "Alarm 309: Belt slips\nAction: Fit belt 100-445-7.")
    assert plan([question], frames) == [("lookup_alarm", {"code": "309"})]
    assert plan([question, *found("lookup_alarm", {"code": "309"}, alarm)], frames) == [
        ("find_parts", {"query": "100-445-7"})
    ]


def test_an_unknown_alarm_is_sought_in_the_manuals() -> None:
    question = asked("alarm 999?", ("unknown_alarm", "999"))
    calls = plan([question, *found("lookup_alarm", {"code": "999"}, status="empty")], {"alarm": 0.9})
    assert calls == [("search_manuals", {"query": "alarm 999"})]


@pytest.mark.parametrize(
    ("question", "language", "named", "expected"),
    [
        ("how many corrective jobs on M-01 in 2025", "en", [("kind", "PM01 Breakdown", "corrective"), ("asset", "M-01"), ("period", "2025-01-01..2025-12-31", "2025")],
         {"where": {"kind": "PM01 Breakdown", "asset": "M-01"}, "since": "2025-01-01", "until": "2025-12-31"}),
        ("wie viele Aufträge sind offen", "de", [("status", "open", "offen")], {"where": {"status": "open"}}),
        ("how many work orders per component", "en", [], {"by": "component"}),
        ("hvor mange ordrer pr. tekniker", "da", [], {"by": "assigned_to"}),
        ("jobs per func location", "en", [("field", "FuncLocation", "func location")], {"by": "FuncLocation"}),
    ],
)  # fmt: skip
def test_counts(question: str, language: str, named: list[Any], expected: dict[str, Any]) -> None:
    assert plan([asked(question, *named, language=language)], {"count": 0.9}) == [("count_work_orders", expected)]


@pytest.mark.parametrize(
    ("question", "language", "by"),
    [
        ("which machine has the most work orders", "en", "asset"),
        ("welche Komponente hat die meisten Aufträge", "de", "component"),
        ("¿qué técnico tiene más órdenes?", "es", "assigned_to"),
        ("que máquina tem mais ordens", "pt", "asset"),
    ],
)
def test_ranks_are_counted_by_what_is_compared(question: str, language: str, by: str) -> None:
    name, args = plan([asked(question, language=language)], {"rank": 0.9})[0]
    assert (name, args["by"]) == ("count_work_orders", by)


def test_single_orders_are_ranked_by_their_figure() -> None:
    name, args = plan([asked("the most expensive job in Lund", ("site", "Lund"))], {"rank": 0.9})[0]
    assert (name, args["of"], args["how"], args["where"]) == ("total_work_orders", "cost", "highest", {"site": "Lund"})


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("which machine cost us the most hours", "en"),
        ("welche Maschine hat uns die meisten Stunden gekostet", "de"),
        ("quelle machine nous a coûté le plus d'heures", "fr"),
        ("qué máquina nos costó más horas", "es"),
        ("vilken maskin har kostat oss flest timmar", "sv"),
    ],
)
def test_what_most_is_said_of_is_ranked_by(question: str, language: str) -> None:
    calls = plan([asked(question, language=language)], {"rank": 0.95})
    assert calls[0] == ("total_work_orders", {"of": "hours", "how": "sum", "by": "asset"})


def test_documents_are_listed_by_their_kind_and_what_they_are_about() -> None:
    frames = {"documents": 0.9}
    asset = ("asset", "M-02")
    assert plan([asked("which bulletins apply to M-02", asset)], frames) == [("find_documents", {"kind": "bulletin"})]
    calls = plan([asked("gibt es ein Bulletin zur Hydraulikpumpe", language="de")], frames)
    assert calls[0] == ("find_documents", {"kind": "bulletin", "about": "hydraulikpumpe"})


@pytest.mark.parametrize(
    ("question", "language"),
    [("what was done on the escalator M-02", "en"), ("was wurde an der Rolltreppe M-02 gemacht", "de"), ("qu'a-t-on fait sur le compresseur M-02", "fr")],
)  # fmt: skip
def test_what_the_machine_is_called_beside_its_tag_narrows_nothing(question: str, language: str) -> None:
    calls = plan([asked(question, ("asset", "M-02"), language=language)], {"list": 0.9})
    assert calls[0][1]["where"] == {"asset": "M-02"}
    assert "text" not in calls[0][1]


def test_a_word_that_asks_when_narrows_nothing() -> None:
    calls = plan([asked("når ble M-02 sist på service", ("asset", "M-02"), language="no")], {"last": 0.9})
    assert all("unused" not in args for _, args in calls)


def test_totals() -> None:
    calls = plan([asked("average hours on M-02", ("asset", "M-02"))], {"total": 0.9})
    assert calls == [("total_work_orders", {"of": "hours", "how": "mean", "where": {"asset": "M-02"}})]


def test_orders_are_listed_for_the_machine_in_question() -> None:
    question = asked("what is still open here?", ("status", "open"), machine=Machine(number=1, tag="Pump 3"))
    name, args = plan([question], {"list": 0.9})[0]
    assert (name, args["where"]) == ("find_work_orders", {"status": "open", "asset": "Pump 3"})


@pytest.mark.parametrize(
    ("frames", "tool"),
    [
        ({"machine": 0.9}, "get_asset"),
        ({"machines": 0.9}, "find_assets"),
        ({"similar": 0.9}, "find_similar_cases"),
        ({"revisions": 0.9}, "compare_revisions"),
        ({"stock": 0.9}, "find_parts"),
        ({"manual": 0.9}, "search_manuals"),
        ({"manual": 0.2, "list": 0.2}, "search_manuals"),
    ],
)
def test_every_frame_has_its_tool(frames: Frames, tool: str) -> None:
    question = asked("belt tensioner of the capper on M-01", ("asset", "M-01"), machine=Machine(tag="M-01"))
    assert tool in {name for name, _ in plan([question], frames)}


def test_what_was_called_is_not_called_again_by_whomever() -> None:
    question = asked("What does alarm 309 mean?", ("alarm", "309"))
    alarm = evidence("alarm", "309", "Alarm 309: Belt slips")
    assert plan([question, *found("lookup_alarm", {"code": "309"}, alarm)], {"alarm": 0.9}) == []


def test_an_alarm_that_means_two_things_asks_for_the_machine_once() -> None:
    question = asked("What does alarm 41 mean?", ("alarm", "41"))
    both = [
        evidence("alarm", "41", "Alarm 41: Brake worn", fields={"models": "Krona 300"}),
        evidence("alarm", "41b", "Alarm 41: Overload", fields={"models": "Astra 9"}),
    ]
    looked_up = [question, *found("lookup_alarm", {"code": "41"}, *both)]
    name, args = plan(looked_up, {"alarm": 0.9})[0]
    assert (name, args["choices"]) == ("ask_person", ["Krona 300", "Astra 9"])
    reply = with_header("no idea", Header(today=TODAY))
    call = {"name": "ask_person", "args": args, "id": "ask"}
    asked_once = [*looked_up, AIMessage("", tool_calls=[call]), ToolMessage(reply, tool_call_id="ask")]
    assert plan(asked_once, {"alarm": 0.9}) == []


def test_a_reply_completes_the_question() -> None:
    call = {"name": "ask_person", "args": {"question": "Which?", "choices": ["Krona 300", "Astra 9"]}, "id": "ask"}
    reply = with_header(
        "the second", Header(today=TODAY, named=(Named(kind="model", value="Astra 9", said="Astra 9"),))
    )
    messages = [
        asked("How tight is the belt?"),
        AIMessage("", tool_calls=[call]),
        ToolMessage(reply, tool_call_id="ask"),
    ]
    talk = conversation_of(messages)
    assert talk.question == "How tight is the belt? (Astra 9)"
    assert talk.header.values("model") == ["Astra 9"]
    assert talk.replied


def test_a_question_about_nothing_is_asked_back_once() -> None:
    assert plan([asked("How do I replace it?")], {"manual": 0.9})[0][0] == "ask_person"
    assert plan([asked("How do I replace the belt?")], {"manual": 0.9})[0][0] == "search_manuals"


@pytest.mark.parametrize(
    ("first", "then", "language", "named"),
    [
        ("belt tension on M-01?", "and on M-02?", "en", [("asset", "M-02")]),
        ("Riemenspannung an M-01?", "und an der M-02?", "de", [("asset", "M-02")]),
        ("remspænding på M-01?", "og på M-02?", "da", [("asset", "M-02")]),
        ("tensión de la correa en M-01?", "y en la M-02?", "es", [("asset", "M-02")]),
        ("tensão da correia na M-01?", "e na M-02?", "pt", [("asset", "M-02")]),
    ],
)
def test_a_question_that_leans_on_the_last_one(first: str, then: str, language: str, named: list[Any]) -> None:
    before = asked(first, ("asset", "M-01"), language=language)
    name, args = plan([before, AIMessage("17 N [1]"), asked(then, *named, language=language)], {"manual": 0.9})[0]
    assert name == "search_manuals"
    assert any(word in args["query"] for word in ("tension", "Riemen", "rem", "tensión", "tensão"))


def test_do_we_have_two_is_about_the_part_just_shown() -> None:
    part = evidence("part", "100-445-7", "Part 100-445-7: Belt")
    before = [
        asked("which belt for 309?", ("alarm", "309")),
        *found("find_parts", {"query": "belt"}, part),
        AIMessage("100-445-7 [1]"),
    ]
    assert plan([*before, asked("do we have two?")], {"stock": 0.9}) == [("find_parts", {"query": "100-445-7"})]


def test_a_new_question_does_not_lean() -> None:
    before = [asked("alarm 309?", ("alarm", "309")), AIMessage("Belt slips [1]")]
    talk = conversation_of([*before, asked("how do I grease the main bearing of the capper")])
    assert talk.question == "how do I grease the main bearing of the capper"
    assert not talk.header.values("alarm")


@pytest.mark.parametrize(
    ("question", "language", "call"),
    [
        ("convert 95 Nm to ft lb", "en", ("convert", {"value": "95", "unit": "Nm", "to": "ft lb"})),
        ("how many psi is 120 bar?", "en", ("convert", {"value": "120", "unit": "bar", "to": "psi"})),
        ("was sind 40 mm in Zoll?", "de", ("convert", {"value": "40", "unit": "mm", "to": "Zoll"})),
        ("combien coûtent 5 % de 1350 EUR ?", "fr", ("calculate", {"expression": "5 % * 1350"})),
        ("quanto è il 3 % di 2250 Nm", "it", ("calculate", {"expression": "3 % * 2250 Nm"})),
    ],
)
def test_what_is_to_be_worked_out_is_read_from_the_quantities(
    question: str, language: str, call: tuple[str, dict[str, Any]]
) -> None:
    assert plan([asked(question, language=language)], {"calculate": 0.95}) == [call]


@pytest.mark.parametrize(
    ("question", "states", "status"),
    [
        ("Which machines are not running?", ("running",), "not running"),
        ("Which machines are running or slow?", ("running", "running, slow"), "running|running, slow"),
    ],
)
def test_machines_in_a_state_or_in_none_of_them(question: str, states: tuple[str, ...], status: str) -> None:
    named = [("machine_status", state, state.split(", ")[-1]) for state in states]
    assert ("find_assets", {"status": status}) in plan([asked(question, *named)], {"machines": 0.9})


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Which machines had alarm 309?", "en"),
        ("Welche Maschinen hatten den Alarm 309?", "de"),
        ("Quelles machines ont eu l'alarme 309 ?", "fr"),
        ("¿Qué máquinas tuvieron la alarma 309?", "es"),
    ],
)
def test_machines_that_had_an_alarm_are_told_by_their_jobs(question: str, language: str) -> None:
    calls = plan([asked(question, ("alarm", "309"), language=language)], {"alarm": 0.9})
    assert calls == [("find_assets", {"jobs": {"alarm_code": "309"}})]


@pytest.mark.parametrize(
    ("question", "language", "called"),
    [
        ("Which gaskets are below minimum stock?", "en", "gaskets"),
        ("Welche Dichtungen sind nicht auf Lager?", "de", "dichtungen"),
        ("Vilka artiklar måste beställas?", "sv", ""),
    ],
)
def test_what_parts_are_called_narrows_those_that_are_so(question: str, language: str, called: str) -> None:
    ((name, args),) = plan([asked(question, language=language)], {"stock": 0.9})
    assert (name, args.get("query", "")) == ("find_parts", called)


@pytest.mark.parametrize(
    ("question", "head", "language"),
    [
        ("Which presses stand still, and why?", "Which presses stand still,", "en"),
        ("Hvilke presser står stille og hvorfor?", "Hvilke presser står stille", "da"),
        ("Welche Pressen stehen still und warum?", "Welche Pressen stehen still", "de"),
    ],
)
def test_a_bare_why_behind_a_question_asks_for_no_other_kind_of_thing(question: str, head: str, language: str) -> None:
    talk = conversation_of([asked(question, language=language)])
    assert told(talk, lambda text: {"machines": 0.9 if text == head else 0.1})["machines"] == 0.9


def over_orders(*turns: AnyMessage) -> list[AnyMessage]:
    """Each turn but the last answered by a query over the orders."""
    told: list[AnyMessage] = []
    for at, turn in enumerate(turns[:-1], 1):
        of_it = evidence("work_order", f"J-{at}", "Seal replaced")
        told += [turn, *found("find_work_orders", {}, of_it, at=at), AIMessage("Seal replaced [1]")]
    return [*told, turns[-1]]


def test_a_name_takes_the_place_of_the_one_before() -> None:
    first = asked("How many jobs on RIE-03 in 2025?", ("asset", "RIE-03"), ("period", "2025-01-01..2025-12-31", "2025"))
    ((_, args),) = plan(over_orders(first, asked("and on TAP-01?", ("asset", "TAP-01"))), {"count": 0.9})
    assert args == {"where": {"asset": "TAP-01"}, "since": "2025-01-01", "until": "2025-12-31"}


def test_what_narrowed_the_orders_narrows_them_still() -> None:
    first = asked("Which jobs are open on RIE-03?", ("asset", "RIE-03"), ("status", "open"))
    ((_, args), *_) = plan(over_orders(first, asked("only the overdue ones")), {"list": 0.9})
    assert (args["where"]["status"], args["where"]["asset"], args["where"]["due"]) == ("open", "RIE-03", "<2026-11-28")


def test_a_question_that_names_what_it_is_asked_of_and_more_leans_on_nothing() -> None:
    first = asked("How many jobs by Bo Lind?", ("assigned_to", "Bo Lind"))
    then = asked("What is overdue in Hall 2?", ("site", "Hall 2"))
    ((_, args), *_) = plan(over_orders(first, then), {"list": 0.9})
    assert "assigned_to" not in args["where"]


def test_are_there_points_at_nothing() -> None:
    first = asked("Which jobs are open on RIE-03?", ("asset", "RIE-03"), ("status", "open"))
    then = asked("How many inspections are there per machine in 2025?", ("kind", "inspection", "inspections"), ("period", "2025-01-01..2025-12-31", "2025"))  # fmt: skip
    calls = plan(over_orders(first, then), {"count": 0.9})
    assert all("status" not in args["where"] for _, args in calls)


@pytest.mark.parametrize(
    ("question", "language"),
    [("every how many months is the filter changed?", "en"), ("cada cuántos meses se cambia el filtro?", "es"), ("de quantos em quantos meses se troca o filtro?", "pt"), ("hvor mange måneder er der mellem olieskift?", "da")],
)  # fmt: skip
def test_a_number_of_months_is_no_count_of_orders(question: str, language: str) -> None:
    calls = plan([asked(question, language=language)], {"count": 0.9, "manual": 0.4})
    assert [name for name, _ in calls] == ["search_manuals"]


def test_similar_cases_are_like_what_was_shown() -> None:
    order = evidence("work_order", "J-7", "J-7: Bearing worn")
    messages = [asked("Show me J-7", ("work_order", "J-7")), *found("get_work_order", {"number": "J-7"}, order)]
    calls = plan([*messages, AIMessage("J-7: Bearing worn [1]"), asked("any similar cases?")], {"similar": 0.9})
    assert ("find_similar_cases", {"text": "J-7: Bearing worn"}) in calls


def test_a_place_in_the_list_before_means_that_order() -> None:
    jobs = [evidence("work_order", f"J-{n}", f"J-{n}: Seal replaced") for n in (7, 8, 9)]
    messages = [asked("Which jobs are open?", ("status", "open")), *found("find_work_orders", {}, *jobs)]
    calls = plan([*messages, AIMessage("J-7 [1]"), asked("show me the second one")], {"earlier": 0.9})
    assert calls == [("get_work_order", {"number": "J-8"})]


def test_a_machine_named_before_is_one_of_two_readings_of_a_question_that_names_none() -> None:
    machine = Machine(tag="RIE-03")
    first = asked("How many jobs on RIE-03?", ("asset", "RIE-03"), machine=machine)
    then = asked("How many jobs are open?", ("status", "open"), machine=machine)
    calls = plan(over_orders(first, then), {"count": 0.9})
    assert [args["where"] for _, args in calls] == [{"status": "open"}, {"status": "open", "asset": "RIE-03"}]
    chosen = asked("How many jobs?", machine=machine)  # in the request, not in words: it is always meant
    assert [args["where"]["asset"] for _, args in plan(over_orders(chosen, then), {"count": 0.9})] == ["RIE-03"]


@pytest.mark.parametrize(
    ("question", "language", "text"),
    [
        ("Wann wurde die Anlage zuletzt gewartet?", "de", '"gewartet|service|maintenance"'),
        ("Quand a eu lieu le dernier entretien ?", "fr", '"entretien|service|maintenance"'),
        ("När servades maskinen senast?", "sv", '"servades|service|maintenance"'),
        ("When was it last serviced?", "en", "serviced"),
    ],
)
def test_a_service_is_sought_by_its_english_words_too(question: str, language: str, text: str) -> None:
    machine = Machine(tag="M-01", model="Krona 300", serial="K-1")
    name, args = plan([asked(question, language=language, machine=machine)], {"last": 0.9})[0]
    assert (name, args["text"]) == ("find_work_orders", text)
