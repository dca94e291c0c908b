"""Every passage store: what is written is read and found, whole or not at all."""

from datetime import date

import pytest

from domain.callers import Caller
from domain.errors import Forbidden, IndexMismatch, NotFound
from stores.open_stores import Stores, open_stores
from stores.protocols import PassageStore
from stores.settings import StoreSettings
from tests.contracts.shelf import TEXTS, first, written
from tests.contracts.shelf import store as store


def test_sections_are_those_of_the_newest_write_of_another_process(settings: StoreSettings) -> None:
    with open_stores(settings=settings) as mine, open_stores(settings=settings) as theirs:
        mine.passages.write(*written())
        assert [one.title for one in mine.passages.sections("om")] == list(TEXTS)
        newer = {"Rotor lock": ("Lock the rotor with both pins.",)}
        theirs.passages.write(*written(texts=newer))
        assert [one.title for one in mine.passages.sections("om")] == ["Rotor lock"]
        theirs.passages.remove("om")
        assert not mine.passages.sections("om")


def test_documents_are_those_of_the_newest_write_of_another_process(settings: StoreSettings) -> None:
    with open_stores(settings=settings) as mine, open_stores(settings=settings) as theirs:
        mine.passages.write(*written(revision="A"))
        assert [one.revision for one in mine.passages.documents()] == ["A"]
        theirs.passages.write(*written(revision="B"))
        assert [one.revision for one in mine.passages.documents()] == ["B"]
        theirs.passages.remove("om")
        assert not mine.passages.documents()
        assert not mine.passages.documents("unknown")


def test_a_documents_warnings_are_those_of_its_newest_write(settings: StoreSettings) -> None:
    document, sections, passages = written()
    danger = passages[2].model_copy(update={"kind": "warning", "level": "danger"})
    with open_stores(settings=settings) as mine, open_stores(settings=settings) as theirs:
        mine.passages.write(document, sections, [*passages[:2], danger, *passages[3:]])
        assert mine.passages.warnings("om") == [danger]
        theirs.passages.write(document, sections, passages)
        assert mine.passages.warnings("om") == []
        assert mine.passages.warnings("unknown") == []


def test_what_is_written_is_read_back_whole(store: PassageStore) -> None:
    document, sections, passages = written()
    store.write(document, sections, passages)
    assert store.document("om").passages == 5
    assert store.document("om").embedder.startswith("bundled")
    assert store.sections("om") == sections
    assert store.section("om/1") == sections[1]
    assert store.passages("om/0") == passages[:2]
    assert store.passages_of_document("om") == passages
    assert [one.id for one in store.documents()] == ["om"]
    assert store.libraries() == ["main"]


def test_writing_again_replaces_and_removing_removes(store: PassageStore) -> None:
    store.write(*written())
    store.search("oil")
    store.write(*written(texts={"Oil": ("The hub is greased by hand.",)}))
    assert [passage.text for passage in store.passages_of_document("om")] == ["The hub is greased by hand."]
    assert [hit.passage.text for hit in store.search("gearbox oil").hits] == ["The hub is greased by hand."]
    store.remove("om")
    assert store.search("oil").hits == ()
    assert store.libraries() == []
    with pytest.raises(NotFound):
        store.document("om")
    with pytest.raises(NotFound):
        store.remove("om")


def test_libraries_are_apart(store: PassageStore) -> None:
    store.write(*written())
    store.write(*written("other", {"Pump": ("The bilge pump needs no oil.",)}, library="boats"))
    assert {hit.document.id for hit in store.search("oil", library="boats").hits} == {"other"}
    with pytest.raises(NotFound):
        store.search("oil", library="planes")


def test_the_newer_revision_supersedes_until_it_is_removed(store: PassageStore) -> None:
    fields = {"number": "OM-112", "issued": date(2024, 1, 1)}
    store.write(*written("b", {"Oil": ("Change the oil every 12 months.",)}, revision="B", **fields))
    store.write(*written("a", {"Oil": ("Change the oil yearly, every 24 months.",)}, revision="A", **fields))
    assert store.document("a").superseded_by == "b"
    hits = store.search("oil yearly 24 months").hits
    assert [(hit.document.id, hit.superseded) for hit in hits] == [("b", False), ("a", True)]
    store.remove("b")
    assert store.document("a").superseded_by == ""


def test_another_process_sees_the_write(store: PassageStore, settings: StoreSettings) -> None:
    store.write(*written())
    with open_stores(settings=settings) as other:
        assert "450" in first(other.passages, "caliper bolts torque")
        store.write(*written(texts={"Oil": ("Caliper bolts: 500 Nm.",)}))
        assert "500" in first(other.passages, "caliper bolts torque")


def test_another_embedder_is_refused_in_one_sentence(store: PassageStore, settings: StoreSettings) -> None:
    store.write(*written())
    changed = settings.model_copy(update={"embedder": "openai:text-embedding-3-small"})
    with open_stores(settings=changed) as other:
        with pytest.raises(IndexMismatch, match="written with the embedder bundled"):
            other.passages.search("oil")
        with pytest.raises(IndexMismatch):
            other.passages.write(*written("new"))
        assert other.passages.document("om").title == "om"


def test_a_caption_whose_drawing_was_found_is_a_figure(store: PassageStore) -> None:
    document, sections, passages = written()
    region = (10.0, 20.5, 300.0, 200.0)
    drawn = passages[1].model_copy(update={"kind": "figure", "region": region})
    store.write(document, sections, [passages[0], drawn, passages[2].model_copy(update={"kind": "figure"})])
    assert [(one.id, one.region) for one in store.figures("om")] == [(drawn.id, region)]
    assert not store.figures("unknown")


def test_documents_for_some_people_are_not_there_for_others(stores: Stores) -> None:
    texts = {"Torque": ("Tighten the blade bolts to 1380 Nm.",)}
    stores.passages.write(*written("all", {"Torque": ("Blade bolts are checked every year.",)}))
    stores.passages.write(*written("north", texts, sites=("Lyngholt",)))
    stores.passages.write(*written("plans", {"Torque": ("Blade bolts cost 12 euro.",)}, roles=("Planner",)))

    def found(**who: object) -> set[str]:
        seen = stores.seen_by(Caller.model_validate({"name": "ann", **who})).passages
        hits = {hit.document.id for hit in seen.search("blade bolts").hits}
        assert hits == {document.id for document in seen.documents()}
        assert all(bool(seen.sections(name)) == (name in hits) for name in ("all", "north", "plans"))
        return hits

    assert found() == {"all", "north"}
    assert found(sites=("lyngholt",)) == {"all", "north"}
    assert found(sites=("Højager",)) == {"all"}
    assert found(sites=("Højager",), roles=("planner",)) == {"all", "plans"}
    assert found(roles=("admin",)) == {"all", "north", "plans"}
    other = stores.seen_by(Caller(name="bo", sites=("Højager",))).passages
    for ask in (lambda: other.document("north"), lambda: other.section("north/0")):
        with pytest.raises(NotFound):
            ask()
    assert other.search("blade bolts").hidden == 0
    assert (other.passages("north/0"), other.warnings("north"), other.passages_of_document("north")) == ((), (), ())
    assert other.figures("north") == ()
    with pytest.raises(Forbidden):
        other.remove("all")
