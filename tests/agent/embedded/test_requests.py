"""Changes of the records: proposed only where they are asked for, with the person's own words; what is missing is asked."""

from datetime import date
from typing import Any

import pytest
from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, ToolMessage

from agent.models.embedded.planning import next_calls
from agent.models.embedded.talk.thread import conversation_of
from agent.question.header import Header, Machine, Named, with_header
from agent.turn.found import Found
from domain.answers import Evidence

TODAY = date(2026, 11, 29)


def asked(question: str, *named: tuple[str, ...], language: str = "en", **more: Any) -> AnyMessage:
    things = tuple(Named(kind=one[0], value=one[1], said=one[-1], at=question.find(one[-1])) for one in named)
    return HumanMessage(with_header(question, Header(today=TODAY, language=language, named=things, **more)))


def plan(frame: str, *messages: AnyMessage) -> list[tuple[str, dict[str, Any]]]:
    return next_calls(conversation_of(messages), {frame: 0.9})


@pytest.mark.parametrize(
    ("question", "language", "named", "title"),
    [
        ("Create a work order for M-02: belt of the capper is torn", "en", ("asset", "M-02"), "belt of the capper is torn"),
        ("Open a new work order on M-02 for an oil sample of the gearbox", "en", ("asset", "M-02"), "oil sample of the gearbox"),
        ("Opret en arbejdsordre på M-02: remmen er slidt", "da", ("asset", "M-02"), "remmen er slidt"),
        ("Lege einen Auftrag für M-02 an: Riemen gerissen", "de", ("asset", "M-02"), "Riemen gerissen"),
        ("Crea una orden de trabajo para M-02: correa rota", "es", ("asset", "M-02"), "correa rota"),
        ("Abre uma ordem de trabalho para M-02: correia partida", "pt", ("asset", "M-02"), "correia partida"),
        ("M-02 के लिए वर्क ऑर्डर बनाओ: बेल्ट टूट गई", "hi", ("asset", "M-02"), "बेल्ट टूट गई"),
        ("Capper jams on M-02, open a work order", "en", ("asset", "M-02"), "Capper jams"),
    ],
)  # fmt: skip
def test_an_order_has_the_persons_own_title(question: str, language: str, named: tuple[str, str], title: str) -> None:
    calls = plan("create_order", asked(question, named, language=language))
    assert calls == [("create_work_order", {"asset": "M-02", "title": title})]


def test_a_note() -> None:
    calls = plan("add_note", asked("Add a note to JOB/2024/0012: clamp ordered", ("work_order", "JOB/2024/0012")))
    assert calls == [("add_work_order_note", {"work_order": "JOB/2024/0012", "note": "clamp ordered"})]
    calls = plan("add_note", asked("write on 4000123 that the seal is worn", ("work_order", "4000123")))
    assert calls == [("add_work_order_note", {"work_order": "4000123", "note": "seal is worn"})]


@pytest.mark.parametrize(
    ("question", "language", "named", "status"),
    [
        ("Set 4000123 to In Arbeit", "en", [("work_order", "4000123"), ("status", "In Arbeit")], "In Arbeit"),
        ("close 4000123", "en", [("work_order", "4000123")], "closed"),
        ("Luk 4000123", "da", [("work_order", "4000123")], "closed"),
        ("cancela la 4000123", "es", [("work_order", "4000123")], "cancelled"),
    ],
)
def test_a_state(question: str, language: str, named: list[Any], status: str) -> None:
    calls = plan("set_status", asked(question, *named, language=language))
    assert calls == [("set_work_order_status", {"work_order": "4000123", "status": status})]


@pytest.mark.parametrize(
    ("question", "language", "quantity"),
    [
        ("reserve two 100-445-7 at Lund for 4000123", "en", 2),
        ("reserviere 3 Stück 100-445-7 für 4000123", "de", 3),
        ("reserver en 100-445-7 til 4000123", "da", 1),
        ("reserva 100-445-7 para 4000123", "es", 1),
    ],
)
def test_a_reservation(question: str, language: str, quantity: float) -> None:
    named = [("part", "100-445-7"), ("work_order", "4000123")] + ([("site", "Lund")] if "Lund" in question else [])
    name, args = plan("reserve", asked(question, *named, language=language))[0]
    expected = {"part": "100-445-7", "quantity": quantity, "work_order": "4000123"}
    assert (name, args) == ("reserve_part", expected | ({"location": "Lund"} if "Lund" in question else {}))


def test_what_is_missing_is_asked_and_the_reply_completes_it() -> None:
    question = asked("create a work order: belt torn")
    name, args = plan("create_order", question)[0]
    assert (name, "machine" in args["question"]) == ("ask_person", True)
    call = {"name": "ask_person", "args": args, "id": "a"}
    header = Header(today=TODAY, machine=Machine(tag="M-02"), named=(Named(kind="asset", value="M-02", said="M-02"),))
    reply = ToolMessage(with_header("M-02", header), tool_call_id="a")
    calls = plan("create_order", question, AIMessage("", tool_calls=[call]), reply)
    assert calls == [("create_work_order", {"asset": "M-02", "title": "belt torn"})]


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_nothing_is_proposed_where_it_is_only_likely(share: float) -> None:
    question = asked("was 4000123 closed?", ("work_order", "4000123"))
    calls = next_calls(conversation_of([question]), {"set_status": share, "order": 0.5})
    assert [name for name, _ in calls] == ["get_work_order"]


@pytest.mark.parametrize(
    ("question", "language", "called"),
    [
        ("order 2 batteries", "en", "batteries"),
        ("bestelle zwei Batterien", "de", "batterien"),
        ("wir müssen 3 Ölfilter bestellen", "de", "olfilter"),
        ("bitte 3 Ölfilter bestellen", "de", "olfilter"),
        ("commande 2 joints", "fr", "joints"),
        ("køb 3 filtre", "da", "filtre"),
    ],
)
def test_parts_that_are_to_be_bought_are_looked_up(question: str, language: str, called: str) -> None:
    calls = plan("list", asked(question, language=language))
    assert [(name, args["query"]) for name, args in calls] == [("find_parts", called)]


def test_of_a_few_parts_that_are_called_so_the_person_says_which() -> None:
    parts = [
        Evidence(id=f"part:{n}", kind="part", source_id=n, title=n, text=f"Part {n}: Filter") for n in ("7-1", "7-2")
    ]
    searched = {"query": "filters", "limit": 12}
    call = {"name": "find_parts", "args": searched, "id": "c1"}
    artifact = Found(name="find_parts", numbers=(1, 2), evidence=tuple(parts))
    found = ToolMessage("", tool_call_id="c1", artifact=artifact)
    turn = [asked("order 2 filters"), AIMessage("", tool_calls=[call]), found]
    assert [(name, args["choices"]) for name, args in plan("list", *turn)] == [
        ("ask_person", ["Part 7-1: Filter", "Part 7-2: Filter"])
    ]


@pytest.mark.parametrize(
    "question", ["do we need to order 29-1182?", "order JOB-77", "order 12", "how do I order 2 seals"]
)
def test_no_purchase_is_asked_for(question: str) -> None:
    named = [("part", "29-1182")] if "29" in question else [("work_order", "JOB-77")] if "JOB" in question else []
    assert ("find_parts", {"query": "seals"}) not in plan("list", asked(question, *named))
    assert plan("list", asked(question, *named))[:1] != [("find_parts", {"query": ""})]
