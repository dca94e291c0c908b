"""What a search says beside its hits: what the filter hid, and what is superseded."""

import json
from datetime import date
from pathlib import Path

from domain.documents import Applicability, Document, Passage, Section
from domain.records import Asset
from ingestion.terminal.passage_search import Where, answer_batch, as_hit, as_text, find, said_of_hidden
from stores.open_stores import open_stores
from stores.protocols import PassageStore
from stores.settings import StoreSettings

TEXT = "Grease the main bearing with 350 g every twelve months while the rotor turns slowly and the lock is open."


def _write(store: PassageStore, name: str, model: str, **fields: object) -> None:
    about = {"id": name, "title": name, "path": f"{name}.pdf", "applies_to": Applicability(models=(model,)), **fields}
    section = Section(id=f"{name}/s", document_id=name, title="Lubrication", path=("Lubrication",))
    passage = Passage(id=f"{name}/p", document_id=name, section_id=section.id, text=f"{TEXT} {name}.")
    store.write(Document.model_validate(about), [section], [passage])


def test_what_the_filter_hides_is_said_in_words_and_in_json(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": 1, "query": "grease of the main bearing"}\n', encoding="utf-8")
    with open_stores(settings=StoreSettings(home=tmp_path)) as stores:
        stores.records.put_assets([Asset(tag="P-1", model="Pump 20")])
        _write(stores.passages, "big", "Pump 90")
        where = Where(stores.passages, stores.records)
        result = find(where, "grease of the main bearing", "P-1")
        row = json.loads(next(answer_batch(where, batch, [].append, "P-1")))
        everything = find(where, "grease of the main bearing")
    assert result.hits == ()
    assert said_of_hidden(result, "P-1") == "1 passage is hidden, for Pump 90 and not for P-1."
    assert row == {"id": 1, "hits": [], "hidden": 1, "hidden_models": ["Pump 90"]}
    assert [hit.document.id for hit in everything.hits] == ["big"]
    assert said_of_hidden(everything, "") == ""


def test_superseded_hits_come_last_and_are_marked(tmp_path: Path) -> None:
    with open_stores(settings=StoreSettings(home=tmp_path)) as stores:
        for revision in ("A", "B"):
            about = {"number": "OM-1", "revision": revision, "issued": date(2024, 1, 1)}
            _write(stores.passages, f"rev-{revision}", "Pump 20", **about)
        hits = [as_hit(hit) for hit in find(Where(stores.passages, stores.records), "grease of the main bearing").hits]
    assert [(hit["document_id"], hit["superseded"]) for hit in hits] == [("rev-B", False), ("rev-A", True)]
    assert "Lubrication, superseded" in as_text(hits).split("\n\n")[1]


def test_a_line_that_cannot_be_answered_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    lines = (
        b'{"id": 1, "query": "main bearing"}',
        b"",
        b'{"id": 2,',
        b'{"id": 3}',
        b"[4]",
        b'{"id": 5, "query": null}',
        b'{"id": 6, "query": "grease", "asset": "none"}',
        b'\xff{"id": 7, "query": "grease"}',
        b'{"id": 8, "query": ""}',
        b'{"id": 9, "query": "\\ud800 grease \\u0000"}',
        b'{"id": 10, "query": "' + b"grease " * 15_000 + b'"}',
    )
    batch.write_bytes(b"\n".join(lines))
    told: list[str] = []
    with open_stores(settings=StoreSettings(home=tmp_path)) as stores:
        _write(stores.passages, "big", "Pump 90")
        rows = [json.loads(row) for row in answer_batch(Where(stores.passages, stores.records), batch, told.append)]
    assert [(row["id"], len(row["hits"])) for row in rows] == [(1, 1), (8, 0), (9, 1), (10, 1)]
    assert [sentence.split(" of ")[0] for sentence in told] == [f"Line {number}" for number in (3, 4, 5, 6, 7, 8)]
