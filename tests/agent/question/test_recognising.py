"""What a question names, in the records of two companies that write their identifiers differently."""

from datetime import date

import pytest

from agent.question.naming.catalogue import Catalogue
from agent.question.naming.recognising import recognise

TODAY = date(2026, 11, 29)


def named(text: str, catalogue: Catalogue, language: str = "en", *, at_machine: bool = False) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in recognise(text, catalogue, TODAY, language, at_machine=at_machine)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Alarm 309 on M-01", "en", [("alarm", "309"), ("asset", "M-01")]),
        ("m1 shows 5120", "en", [("asset", "M-01"), ("alarm", "5120")]),
        ("what is F30001", "en", [("alarm", "F-30001")]),
        ("fault three oh nine on the filler north", "en", [("asset", "Filler North"), ("alarm", "309")]),
        ("Alarm drei null neun an M-01", "de", [("asset", "M-01"), ("alarm", "309")]),
        ("Allarme sulla macchina 3 o 9?", "it", []),
        ("¿la alarma 3 o 9?", "es", []),
        ("tilbakestille 5120 på M-01", "no", [("alarm", "5120"), ("asset", "M-01")]),
        ("ripristinare 5120 su M-01", "it", [("alarm", "5120"), ("asset", "M-01")]),
        ("Fejlkode 41 på maskine 12", "da", [("alarm", "41"), ("asset", "M-12")]),
        ("Störung 309 und 5120 an Anlage 2?", "de", [("alarm", "309"), ("alarm", "5120"), ("asset", "M-02")]),
        ("¿Qué significa la alarma 41?", "es", [("alarm", "41")]),
        ("O que é o alarme 5120 na máquina 1?", "pt", [("alarm", "5120"), ("asset", "M-01")]),
        ("अलार्म 309 का क्या मतलब है", "hi", [("alarm", "309")]),
        ("show order 4000124", "en", [("work_order", "4000124")]),
        ("is 100 445 7 in stock", "en", [("part", "100-445-7")]),
        ("how many 7700123 are there", "en", [("part", "7700123")]),
        ("M-01 and 02", "en", [("asset", "M-01"), ("asset", "M-02")]),
        ("torque on the Krona", "en", [("model", "Krona 300")]),
        ("what changed in KH-300", "en", [("document", "KH-300")]),
        ("machine KR300-118", "en", [("asset", "M-01")]),
    ],
)
def test_identifiers_of_the_bottling_plant(
    text: str, language: str, expected: list[tuple[str, str]], bottling: Catalogue
) -> None:
    assert named(text, bottling, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who did JOB/2024/0012?", [("work_order", "JOB/2024/0012")]),
        ("job 2024 0012", [("work_order", "JOB/2024/0012")]),
        ("pump 3 makes noise", [("asset", "Pump 3")]),
        ("oil level on Excalibur?", [("asset", "Excalibur")]),
        ("torque on B", [("asset", "B")]),
        ("a seal-40-a please", [("part", "SEAL-40-A")]),
        ("E12 came again", [("alarm", "E12")]),
    ],
)
def test_identifiers_of_the_harbour(text: str, expected: list[tuple[str, str]], harbour: Catalogue) -> None:
    assert named(text, harbour) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("work orders for M-99", [("unknown_asset", "M-99")]),
        ("alarm 999", [("unknown_alarm", "999")]),
        ("order 4999999", [("unknown_work_order", "4999999")]),
        ("do we have 100-999-9", [("unknown_part", "100-999-9")]),
    ],
)
def test_what_no_record_has_is_told_by_its_shape(
    text: str, expected: list[tuple[str, str]], bottling: Catalogue
) -> None:
    assert named(text, bottling) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tighten the M16 bolts to 309 Nm",
        "what is on page 309",
        "the belt is 41 mm wide",
        "the motor takes 5120 W",
        "is the capper in 2 parts?",
        "a crane is what I need",
    ],
)
def test_values_sizes_and_pages_are_no_identifiers(text: str, bottling: Catalogue) -> None:
    kinds = {kind for kind, _ in named(text, bottling, at_machine=True)}
    assert not kinds & {"alarm", "asset", "part", "work_order", "unknown_asset", "unknown_alarm", "unknown_part"}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("which jobs are waiting for parts", "en", ("status", "waiting for parts")),
        ("open jobs of Lindqvist", "en", ("assigned_to", "A. Lindqvist")),
        ("open jobs of Lindqvist", "en", ("status", "open")),
        ("offene Aufträge", "de", ("status", "open")),
        ("hvor mange forebyggende ordrer", "da", ("kind", "PM02 Preventive")),
        ("jobs with priority 1", "en", ("priority", "1")),
        ("M010 failures", "en", ("failure_mode", "M010 Leak")),
        ("jobs on the conveyor belts", "en", ("component", "Conveyor Belt")),
        ("stock on shelf 12", "en", ("stock", "Shelf 12")),
        ("machines in Lund", "en", ("site", "Lund")),
        ("jobs per func location", "en", ("field", "FuncLocation")),
        ("orders of line-a", "en", ("FuncLocation", "LINE-A")),
    ],
)
def test_the_records_own_values(text: str, language: str, expected: tuple[str, str], bottling: Catalogue) -> None:
    assert expected in named(text, bottling, language)


