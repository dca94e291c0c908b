"""Dates, numbers, hours and days in the ways that people write them."""

from datetime import UTC, datetime

import pytest

from ingestion.records.cells.moments import Order, is_moment, moment_in, votes
from ingestion.records.cells.numbers import NumberStyle, days_in, hours_in, number_in, style_of
from ingestion.records.cells.splitting import items_of

COMMA, POINT = NumberStyle(comma=True), NumberStyle()


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("2024-12-31", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("2024-12-31T23:30:00+02:00", "dmy", datetime(2024, 12, 31, 21, 30, tzinfo=UTC)),
        ("2024-12-31T23:30:00.123Z", "dmy", datetime(2024, 12, 31, 23, 30, tzinfo=UTC)),
        ("20241231", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("31.12.2024", "mdy", None),
        ("31.12.2024 07:05", "dmy", datetime(2024, 12, 31, 7, 5, tzinfo=UTC)),
        ("03/04/2024", "dmy", datetime(2024, 4, 3, tzinfo=UTC)),
        ("03/04/2024", "mdy", datetime(2024, 3, 4, tzinfo=UTC)),
        ("12/31/24 5:07 PM", "mdy", datetime(2024, 12, 31, 17, 7, tzinfo=UTC)),
        ("12/31/24 12:07 AM", "mdy", datetime(2024, 12, 31, 0, 7, tzinfo=UTC)),
        ("1-2-99", "dmy", datetime(1999, 2, 1, tzinfo=UTC)),
        ("31-DEC-2024", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("31. Dezember 2024", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("5 de mayo de 2024", "dmy", datetime(2024, 5, 5, tzinfo=UTC)),
        ("3. marts 2024", "dmy", datetime(2024, 3, 3, tzinfo=UTC)),
        ("Dec 31, 2024", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("45657", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("45657.75", "dmy", datetime(2024, 12, 31, 18, tzinfo=UTC)),
        ("1735603200", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("1735603200000", "dmy", datetime(2024, 12, 31, tzinfo=UTC)),
        ("2024-12-31 24:00", "dmy", datetime(2025, 1, 1, tzinfo=UTC)),
        ("30.02.2024", "dmy", None),
        ("2024-13-01", "dmy", None),
        ("yesterday", "dmy", None),
        ("12", "dmy", None),
        ("31.12.2024 later", "dmy", None),
    ],
)
def test_moments(cell: str, order: Order, expected: datetime | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="is no date"):
            moment_in(cell, order)
    else:
        assert moment_in(cell, order) == expected


def test_a_column_votes_for_the_order_of_its_dates() -> None:
    assert votes("25/04/2024") == (True, False)
    assert votes("4/25/24 10:00") == (False, True)
    assert votes("03.04.2024") == (True, False)
    assert votes("01/02/2024") == votes("2024-01-02") == (False, False)


@pytest.mark.parametrize("cell", ["WO-12", "1.5", "12/2024", "77-1", "4711", "30.30.2024", "MT010", "12 bar"])
def test_what_is_no_moment(cell: str) -> None:
    assert not is_moment(cell)


@pytest.mark.parametrize(
    ("cells", "comma"),
    [
        (["1.234,50", "2,5"], True),
        (["1,234.50", "2.5"], False),
        (["1,5", "1.234"], True),
        (["1.5", "1,234"], False),
        (["12", "7"], False),
        (["0,125"], True),
    ],
)
def test_a_column_decides_what_its_commas_mean(cells: list[str], comma: bool) -> None:
    assert style_of(cells).comma is comma


def test_semicolons_between_cells_break_the_tie() -> None:
    assert number_in("1.234", style_of(["1.234"], semicolons=True)) == 1234
    assert number_in("1.234", style_of(["1.234"])) == 1.234


@pytest.mark.parametrize(
    ("cell", "style", "expected"),
    [
        ("1.234,50 €", COMMA, 1234.5),
        ("EUR 1.234,50", COMMA, 1234.5),
        ("$1,234.50", POINT, 1234.5),
        ("1 234,50", COMMA, 1234.5),
        ("1'234.50", POINT, 1234.5),
        ("(12.5)", POINT, -12.5),
        ("12-", POINT, -12),
        ("-12", POINT, -12),
        ("7 pcs", POINT, 7),
        ("PM01", POINT, None),
        ("12/13", POINT, None),
        ("1.2.3", POINT, None),
        ("many", POINT, None),
    ],
)
def test_numbers(cell: str, style: NumberStyle, expected: float | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="is no number"):
            number_in(cell, style)
    else:
        assert number_in(cell, style) == expected


def test_hours_and_days() -> None:
    assert hours_in("1:30", POINT) == 1.5
    assert hours_in("90 min", POINT) == 1.5
    assert hours_in("1,5 h", COMMA) == 1.5
    assert hours_in("90", NumberStyle(minutes=True)) == 1.5
    assert days_in("2 Wochen", POINT) == 14
    assert days_in("10", POINT) == 10
    with pytest.raises(ValueError, match="days"):
        days_in("3 lightyears", POINT)


def test_a_cell_may_list_things() -> None:
    assert items_of("M1, M2;M3\nM4", "models") == ["M1", "M2", "M3", "M4"]
    assert items_of("1. Check oil, then filter\n2. Reset", "actions") == ["Check oil, then filter", "Reset"]
