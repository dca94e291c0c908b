"""Signal words, steps, captions, references, applicability, dates and languages, as manuals print them."""

from datetime import date

import pytest

from domain.documents import Applicability, SerialRange
from ingestion.about.applicability import applicability_of
from ingestion.about.languages import language_of
from ingestion.about.overrides import named_sections
from ingestion.marks import caption, is_contents_line, references, signal, step_label
from ingestion.structure.numbering import split_number
from language.dates import first_printed


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("DANGER", "danger"),
        ("WARNING! Hot surface", "warning"),
        ("Caution: sharp edges", "caution"),
        ("GEFAHR", "danger"),
        ("VORSICHT: heiß", "caution"),
        ("ADVARSEL", "warning"),
        ("PELIGRO", "danger"),
        ("ADVERTENCIA: alta tensión", "warning"),
        ("ATENÇÃO", "warning"),
        ("AVERTISSEMENT", "warning"),
        ("⚠ WARNING Rotor turns", "warning"),
        ("⚠ CAUTION", "caution"),
        ("⚠", "warning"),
        ("⚠️ Release the pressure first.", "warning"),
        ("⚡ The capacitors hold their charge for ten", "warning"),
    ],
)
def test_signal_words(text: str, level: str) -> None:
    found = signal(text)
    assert found is not None
    assert found[0] == level


@pytest.mark.parametrize(
    "text",
    [
        "⚠ Safety instructions",
        "Warning lamps on the panel",
        "Danger of crushing exists here",
        "Warnings",
        "The WARNING sign",
    ],
)
def test_words_that_warn_of_nothing(text: str) -> None:
    assert signal(text) is None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1. Stop", ("number", "1")),
        ("(2) Stop", ("number", "2")),
        ("12) Stop", ("number", "12")),
        ("a) Sign", ("letter", "a")),
        ("Step 4: Stop", ("number", "4")),
        ("7.3.1 Loosen the bolts.", ("dotted", "7.3.1")),
        ("1.5 mm", None),
        ("M12 bolts", None),
    ],
)
def test_steps(text: str, label: tuple[str, str] | None) -> None:
    assert step_label(text) == label


def test_captions_are_titles_not_sentences() -> None:
    assert caption("Table 7-3 Torques") == ("table", "7-3")
    assert caption("Abb. 4: Pumpe") == ("figure", "4")
    assert caption("Table 7-3 shows the torques") is None


def test_references() -> None:
    assert references("See Table 7-3 and section 2.4; Figure 1 is old. Siehe 5.1.2.") == (
        "Table 7-3",
        "2.4",
        "Figure 1",
        "5.1.2",
    )


