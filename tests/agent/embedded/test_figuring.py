"""Figures that a question asks for, in words of several languages, and what only sounds like one."""

from datetime import date

import pytest

from agent.models.embedded.conditions.comparing import comparisons
from agent.models.embedded.conditions.figuring import ago_in, repeats_in
from agent.models.embedded.conditions.parts import parts_asked
from agent.models.embedded.conditions.phrases import compiled, excepting
from agent.models.embedded.conditions.reading import conditions_in
from agent.question import nouns
from agent.question.header import Header, Named
from domain.queries import BETWEEN

TODAY = date(2026, 3, 15)
ASSET = Named(kind="asset", value="M-1", said="M-1")


def asked(question: str, language: str, *named: Named) -> tuple[str, str] | None:
    figure = conditions_in(question, Header(today=TODAY, language=language, named=named)).figure
    return (figure.of, figure.how) if figure else None


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("What percentage of the jobs on M-1 was planned?", "en", ("share", "sum")),
        ("Wie viel Prozent der Aufträge an M-1 waren geplant?", "de", ("share", "sum")),
        ("Quelle proportion des interventions sur M-1 était planifiée ?", "fr", ("share", "sum")),
        ("Average time between jobs on M-1", "en", ("between", "mean")),
        ("Wie groß ist der zeitliche Abstand zwischen zwei Aufträgen an M-1?", "de", ("between", "mean")),
        ("¿Cuántos días pasan entre trabajos en M-1?", "es", ("between", "mean")),
        ("MTBF of M-1", "en", ("between", "mean")),
        ("Mean time to resolution of orders on M-1", "en", ("days", "mean")),
        ("Wie lange dauert es, bis ein Auftrag erledigt ist?", "de", ("days", "mean")),
        ("Quel est le délai médian de résolution ?", "fr", ("days", "median")),
        ("Median hours of jobs on M-1", "en", ("hours", "median")),
    ],
)
def test_a_figure_is_read(question: str, language: str, expected: tuple[str, str]) -> None:
    assert asked(question, language, ASSET) == expected


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How long does it take to close the hatch?", "en"),
        ("What share of glycol does the coolant have?", "en"),
        ("Gap between rotor and stator?", "en"),
        ("Jobs on M-1 between March and May", "en"),
        ("Abstand zwischen Scheibe und Belag", "de"),
        ("Wie viele Aufträge hat M-1?", "de"),
    ],
)
def test_what_only_sounds_like_a_figure_is_none(question: str, language: str) -> None:
    named = (ASSET,) if "M-1" in question else ()
    assert asked(question, language, *named) is None


def test_a_column_of_numbers_is_a_figure_with_a_word_for_what_to_do() -> None:
    own = Named(kind="figure", value="Litres lost", said="litres lost")
    assert asked("Median litres lost on M-1?", "en", own, ASSET) == ("Litres lost", "median")
    assert asked("How many litres lost on M-1 in total?", "en", own, ASSET) == ("Litres lost", "sum")
    assert asked("Highest litres lost", "en", own) == ("Litres lost", "highest")
    assert asked("litres lost M-1", "en", own, ASSET) is None


@pytest.mark.parametrize(
    ("question", "language", "days"),
    [
        ("Which faults came back within 14 days on the same machine?", "en", "14"),
        ("Welche Schäden traten innerhalb von zwei Wochen erneut auf?", "de", "14"),
        ("Quelles pannes se sont répétées sur la même machine ?", "fr", "30"),
        ("¿Qué averías se repitieron en menos de 20 días?", "es", "20"),
        ("Welche Schäden traten in weniger als 20 Tagen erneut auf?", "de", "20"),
        ("Quali guasti si sono ripetuti entro 20 giorni?", "it", "20"),
        ("Vilka fel återkom på samma maskin inom 20 dagar?", "sv", "20"),
        ("Hvilke feil kom tilbake på samme maskin innen 20 dager?", "no", "20"),
        ("Welke storingen zijn herhaald binnen 20 dagen?", "nl", "20"),
    ],
)
def test_what_came_back_is_a_condition(question: str, language: str, days: str) -> None:
    read = conditions_in(question, Header(today=TODAY, language=language))
    assert (read.again, read.where.get("repeat_within"), read.unused) == (True, days, ())


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("orders that are neither closed nor cancelled", "en", ("closed", "cancelled")),
        ("Aufträge, die weder erledigt noch storniert sind", "de", ("erledigt", "storniert")),
        ("órdenes que no son de Vega", "es", ("Vega",)),
    ],
)
def test_every_value_that_is_denied_is_excluded(question: str, language: str, said: tuple[str, ...]) -> None:
    kind = "assigned_to" if said == ("Vega",) else "status"
    named = tuple(Named(kind=kind, value=one, said=one) for one in said)
    read = conditions_in(question, Header(today=TODAY, language=language, named=named))
    assert read.excluded == {(kind, one) for one in said}
    assert not read.unused


def test_still_open_is_not_denied() -> None:
    named = (Named(kind="status", value="open", said="offen"),)
    assert not conditions_in("Was ist noch offen?", Header(today=TODAY, language="de", named=named)).excluded


def test_a_state_within_a_phrase_that_means_something_else_is_not_asked() -> None:
    named = (Named(kind="status", value="Assigned", said="assigned"),)
    read = conditions_in("open jobs nobody is assigned to", Header(today=TODAY, named=named))
    assert read.overruled == {("status", "Assigned")}
    assert read.where["assigned_to"] == "none"


