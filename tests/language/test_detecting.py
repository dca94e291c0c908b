"""Which language a technician's question is in."""

import pytest

from language.detecting import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How do I change the pitch battery?", "en"),
        ("WTG-07 alarm 309?", "en"),
        ("Hvad betyder alarm 309 på WTG-07?", "da"),
        ("Welches Drehmoment für die Schrauben der Azimutbremse?", "de"),
        ("¿Qué significa la alarma 309 en WTG-07?", "es"),
        ("O que significa o alarme 309 na WTG-07?", "pt"),
        ("पिच बैटरी कैसे बदलें?", "hi"),
        ("Quelle huile pour le multiplicateur ?", "fr"),
        ("Cosa significa l'allarme 309 su WTG-07?", "it"),
        ("Wat betekent alarm 309 op WTG-07?", "nl"),
        ("Hur många reparationer förra månaden?", "sv"),
        ("Hvor mange reparasjoner forrige måned?", "no"),
        ("Miten vaihdan pitch-akun?", "fi"),
        ("Czy część 29-1182 jest na stanie?", "pl"),
        ("Как заменить батарею?", "ru"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["309", "WTG-07", "29-1182?", "", "?", "M16x80", "24 V", "\ud800", "E-1001 F0022"])
def test_codes_are_in_no_language(text: str) -> None:
    assert detect(text, "de") == "de"


def test_a_megabyte_is_looked_at_from_its_beginning() -> None:
    assert detect("Wie wechsle ich die Pumpe? " * 40_000) == "de"
