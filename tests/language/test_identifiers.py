"""Codes are told from numbers, quantities and dates."""

import time

import pytest

from language.identifiers import identifiers, key, skeleton, spelt


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("WTG-07: part 29-1182, bolt M16x80.", "WTG-07|29-1182|M16x80"),
        ("E-1001 F0022 0x1A2 WO-10234 OM-K112", "E-1001|F0022|0x1A2|WO-10234|OM-K112"),
        ("K112-0420: 1380 h", "K112-0420"),
        ("bolt M16 x 80 of grade 8.8", "M16 x 80"),
        ("oil 10W-40, ISO-VG-320, connector H7/h6", "10W-40|ISO-VG-320|H7/h6"),
        ("24V 24V-48V 5mm 500-hour 3-phase 230/400V 3x400V 1500 min-1", ""),
        ("65-70 °C, pages 12-24, 2nd, 309, section 7.3.1", ""),
        ("2025-01-01, 1.2.2024, 3/4, 2019-2021, Q3, 2024-05", ""),
        ("012-345 and 5-15 bar", "012-345"),
    ],
)
def test_codes_are_found(text: str, codes: str) -> None:
    found = identifiers(text)
    assert "|".join(code.written for code in found) == codes
    assert all(text[code.start : code.end] == code.written for code in found)


def test_keys_look_through_how_it_is_written() -> None:
    assert key("WTG-07", zeros=False) == key("wtg 7", zeros=False) == "wtg7"
    assert key("ＷＴＧ－０７") == key("WTG-07")
    assert key("LOC-12.3") != key("LOC-1.23")
    assert key("M16 × 80") == key("M16x80")


def test_skeletons_keep_the_shape() -> None:
    assert (skeleton("WTG-07"), skeleton("29-1182"), skeleton("WO-1", any_letters=True)) == ("wtg#", "#-#", "@@#")
    assert skeleton("K112-0420") == "k#-#"


@pytest.mark.parametrize("text", ["a1-" * 33_000, "1-" * 50_000, "M1x1" * 25_000, "1h" * 50_000, "aaaa-1 " * 14_000])
def test_hostile_text_takes_no_time(text: str) -> None:
    started = time.process_time()
    identifiers(text)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("code", "text", "is_said"),
    [
        ("F02", "F 02", True),
        ("F 02", "what is f-2?", True),
        ("F02", "F 021", False),
        ("8", "fault 08", True),
        ("29-1182", "part 29-1182", True),
        ("29-1182", "291182", False),
        ("E-33", "E33", True),
        ("12", "12.5 bar", False),
    ],
)
def test_a_code_is_found_however_it_is_spaced(code: str, text: str, is_said: bool) -> None:
    assert bool(spelt(code).search(text)) is is_said
