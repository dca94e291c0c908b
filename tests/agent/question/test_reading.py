"""Which machine a turn is about, and what the header says of a question."""

from datetime import date
from typing import Any

from agent.question.header import Header
from agent.question.naming.catalogue import Catalogue
from agent.question.reading import read_question

TODAY = date(2026, 11, 29)


def header(text: str, catalogue: Catalogue, fleet: Any, asset: str = "", previous: Header | None = None) -> Header:
    return read_question(text, asset, previous, catalogue, fleet, TODAY)[1]


def test_a_machine_in_the_words_is_meant_before_the_one_chosen(bottling: Catalogue, bottlers: Any) -> None:
    assert header("belt speed on m-02?", bottling, bottlers, asset="M-01").tag == "M-02"
    assert header("is it faster than on m-02?", bottling, bottlers, asset="M-02").tag == "M-02"


def test_the_machine_chosen_is_known_with_its_model(bottling: Catalogue, bottlers: Any) -> None:
    machine = header("belt speed?", bottling, bottlers, asset="m1").machine
    assert machine
    assert (machine.tag, machine.model, machine.site) == ("M-01", "Krona 300", "Lund")


def test_the_thread_keeps_its_machine_until_another_is_named(bottling: Catalogue, bottlers: Any) -> None:
    first = header("belt speed on M-01", bottling, bottlers)
    second = header("and the pressure?", bottling, bottlers, previous=first)
    assert second.tag == "M-01"
    assert header("on the Astra?", bottling, bottlers, previous=second).machine.model == "Astra 9"  # type: ignore[union-attr]
    assert header("and M-77?", bottling, bottlers, previous=second).machine is None


def test_an_unknown_machine_stays_named(bottling: Catalogue, bottlers: Any) -> None:
    assert header("orders for M-99", bottling, bottlers).values("unknown_asset") == ["M-99"]
    assert header("belt speed", bottling, bottlers, asset="X9").values("unknown_asset") == ["X9"]


def test_another_model_than_the_chosen_machines(bottling: Catalogue, bottlers: Any) -> None:
    machine = header("and on the other, the Astra 9?", bottling, bottlers, asset="M-01").machine
    assert machine
    assert (machine.tag, machine.model) == ("", "Astra 9")


def test_short_words_are_in_the_threads_language(bottling: Catalogue, bottlers: Any) -> None:
    first = header("Hvor mange forebyggende ordrer har vi haft på maskinen i år?", bottling, bottlers)
    assert first.language == "da"
    assert header("og M-02?", bottling, bottlers, previous=first).language == "da"


def test_an_order_older_than_the_catalogue_is_known(bottling: Catalogue, bottlers: Any) -> None:
    class Orders:
        def work_order(self, number: str) -> Any:
            from domain.records import WorkOrder

            return WorkOrder(number=number)

    _, read = read_question("order 4000999", "", None, bottling, bottlers, TODAY, work_orders=Orders())  # type: ignore[arg-type]
    assert read.values("work_order") == ["4000999"]


def test_the_language_of_words_whose_vowels_are_signs(bottling: Catalogue, bottlers: Any) -> None:
    assert header("कौन सी मशीन बंद है?", bottling, bottlers).language == "hi"
    assert header("तेल कितना है?", bottling, bottlers).language == "hi"


def test_a_persons_name_tells_no_language(bottling: Catalogue, bottlers: Any) -> None:
    assert header("orders Hans Meyer", bottling, bottlers).language == "en"
    assert header("Was hat Lars Nyman gemacht?", bottling, bottlers).language == "de"


def test_a_code_typed_together_with_its_word_is_that_alarm(bottling: Catalogue, bottlers: Any) -> None:
    apart = header("alarm 55 on M-01", bottling, bottlers).values("alarm", "unknown_alarm")
    assert apart
    for text in ("alarm55 on M-01", "Alarm-55 on M-01", "Fehler55 an der Maschine M-01"):
        assert header(text, bottling, bottlers).values("alarm", "unknown_alarm") == apart, text
