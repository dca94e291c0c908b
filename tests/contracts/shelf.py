"""Documents to write, and a passage store of every kind to write them to."""

from collections.abc import Iterator

import pytest

from domain.documents import Document, Line, Passage, Section
from stores.open_stores import open_stores
from stores.protocols import PassageStore
from stores.settings import StoreSettings

TEXTS = {
    "Yaw brake": ("Tighten the caliper bolts M30 to 450 N·m in two passes.", "Wear limit of the brake pads is 5 mm."),
    "Gearbox oil": ("Change the gearbox oil every 36 months. Drain it warm, at 40 °C.", "Oil filter: part 29-1182."),
    "Alarm 309": ("Yaw brake pressure low. Check the hydraulic hose for leaks.",),
}


def written(
    name: str = "om", texts: dict[str, tuple[str, ...]] = TEXTS, **fields: object
) -> tuple[Document, list[Section], list[Passage]]:
    """A document whose sections hold these passages."""
    document = Document.model_validate({"id": name, "title": name, "path": f"{name}.pdf", "language": "en", **fields})
    sections = [
        Section(id=f"{name}/{at}", document_id=name, title=title, path=("Manual", title))
        for at, title in enumerate(texts)
    ]
    passages = [
        Passage(
            id=f"{section.id}/{at}",
            document_id=name,
            section_id=section.id,
            text=text,
            lines=(Line(text=text, start=0, end=len(text), page=3, box=(1.5, 2.0, 3.0, 4.0)),),
            page=3,
            order=at,
            table=(("Bolt", "Torque"), ("M30", "450")),
            refs=("7.3",),
        )
        for section in sections
        for at, text in enumerate(texts[section.title])
    ]
    return document, sections, passages


@pytest.fixture
def store(settings: StoreSettings) -> Iterator[PassageStore]:
    with open_stores(settings=settings) as stores:
        yield stores.passages


def first(store: PassageStore, query: str, **narrowed: str) -> str:
    return store.search(query, **narrowed).hits[0].passage.text  # pyright: ignore[reportArgumentType]
