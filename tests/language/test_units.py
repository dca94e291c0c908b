"""Quantities however they are written."""

import time
from decimal import Decimal

import pytest

from language.measuring.unit_names import units
from language.units import Quantity, canonical, convert, dimension, quantities, same


@pytest.mark.parametrize(
    ("unit", "spellings"),
    [
        ("Nm", "Nm,N m,N·m,N-m,N.m,N∙m,newton metres,newton-meter,Newtonmeter,NM"),
        ("ft-lb", "ft-lb,lb-ft,ft lbs,ft·lb,foot-pounds,lbf ft"),
        ("°C", "°C,degC,ºC,° C,deg C,degrees C,Grad Celsius,C"),
        ("l", "l,L,litres,Liter,litros,litri"),
        ("in", 'in,inch,",Zoll,pulgadas'),
        ("rpm", "rpm,min-1,min⁻¹,1/min,U/min,r/min"),
        ("MΩ", "MΩ,MOhm,megohm"),
        ("kPa", "kPa,kpa,KPA"),
        ("V", "V,VDC,V AC,volts,Volt"),
        ("day", "d,days,Tage,dage,días,jours,दिन"),
        ("MW", "MW,megawatts"),
        ("mW", "mW"),
        ("mm2", "mm2,mm²"),
        ("ft2", "ft2,ft²,sq ft"),
        ("%", "%,per cent,Prozent,procent"),
        ("", "bolt,x,a,alarm"),
    ],
)
def test_spellings_have_one_name(unit: str, spellings: str) -> None:
    assert {canonical(one) for one in spellings.split(",")} == {unit}


def test_units_measure_something() -> None:
    assert (dimension("N m"), dimension("psi"), dimension("bolt")) == ("torque", "pressure", "")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Torque 95 N m", "95 Nm"),
        ("65-70 °C", "65..70 °C"),
        ("25 to 80 V", "25..80 V"),
        ("von 5 bis 7 bar", "5..7 bar"),
        ("zwischen 5 und 7 bar", "5..7 bar"),
        ("5 and 7 bar", "7 bar"),
        ("5 bar to 7 bar", "5..7 bar"),
        ("-20...+50 °C", "-20..50 °C"),
        ("5 से 7 बार", "5..7 bar"),
        ("4-20 mA", "4..20 mA"),
        ("520 Nm ±3 %", "520 Nm -15.6 +15.6"),
        ("520 ±15 Nm", "520 Nm -15 +15"),
        ("520 Nm (± 15 Nm)", "520 Nm -15 +15"),
        ("20 +0.2/-0 mm", "20 mm -0 +0.2"),
        ("20 mm +0,2 / -0,1 mm", "20 mm -0.1 +0.2"),
        ("80 x 40 mm", "80 mm; 40 mm"),
        ("3 x 5 mm²", "5 mm2"),
        ('1 1/2" hose', "1.5 in"),
        ("a 500-hour service", "500 h"),
        ("24V-48V", "24..48 V"),
        ("2 K-510 cost 178 EUR", ""),
        ("5 in the hub, 5 in. wide", "5 in"),
        ("16 A fuse, 16 a day", "16 A"),
        ("10 kg/x and WTG-07 and M16x80 mm", ""),
        ("5 C-clamps", ""),
        ("50 Hz/60 Hz", "50 Hz; 60 Hz"),
    ],
)
def test_quantities_are_read(text: str, read: str) -> None:
    assert "; ".join(_told(quantity) for quantity in quantities(text)) == read


def test_a_quantity_knows_its_place_and_readings() -> None:
    (found,) = quantities("Set 1,050 psi.")
    assert (found.written, found.start, found.end) == ("1,050 psi", 4, 13)
    assert found.values == (Decimal(1050), Decimal("1.050"))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("95 N m", "95 Nm", True),
        ("95 Nm", "0.095 kNm", True),
        ("4.5 kV", "4500 V", True),
        ("20 °C", "68 °F", True),
        ("65-70 °C", "65 to 70 °C", True),
        ("1,050 mm", "1.05 m", True),
        ("24 h", "1 day", True),
        ("95 Nm", "96 Nm", False),
        ("65 °C", "65-70 °C", False),
        ("5 bar", "5 mm", False),
        ("5 bar", "five", False),
    ],
)
def test_sameness_looks_through_units(one: str, other: str, is_same: bool) -> None:
    assert same(one, other) is is_same
    assert same(other, one) is is_same


def test_conversion_is_exact_or_refused() -> None:
    assert convert(Decimal(7), "bar", "kPa") == 700
    assert convert(Decimal(20), "°C", "°F") == 68
    assert round(convert(Decimal(100), "N·m", "ft-lb"), 3) == Decimal("73.756")
    with pytest.raises(ValueError, match="cannot be given"):
        convert(Decimal(1), "bar", "mm")
    with pytest.raises(ValueError, match="no unit"):
        convert(Decimal(1), "bar", "foo")


def test_pint_knows_every_unit() -> None:
    first: dict[str, str] = {}
    for name, unit in units().items():
        assert convert(Decimal(1), name, first.setdefault(unit.dimension, name)) is not None


@pytest.mark.parametrize(
    "text",
    ["1 bar " * 16_000, "1-" * 50_000, "1 x " * 25_000, "± 1 " * 25_000, "5 " + "m " * 50_000, "1" + " " * 100_000,
     "1 + " + "1" * 99_000, "1 to to to " * 9_000],
)  # fmt: skip
def test_hostile_text_takes_no_time(text: str) -> None:
    quantities("1 bar")
    started = time.process_time()
    quantities(text)
    assert time.process_time() - started < 5


def _told(quantity: Quantity) -> str:
    upper = f"..{quantity.upper}" if quantity.upper is not None else ""
    within = f" -{quantity.tolerance[0]} +{quantity.tolerance[1]}" if quantity.tolerance else ""
    return f"{quantity.value}{upper} {quantity.unit}{within}"


@pytest.mark.parametrize("text", ["alarm 309 på WTG-07", "tilbakestill 5120 på maskinen", "larm 41 på kranen"])
def test_a_word_that_is_a_symbol_but_for_its_accent_is_no_unit(text: str) -> None:
    assert quantities(text) == []
