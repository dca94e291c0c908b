"""A document's number, revision and day are read in whatever words its title page or running head prints them."""

from datetime import date

import pytest

from ingestion.about.metadata import metadata_of
from ingestion.pages import Page, Printed, Source

PAGES = [
    (("Pump PX", "Doc. No.: PX-0031", "Rev. C", "Issue date: 14 March 2021"), "PX-0031", "C", date(2021, 3, 14)),
    (("Pumpe PX", "Dok.-Nr.  9014-7", "Revisionsstand: 2.1", "Stand: 11/2020"), "9014-7", "2.1", date(2020, 11, 1)),
    (("Pompe PX", "Réf. NT-2034", "Indice de révision : B", "Date : 12/05/2017"), "NT-2034", "B", date(2017, 5, 12)),
    (("Bomba PX", "N.º de documento: MM-12", "Revisión 2"), "MM-12", "2", None),
    (("Bomba PX", "Documento n.º BL8-117", "Edição 4", "Data: 20/10/2016"), "BL8-117", "4", date(2016, 10, 20)),
    (("Pompa PX", "Codice documento: CE25-IT", "Ed. 07"), "CE25-IT", "07", None),
    (("Pomp PX", "Documentnr.: 60218-NL", "Versie 1.3", "Datum: 8 mei 2021"), "60218-NL", "1.3", date(2021, 5, 8)),
    (("Pumpe PX | Dok.nr. VA300-DK | Udgave 6 | Side 1 af 9",), "VA300-DK", "6", None),
    (("Pumpe PX – Dokumentnummer VN50-NO, utgave 3, side 1",), "VN50-NO", "3", None),
    (("Pump PX", "Dokument-ID BT9-22", "Utgåva 2"), "BT9-22", "2", None),
]


@pytest.mark.parametrize(("lines", "number", "revision", "issued"), PAGES)
def test_told_in_other_words(lines: tuple[str, ...], number: str, revision: str, issued: date | None) -> None:
    found = metadata_of(Source("txt", "test"), [Page(None, pieces=tuple(Printed(one, None) for one in lines))], "a.txt")
    assert (found.number, found.revision, found.issued) == (number, revision, issued)


@pytest.mark.parametrize(
    "line",
    ["Part No.: 44-1200", "Issue a work permit before you start.", "Ausgabe der Werkzeuge um 7 Uhr", "Référence de la pièce : 44-1200", "Serien-Nr. 221-77"],
)  # fmt: skip
def test_another_number_is_not_the_documents(line: str) -> None:
    found = metadata_of(Source("txt", "test"), [Page(None, pieces=(Printed(line, None),))], "a.txt")
    assert (found.number, found.revision) == ("", "")
