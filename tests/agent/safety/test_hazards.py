"""Dangerous work, what makes it safe and what only forbids, in every language."""

from pathlib import Path

import pytest

from agent.safety import hazards
from agent.safety.hazards import hazardous, is_ban, is_safety_chapter, makes_safe
from language.vocabulary import all_languages


@pytest.mark.parametrize(
    "text",
    [
        "Discharge the DC link",
        "Measure 690 V at the terminals",
        "Measure 120 V at the terminals",
        "Measure 1,000 V at the terminals",
        "1.000 V an den Klemmen messen",
        "Mesurer 20\u202f000 V aux bornes",
        "Measure 1 000 V at the terminals",
        "Connect the 690-volt supply",
        "Connect 400/690 V",
        "Connect 3x400V",
        "From 0.5 to 1.000 V at the output",
        "Test with 1e3 V",
        "६९० वोल्ट मापें",
        "Set the valve to 1,600 kPa",
        "Set the valve to 16 MPa",
        "Climb the tower",
        "Arbeiten unter Hochspannung",
        "Druckspeicher öffnen",
        "arbejde i navet",
        "Öppna högtrycksledningen",
        "werken op hoogte",
        "Arbeid på høyspenningsanlegget",
        "Skift kjølemediet",
        "Åpne trykktanken",
        "Løfteutstyret festes i maskinhuset",
        "izar la caja",
        "trabalhos com alta tensão",
        "inspecione a pá",
        "reparação das pás",
        "ouvrir le circuit sous pression",
        "lavori in quota",
        "उच्च वोल्टेज पैनल खोलें",
    ],
)
def test_dangerous_work(text: str) -> None:
    assert hazardous(text)


@pytest.mark.parametrize(
    "text",
    [
        "Remove the phone cover",
        "Splice the wire",
        "Charge with 5 V",
        "Charge with 119 V",
        "Charge with 12 V ±500 mV",
        "Charge with 1 500 mV",
        "Pump the tyre up to 2.5 bar",
        "Tippen Sie auf OK",
        "fare clic su Salva",
        "la carpeta de descargas",
        "Tryk på OK",
        "Das Menü heißt Service",
        "Fjern dekselet på telefonen",
        "",
    ],
)
def test_ordinary_work(text: str) -> None:
    assert not hazardous(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lock out the main switch",
        "freigeschaltet",
        "aflås afbryderen",
        "desenergice el armario",
        "consigner l'installation",
        "lucchettare l'interruttore",
        "spanningsloos maken",
        "Gjør anlegget spenningsløst og sikre det mot gjeninnkobling",
        "Lås ut hovedbryteren",
    ],
)
def test_what_makes_it_safe(text: str) -> None:
    assert makes_safe(text)


def test_every_language_has_its_words_of_danger() -> None:
    held = {path.stem for path in (Path(hazards.__file__).parent / "vocabulary").glob("*.yaml")}
    assert held == set(all_languages())


@pytest.mark.parametrize(
    "heading", ["2 Safety and lock-out", "Sicherheitshinweise", "Sécurité", "3 Sikkerhetsregler", "सुरक्षा निर्देश"]
)
def test_safety_chapters(heading: str) -> None:
    assert is_safety_chapter(heading)


@pytest.mark.parametrize(
    ("text", "bans"),
    [
        ("Do not attempt a remote restart.", True),
        ("3. Never open the cabinet.", True),
        ("WARNING: Do not touch", True),
        ("Remote restart is forbidden.", True),
        ("Leitung nicht öffnen.", True),
        ("Ingen må opholde sig under lasten", True),
        ("Åpne aldri skapet", True),
        ("Skru løs bolten, men ikke fjern den", False),
        ("No intente un rearranque remoto", True),
        ("N’ouvrez pas l’armoire", True),
        ("Non tentare un riavvio remoto", True),
        ("दूर से पुनः आरंभ न करें", True),
        ("Loosen the bolt but do not remove it.", False),
        ("Die Schrauben lösen, nicht herausdrehen", False),
        ("Open the valve.", False),
        ("", False),
    ],
)
def test_what_only_forbids(text: str, *, bans: bool) -> None:
    assert is_ban(text) is bans