@pytest.mark.parametrize(
    ("question", "language", "where"),
    [
        ("jobs of more than 90 minutes", "en", {"hours": ">1.5"}),
        ("Aufträge über 500 Euro", "de", {"cost": ">500"}),
        ("interventi di almeno 3 ore", "it", {"hours": ">=3"}),
        ("trabajos de más de quinientos euros", "es", {"cost": ">500"}),
        ("jobs of at most ten days", "en", {"days": "<=10"}),
        ("jobs from 2024 by their cost", "en", {}),
    ],
)
def test_a_figure_is_compared_in_every_language(question: str, language: str, where: dict[str, str]) -> None:
    named = (Named(kind="period", value="2024-01-01..2024-12-31", said="2024"),) if "2024" in question else ()
    assert conditions_in(question, Header(today=TODAY, language=language, named=named)).where == where


def test_a_comparison_is_of_the_column_that_is_named_in_its_unit() -> None:
    own = Named(kind="figure", value="stop_min", said="stop")
    assert conditions_in("jobs with a stop above 2 hours", Header(today=TODAY, named=(own,))).where == {
        "stop_min": ">120"
    }


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("en", "no less than 4 hours", [(">=", 4.0, "hours")]),
        ("de", "nicht mehr als 4 stunden", [("<=", 4.0, "hours")]),
        ("de", "spatestens nach drei tagen", [("<=", 3.0, "days")]),
        ("it", "piu vecchi di 3 settimane", [(">", 21.0, "age")]),
        ("nl", "ouder dan 10 dagen", [(">", 10.0, "age")]),
        ("sv", "aldre an 10 dagar", [(">", 10.0, "age")]),
        ("es", "mas de 500 euros", [(">", 500.0, "cost")]),
    ],
)
def test_comparisons_of_each_language(language: str, text: str, read: list[tuple[str, float, str]]) -> None:
    assert [(one.sign, one.value, one.field) for one in comparisons(text, language)] == read


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("de", "wie lange ist die letzte wartung her", True),
        ("fr", "depuis combien de jours est-il ouvert", True),
        ("da", "hvor laenge er det siden den blev smurt", True),
        ("en", "how long did the repair take", False),
        ("de", "wie lange nach dem abschalten warten", False),
    ],
)
def test_how_long_ago_is_asked(language: str, text: str, asked: bool) -> None:
    assert bool(ago_in(text, language)) is asked


@pytest.mark.parametrize(
    ("language", "text", "left_out"),
    [
        ("it", "ordini aperti tranne quelli di bianchi", True),
        ("nl", "open meldingen behalve die van bianchi", True),
        ("sv", "oppna arbetsorder utom bianchi", True),
        ("no", "apne ordrer unntatt bianchi", True),
        ("it", "ordini chiusi ne quelli di bianchi", False),
        ("it", "ordini non chiusi ne di bianchi", True),
    ],
)
def test_what_is_left_out_in_each_language(language: str, text: str, left_out: bool) -> None:
    before = text.partition("bianchi")[0]
    assert bool([*excepting(text, language).finditer(before)]) is left_out


def test_each_order_of_an_alarm_is_one_time_that_it_came_back() -> None:
    named = Header(today=date(2026, 3, 20), named=(Named(kind="alarm", value="309"),))
    asked = "how many times did alarm 309 come back"
    assert repeats_in(asked, named, compiled("again")) is not None
    assert repeats_in(asked, Header(today=date(2026, 3, 20)), compiled("again")) is None


@pytest.mark.parametrize(
    ("question", "language", "said"),
    [
        ("How much energy did we lose on M-1?", "en", "energy"),
        ("Wie viel Wasser haben wir an M-1 verloren?", "de", "Wasser"),
        ("Combien d'eau a perdu M-1 ?", "fr", "eau"),
        ("¿Cuánta agua perdió M-1?", "es", "agua"),
    ],
)
def test_how_much_of_a_companys_own_figure_is_its_sum(question: str, language: str, said: str) -> None:
    named = Named(kind="figure", value="Lost", said=said)
    assert asked(question, language, ASSET, named) == ("Lost", "sum")


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("no", "Hva er gjennomsnittlig tid mellom arbeidsordrer?"),
        ("sv", "Hur lång tid är det mellan arbetsorder?"),
        ("nl", "Wat is de gemiddelde tijd tussen werkorders?"),
        ("it", "Qual è il tempo medio tra gli ordini di lavoro?"),
    ],
)
def test_the_time_between_orders_in_each_language(language: str, question: str) -> None:
    assert asked(question, language) == (BETWEEN, "mean")


@pytest.mark.parametrize(
    ("language", "question", "sort"),
    [
        ("nl", "Wat is het duurste onderdeel?", "-price"),
        ("nl", "Wat is het goedkoopste onderdeel?", "price"),
        ("it", "Qual è il ricambio più caro?", "-price"),
        ("it", "Qual è il ricambio meno caro?", "price"),
        ("sv", "Vilken reservdel är dyrast?", "-price"),
        ("sv", "Vad är den billigaste reservdelen?", "price"),
        ("no", "Hva er den billigste reservedelen?", "price"),
        ("es", "¿Cuál es el repuesto más barato?", "price"),
        ("pt", "Qual é a peça mais barata?", "price"),
        ("hi", "सबसे महंगा पार्ट कौन सा है?", "-price"),
    ],
)
def test_the_dearest_and_the_cheapest_part_in_each_language(language: str, question: str, sort: str) -> None:
    where, _ = parts_asked(question, Header(today=TODAY, language=language), nouns.said_in(question, language))
    assert where == {"sort": sort}