def test_the_state_is_not_named_by_a_verb(bottling: Catalogue) -> None:
    assert ("status", "open") not in named("how many jobs were opened", bottling)


def test_a_number_that_several_machines_have(harbour: Catalogue) -> None:
    both = Catalogue(by_number={"asset": {"7": ("A-7", "B-7")}})
    assert named("machine 7", both) == [("which_asset", "A-7"), ("which_asset", "B-7")]
    assert named("", harbour) == []


def test_dates_are_periods(bottling: Catalogue) -> None:
    assert ("period", "2025-01-01..2025-12-31") in named("jobs in 2025", bottling)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Quel intervenant a fait le plus ?", "fr", ("field", "assigned_to")),
        ("¿qué operarios hicieron más órdenes?", "es", ("field", "assigned_to")),
        ("hoeveel materiaalbedrag", "nl", ("figure", "cost")),
        ("quali macchine sono ferme?", "it", ("machine_status", "Ferma")),
        ("quante ore di fermo?", "it", ("figure", "Fermo macchina (min)")),
    ],
)
def test_a_field_by_the_word_that_the_company_has_for_it(text: str, language: str, expected: tuple[str, str]) -> None:
    own = Catalogue(
        fields={"machine_status": ("In marcia", "Ferma")},
        own=("Fermo macchina (min)",),
        figures=("Fermo macchina (min)",),
        labels=(("Intervenant", "assigned_to"), ("Operario", "assigned_to"), ("Materiaalbedrag (€)", "cost"), ("Category", "kind")),
    )  # fmt: skip
    assert expected in named(text, own, language)
    assert named("Which category?", own) == []


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("Wacht op onderdelen", "Wacht op leverancier", "Gereed"), ["Wacht op onderdelen"]),
        (("Esperando repuestos", "En espera", "Cerrada"), ["Esperando repuestos"]),
        (("Waiting", "Closed"), ["Waiting"]),
        (("Waiting", "Waiting for parts"), ["Waiting for parts"]),
    ],
)
def test_waiting_for_parts_is_the_state_that_says_so(states: tuple[str, ...], expected: list[str]) -> None:
    found = named("Which jobs are waiting for parts?", Catalogue(fields={"status": states}))
    assert [value for kind, value in found if kind == "status"] == expected


@pytest.mark.parametrize(
    ("text", "language", "state"),
    [
        ("which conveyors are down?", "en", None),
        ("which machines are down?", "en", "stopped"),
        ("is every machine in operation?", "en", "running"),
        ("how do I get down from the machine house roof of the order?", "en", None),
        ("welche Maschinen stehen gerade still?", "de", "stopped"),
        ("hvilke maskiner er ude af drift?", "da", "stopped"),
        ("¿qué máquinas están paradas?", "es", "stopped"),
        ("que máquinas estão em funcionamento?", "pt", "running"),
        ("quelles machines sont à l'arrêt ?", "fr", "stopped"),
        ("quali macchine sono ferme?", "it", "stopped"),
        ("welke machines staan stil?", "nl", "stopped"),
        ("vilka maskiner är i drift?", "sv", "running"),
        ("कौन सी मशीन बंद है?", "hi", "stopped"),
    ],
)
def test_the_state_of_machines_however_people_call_it(text: str, language: str, state: str | None) -> None:
    """The records are of a company that writes its states in English."""
    own = Catalogue(fields={"machine_status": ("Operating", "Fault 12")})
    told = [value for kind, value in named(text, own, language) if kind == "machine_status"]
    assert told == ([state] if state else [])