def test_contents_lines_end_in_a_page_number() -> None:
    assert is_contents_line("7.3 Brake pads ........ 112")
    assert not is_contents_line("Oil capacity ........ 18.5 L")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7.3 Replacing the pads", "7.3"),
        ("Appendix B Torques", "B"),
        ("10.4 ohms per mile", ""),
        ("A pump", ""),
        ("3.1 4711 Oil pressure low", "3.1"),
        ("Kapitel 4 Wartung", "4"),
    ],
)
def test_printed_numbers(text: str, number: str) -> None:
    assert split_number(text)[0] == number


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Applies to: S126, S132", Applicability(models=("S126", "S132"))),
        ("Gilt nur für BK16-L: Seilkeil mit 95 Nm anziehen.", Applicability(models=("BK16-L",))),
        ("Applicable à : CV 75 et CV-110", Applicability(models=("CV 75", "CV-110"))),
        ("Aplicável aos modelos: GE-500 e GE-750", Applicability(models=("GE-500", "GE-750"))),
        ("Gäller endast för modellerna VX20 och VX30", Applicability(models=("VX20", "VX30"))),
        ("Si applica ai modelli P-200 e P-300", Applicability(models=("P-200", "P-300"))),
        ("Geldig voor de types HB40 en HB60", Applicability(models=("HB40", "HB60"))),
        ("Gilt für: Pumpe HPU-250, Baujahr 2022", Applicability(models=("Pumpe HPU-250",))),
        ("Apply grease to M20 threads.", Applicability()),
        ("Gilt als bestanden nach EN-14492.", Applicability()),
        ("Serial numbers 1001 to 1480", Applicability(serials=(SerialRange(first="1001", last="1480"),))),
        ("Serial numbers 1001-1480", Applicability(serials=(SerialRange(first="1001", last="1480"),))),
        ("Use these from serial number 1200 on.", Applicability(serials=(SerialRange(first="1200"),))),
        ("up to serial number K-0419", Applicability(serials=(SerialRange(last="K-0419"),))),
        ("Check the serial number 1200 on the plate.", Applicability()),
        ("à partir du n° de série 510 001 234", Applicability(serials=(SerialRange(first="510001234"),))),
        ("jusqu'au numéro de série 8800", Applicability(serials=(SerialRange(last="8800"),))),
        ("A partire dalla matricola 21500", Applicability(serials=(SerialRange(first="21500"),))),
        ("matricole da 100 a 300", Applicability(serials=(SerialRange(first="100", last="300"),))),
        ("tot en met serienummer 6999", Applicability(serials=(SerialRange(last="6999"),))),
        ("från och med tillverkningsnummer 8801", Applicability(serials=(SerialRange(first="8801"),))),
        ("fra og med serienummer 300", Applicability(serials=(SerialRange(first="300"),))),
        ("before serial number 5000", Applicability(serials=(SerialRange(last="4999"),))),
        ("serial numbers 5000 and above", Applicability(serials=(SerialRange(first="5000"),))),
        ("after serial no. K-0419", Applicability(serials=(SerialRange(first="K-0420"),))),
        ("prima della matricola 21500", Applicability(serials=(SerialRange(last="21499"),))),
        ("Bomba de número de serie 1200", Applicability()),
        ("gælder for serienummer 300", Applicability()),
        (
            "Applies to: S126\nControllers VX 20 and VX 30",
            Applicability(models=("S126",), controllers=("VX 20", "VX 30")),
        ),
        (
            "Gilt für: V90-2.0\nSeriennummern V-100 bis V-200",
            Applicability(models=("V90-2.0",), serials=(SerialRange(first="V-100", last="V-200"),)),
        ),
    ],
)
def test_applicability(text: str, scope: Applicability) -> None:
    assert applicability_of(text) == scope


@pytest.mark.parametrize(
    "text", ["14 March 2024", "March 14, 2024", "2024-03-14", "14.03.2024", "14. marts 2024", "14 de março de 2024"]
)
def test_dates(text: str) -> None:
    assert first_printed(f"Rev. C, {text}") == date(2024, 3, 14)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The pump must be stopped before the valve is opened and the oil is drained from it", "en"),
        ("Die Pumpe muss gestoppt werden, bevor das Ventil geöffnet und die Anlage mit Öl gefüllt wird", "de"),
        ("Pumpen skal stoppes før ventilen åbnes, og olien må ikke tappes af før den er kold; det er til at se", "da"),
        ("A bomba deve ser parada antes de abrir a válvula e o óleo não é retirado da bomba com uma mangueira", "pt"),
        (
            "La bomba se debe parar antes de abrir la válvula y el aceite no es retirado de la bomba con una manguera",
            "es",
        ),
        ("4711 0815", ""),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("text", "overrides"),
    [
        ("This bulletin overrides section 7.3 of OM-112.", ("OM-112 § 7.3",)),
        ("Replaces sections 7.3 and 8 of manual\nOM-112 revision C\nApplies to: HX-20", ("OM-112 revision C § 7.3", "OM-112 revision C § 8")),
        ("Ersetzt Abschnitt 7.3 von OM-112", ("OM-112 § 7.3",)),
        ('It supersedes the section "Brake pads" in OM-112.', ("OM-112 § Brake pads",)),
        ("Overrides: OM-112", ("OM-112",)),
        ("The brake is overridden by hand, see OM-112.", ()),
    ],
)  # fmt: skip
def test_what_a_bulletin_overrides(text: str, overrides: tuple[str, ...]) -> None:
    assert named_sections(text) == overrides
