"""A small service organisation: one manual of two pages, two machines, an alarm, a part, a job."""

import hashlib

import pypdfium2

from domain.documents import Document, Line, Passage, Section
from domain.records import AlarmCode, Asset, Part, Stock, WorkOrder
from stores.open_stores import Stores

QUESTION = "CR-01 stopped with alarm 41, what do I do and do we have the part?"
MANUAL_QUESTION = "what torque do the brake cover bolts need on CR-01?"


def write_organisation(stores: Stores) -> None:
    """Fill empty stores."""
    _write_manual(stores)
    _write_records(stores)


def _write_manual(stores: Stores) -> None:
    files = stores.settings.home / "files"
    files.mkdir()
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(2):
        pdf.new_page(400, 600)
    pdf.save(files / "new.pdf")
    pdf.close()
    digest = hashlib.sha256((files / "new.pdf").read_bytes()).hexdigest()
    (files / "new.pdf").rename(files / f"{digest}.pdf")
    document = Document(id="doc", title="Crane manual", path="crane.pdf", revision="B", sha256=digest, pages=2)
    section = Section(id="s7", document_id="doc", title="Brake", number="7", path=("7 Brake",), page=2)
    texts = {
        "warning": "Lower the hook and lock out the main switch before any work on the brake.",
        "procedure": "1. Remove the brake cover.\n2. Fit the new brake lining.\n3. Tighten the brake cover bolts to a torque of 85 Nm.",
    }
    passages = [_passage(n, kind, text) for n, (kind, text) in enumerate(texts.items())]
    stores.passages.write(document, [section], passages)


def _passage(number: int, kind: str, text: str) -> Passage:
    lines: list[Line] = []
    start = 0
    for row, part in enumerate(text.split("\n")):
        top = 100.0 + 100 * number + 14 * row
        lines.append(Line(text=part, start=start, end=start + len(part), page=2, box=(72.0, top, 320.0, top + 12)))
        start += len(part) + 1
    level = "danger" if kind == "warning" else ""
    return Passage.model_validate(
        {"id": f"p{number}", "document_id": "doc", "section_id": "s7", "kind": kind, "text": text, "level": level}
        | {"lines": lines, "page": 2, "order": number}
    )


def _write_records(stores: Stores) -> None:
    records = stores.records
    records.put_assets([Asset(tag="CR-01", model="Lifter L20", site="North"), Asset(tag="CR-02", model="Hoist H5")])
    alarm = AlarmCode(
        code="41", title="Brake worn", models=("Lifter L20",), actions=("Measure the lining.", "Order part 55-100.")
    )
    records.put_alarms([alarm])
    records.put_parts([Part(number="55-100", name="Brake lining", stock=(Stock(location="Van 1", quantity=2),))])
    records.put_work_orders([WorkOrder(number="JOB-77", asset="CR-01", title="brake squeals", status="open")])
