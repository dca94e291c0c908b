"""A document is called by its title, not by what a program called its file."""

import pytest

from ingestion.about.metadata import metadata_of
from ingestion.pages import Page, Printed, Source

COVER = Page(1, 600, 800, (Printed("Inverter cabinet IC-80", (50, 60, 300, 84), 24), Printed("For engineers", (50, 100, 200, 110), 10)))  # fmt: skip


@pytest.mark.parametrize("property_", ["ups.html", "IC80_final_v3.docx", "Microsoft Word - IC80", "export.xhtml", ""])
def test_a_file_name_in_the_properties_is_no_title(property_: str) -> None:
    assert metadata_of(Source("pdf", "test", 1, property_), [COVER], "ic80.pdf").title == "Inverter cabinet IC-80"


@pytest.mark.parametrize(
    "property_", ["IC-80 Service Manual", "Anleitung zum Umrichter Nr. 12", "Cabinet IC-80 rev. B"]
)
def test_a_title_in_the_properties_is_the_title(property_: str) -> None:
    assert metadata_of(Source("pdf", "test", 1, property_), [COVER], "ic80.pdf").title == property_
