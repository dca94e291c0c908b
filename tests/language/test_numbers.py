"""Numbers in figures and in words."""

import time
from decimal import Decimal

import pytest

from language.numbers import digits, numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,050 Nm", [["1050", "1.050"]]),
        ("1.050 Nm", [["1.050", "1050"]]),
        ("1.234,50 and 1,234.50", [["1234.50"], ["1234.50"]]),
        ("1 050 and 1'000", [["1050"], ["1000"]]),
        ("12,5 l", [["12.5"]]),
        ("1,00,000", [["100000"]]),
        ("-20 to +50", [["-20"], ["50"]]),
        ("5-7 bar", [["5"], ["7"]]),
        ("1 1/2 in and 2½ and 3/4", [["1.5"], ["2.5"], ["0.75"]]),
        ("10^6 and 1e-3", [["1000000"], ["0.001"]]),
        ("१२ और ３", [["12"], ["3"]]),
        ("24V and 50%", [["24"], ["50"]]),
        ("WTG-07 M16x80 K112-0420 section 7.3.1 0x1A2 the 2nd", []),
        ("alarm 309?", [["309"]]),
    ],
)
def test_figures_have_their_readings(text: str, values: list[list[str]]) -> None:
    assert [list(number.values) for number in numbers(text)] == [[Decimal(v) for v in group] for group in values]


def test_a_number_knows_its_place() -> None:
    text = "between 1 050 and 7,5 bar"
    assert [text[number.start : number.end] for number in numbers(text)] == ["1 050", "7,5"]


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("en", "Two hundred and ten volts, one of the bolts, one volt", "210 volts, one of the bolts, 1 volt"),
        ("en", "two and a half turns, half a litre, the second bolt", "2.5 turns, 0.5 litre, the second bolt"),
        ("en", "6 and 0.5 hours respectively, 6 and a half hours", "6 and 0.5 hours respectively, 6.5 hours"),
        (
            "de",
            "zweihundertzehn Schrauben und ein Ventil, zwei komma fünf bar",
            "210 Schrauben und ein Ventil, 2.5 bar",
        ),
        ("da", "femogtyve bolte", "25 bolte"),
        ("sv", "två hundra och tjugofem skruvar, en pump", "225 skruvar, en pump"),
        ("no", "to hundre bolter", "200 bolter"),
        ("no", "en halv meter, 2 og en halv meter", "0.5 meter, 2.5 meter"),
        ("sv", "en halv liter, två och en halv liter", "0.5 liter, 2.5 liter"),
        ("nl", "2 en een halve meter", "2.5 meter"),
        ("hi", "दो सौ दस वोल्ट", "210 वोल्ट"),
        ("fr", "quatre-vingt-dix-neuf boulons", "99 boulons"),
        ("es", "ciento veinte litros", "120 litros"),
        ("pt", "cento e vinte litros", "120 litros"),
        ("it", "venticinque litri", "25 litri"),
        ("nl", "vijfentwintig liter", "25 liter"),
        ("fi", "१२ volttia", "12 volttia"),
        (
            "en",
            "hundreds of bolts, thousands of hours, a thousand hours",
            "hundreds of bolts, thousands of hours, a 1000 hours",
        ),
        ("es", "cientos de tornillos, dos mil horas", "cientos de tornillos, 2000 horas"),
    ],
)
def test_number_words_become_digits(language: str, text: str, read: str) -> None:
    assert digits(text, language) == read


def test_half_characters_are_no_number_words() -> None:
    assert digits("two \ud800 bolts", "en") == "2 \ud800 bolts"


@pytest.mark.parametrize(
    "text",
    [
        "1," * 50_000,
        "1" * 100_000,
        "1/" * 50_000,
        "1 000" * 20_000,
        "-" * 100_000,
        "1^" * 50_000,
        "one " * 25_000,
        "½" * 100_000,
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    assert digits("one volt") == "1 volt"
    started = time.process_time()
    numbers(text)
    digits(text)
    assert time.process_time() - started < 5
