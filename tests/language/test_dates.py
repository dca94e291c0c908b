"""Dates and spans of time in every language."""

import time
from datetime import date

import pytest

from language.dates import dates
from language.vocabulary import all_languages, vocabulary

TODAY = date(2026, 11, 29)
"""A Sunday."""


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("en", "on 2025-05-03", "2025-05-03"),
        ("en", "03.05.2025", "2025-05-03"),
        ("en", "12/25/2024", "2024-12-25"),
        ("en", "3 May 2025 and May 3, 2025", "2025-05-03 2025-05-03"),
        ("en", "May 2025", "2025-05-01..2025-05-31"),
        ("en", "in March", "2026-03-01..2026-03-31"),
        ("en", "in May or June", "2026-05-01..2026-05-31 2026-06-01..2026-06-30"),
        ("en", "since March 2024", "2024-03-01.."),
        ("en", "after 2019", "2020-01-01.."),
        ("en", "before 2019", "..2018-12-31"),
        ("en", "until 2019", "..2019-12-31"),
        ("fr", "jusqu'à mai 2024", "..2024-05-31"),
        ("it", "fino a maggio 2024", "..2024-05-31"),
        ("no", "inntil mai 2024", "..2024-05-31"),
        ("sv", "tills maj 2024", "..2024-05-31"),
        ("en", "last month and this week", "2026-10-01..2026-10-31 2026-11-23..2026-11-29"),
        ("en", "the past two months", "2026-09-30..2026-11-29"),
        ("fr", "les trois dernières semaines", "2026-11-09..2026-11-29"),
        ("fr", "une semaine dernière", "2026-11-16..2026-11-22"),
        ("en", "3 days ago", "2026-11-26"),
        ("en", "Q3 2025", "2025-07-01..2025-09-30"),
        ("en", "third quarter of 2024", "2024-07-01..2024-09-30"),
        ("en", "from 2019 to 2021", "2019-01-01..2021-12-31"),
        ("en", "between March and June 2024", "2024-03-01..2024-06-30"),
        ("en", "3 to 5 May 2025", "2025-05-03..2025-05-05"),
        ("en", "1 Dec - 3 Feb 2024", "2023-12-01..2024-02-03"),
        ("en", "Monday, 4 May 2026", "2026-05-04"),
        ("en", "on Monday", "2026-11-23"),
        ("en", "you may march at 2000 rpm, 3 out of 5, part 2019-12-345, 7.3.1", ""),
        ("de", "letzten Monat", "2026-10-01..2026-10-31"),
        ("de", "seit dem 3. Mai 2025", "2025-05-03.."),
        ("de", "vor drei Wochen", "2026-11-08"),
        ("de", "in den nächsten vier Wochen", "2026-11-29..2026-12-27"),
        ("en", "in the next 30 days", "2026-11-29..2026-12-29"),
        ("de", "zwischen März und Juni 2024", "2024-03-01..2024-06-30"),
        ("de", "3. Quartal 2024", "2024-07-01..2024-09-30"),
        ("da", "i fjor", "2025-01-01..2025-12-31"),
        ("da", "for 3 dage siden", "2026-11-26"),
        ("es", "el mes pasado", "2026-10-01..2026-10-31"),
        ("es", "hace 3 días", "2026-11-26"),
        ("es", "el 3 de mayo de 2025", "2025-05-03"),
        ("pt", "nos últimos 3 meses", "2026-08-30..2026-11-29"),
        ("fr", "il y a 3 jours", "2026-11-26"),
        ("fr", "depuis mars 2024", "2024-03-01.."),
        ("it", "la settimana scorsa", "2026-11-16..2026-11-22"),
        ("it", "dal 2019", "2019-01-01.."),
        ("nl", "3 dagen geleden", "2026-11-26"),
        ("sv", "de senaste 3 veckorna", "2026-11-09..2026-11-29"),
        ("no", "forrige måned", "2026-10-01..2026-10-31"),
        ("hi", "पिछले महीने", "2026-10-01..2026-10-31"),
        ("hi", "2019 से", "2019-01-01.."),
        ("en", "since Monday", "2026-11-23.."),
        ("de", "seit Mittwoch", "2026-11-25.."),
        ("pt", "desde segunda-feira", "2026-11-23.."),
        ("pt", "na terça-feira", "2026-11-24"),
        ("it", "quest'anno", "2026-01-01..2026-12-31"),
        ("da", "i uge 45", "2026-11-02..2026-11-08"),
        ("de", "KW 49/2025", "2025-12-01..2025-12-07"),
        ("fr", "la semaine 45 de 2024", "2024-11-04..2024-11-10"),
        ("en", "week 49", "2025-12-01..2025-12-07"),
        ("en", "every 2 weeks 3 bolts, week 60", ""),
    ],
)
def test_times_are_read(language: str, text: str, read: str) -> None:
    assert " ".join(_told(span.start, span.end) for span in dates(text, TODAY, language)) == read


def test_day_and_month_that_may_be_turned_are_both_given() -> None:
    (span,) = dates("on 03/04/2024", TODAY, "en")
    assert (span.start, span.alternatives) == (date(2024, 4, 3), ((date(2024, 3, 4), date(2024, 3, 4)),))
    assert not dates("03.04.2024", TODAY, "en")[0].alternatives


def test_a_span_knows_its_place_and_whether_a_year_was_said() -> None:
    text = "Aufträge für die Öle seit März, oder am 3. Mai 2025"
    since, day = dates(text, TODAY, "de")
    assert [text[slice(*span.at)] for span in (since, day)] == ["seit März", "3. Mai 2025"]
    assert (since.yearless, day.yearless, since.end) == (True, False, date.max)


@pytest.mark.parametrize("language", all_languages())
def test_every_month_is_known_with_a_day_and_a_year(language: str) -> None:
    for name, number in vocabulary(language).months.items():
        for text in (f"3 {name} 2024", f"3. {name} 2024", f"{name} 3, 2024"):
            assert [(span.start, span.end) for span in dates(text, TODAY, "en")] == [(date(2024, number, 3),) * 2], text


@pytest.mark.parametrize(
    "text", ["1 may " * 16_000, "2019-" * 20_000, "1.1." * 25_000, "last " * 20_000, "before " * 14_000, "ø" * 100_000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    dates("today", TODAY)
    started = time.process_time()
    dates(text, TODAY, "es")
    assert time.process_time() - started < 5


def _told(start: date, end: date) -> str:
    if start == end:
        return str(start)
    return f"{start if start > date.min else ''}..{end if end < date.max else ''}"
