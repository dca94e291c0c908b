"""Every passage store: what is written is read and found, whole or not at all."""

from collections.abc import Iterator
from datetime import date

import pytest

from domain.callers import Caller
from domain.documents import Applicability, Document, Line, Passage, Section, SerialRange
from domain.errors import Forbidden, IndexMismatch, NotFound
from stores.open_stores import Stores, open_stores
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


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("how tight are the caliper bolts?", "450"),
        ("450 Nm", "450"),
        ("tightning torqe calliper bolts", "450"),
        ("when is the gbx oil due?", "36 months"),
        ("29 1182", "29-1182"),
        ("alarm 309", "pressure low"),
        ("Wie oft wechsle ich das Getriebeöl?", "36 months"),
        ("Hvad er tilspændingsmomentet for boltene?", "450"),
        ("¿Cuál es el límite de desgaste de las pastillas de freno?", "Wear limit"),
        ("गियरबॉक्स का तेल कब बदलें?", "36 months"),
    ],
)
def test_questions_find_their_passage(store: PassageStore, query: str, wanted: str) -> None:
    store.write(*written())
    assert wanted in first(store, query)


def test_the_document_named_comes_before_those_that_mention_it(store: PassageStore) -> None:
    store.write(*written())
    store.write(*written("mentions", {"Related": ("See bulletin TB-204 for the hook. TB-204 applies to all cranes.",)}))
    store.write(*written("tb-204", {"Reason": ("The hook nut came loose on two cranes.",)}, number="TB-204"))
    assert "came loose" in first(store, "What does bulletin TB-204 say?")


def test_hits_carry_rank_document_and_section(store: PassageStore) -> None:
    store.write(*written())
    hits = store.search("gearbox oil", limit=3).hits
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert (hits[0].document.id, hits[0].section.title) == ("om", "Gearbox oil")
    assert list(hits) == sorted(hits, key=lambda hit: -hit.score)
    assert hits == store.search("gearbox oil", limit=3).hits


def test_empty_and_strange_questions_are_answered(store: PassageStore) -> None:
    assert store.search("anything").hits == ()
    store.write(*written())
    for query in ("", "   ", "?", "\x00", "🔧" * 300, "the of", "oil \udcff", "%' OR 1=1 --", "a" * 5000):
        assert len(store.search(query).hits) <= 8


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


def test_only_what_applies_is_ranked_and_the_rest_counted(store: PassageStore) -> None:
    for name, model, torque in (("k", "Kestrel K112-2.4", 450), ("o", "Osprey O138-4.2", 620)):
        text = {"Blade bolts": (f"Tighten the blade bolts to {torque} Nm.",)}
        scope = Applicability(models=(model,), serials=(SerialRange(first="K100", last="K199"),), controllers=("Mk 2",))
        store.write(*written(name, text, applies_to=scope))
    found = store.search("blade bolts torque", model="k112")
    assert [hit.document.id for hit in found.hits] == ["k"]
    assert (found.hidden, found.hidden_models) == (1, ("Osprey O138-4.2",))
    assert store.search("blade bolts torque").hidden == 0
    assert store.search("blade bolts torque", serial="K250").hits == ()
    assert store.search("blade bolts torque", controller="Mk 1").hidden == 2
    assert len(store.search("blade bolts torque", serial="150", controller="MK2").hits) == 2
    assert store.search("blade bolts torque", kinds=["table"]).hits == ()


def test_the_newer_revision_supersedes_until_it_is_removed(store: PassageStore) -> None:
    fields = {"number": "OM-112", "issued": date(2024, 1, 1)}
    store.write(*written("b", {"Oil": ("Change the oil every 12 months.",)}, revision="B", **fields))
    store.write(*written("a", {"Oil": ("Change the oil yearly, every 24 months.",)}, revision="A", **fields))
    assert store.document("a").superseded_by == "b"
    hits = store.search("oil yearly 24 months").hits
    assert [(hit.document.id, hit.superseded) for hit in hits] == [("b", False), ("a", True)]
    store.remove("b")
    assert store.document("a").superseded_by == ""


def test_of_a_passage_over_two_pages_the_page_asked_for_is_named(store: PassageStore) -> None:
    texts = ("Tighten the caliper bolts to 450 Nm.", "Bleed the hydraulic line until no bubbles are left.")
    lines = [Line(text=text, start=0, end=len(text), page=page) for page, text in enumerate(texts, 7)]
    document, sections, passages = written(texts={"Brake": (" ".join(texts),)})
    store.write(document, sections, [passages[0].model_copy(update={"page": 7, "lines": tuple(lines)})])
    found = [store.search(query).hits[0] for query in ("torque of the caliper bolts", "bleeding hydraulics", "brake")]
    assert [hit.page for hit in found] == [7, 8, 7]


def test_the_same_words_are_shown_once(store: PassageStore) -> None:
    for name in ("one", "two"):
        store.write(*written(name, {"Note": ("Wear gloves when handling grease.",)}))
    assert len(store.search("gloves grease").hits) == 1


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


def test_a_passage_that_says_no_more_than_its_heading_does_not_break_the_search(store: PassageStore) -> None:
    heading = "Torque"
    document, sections, passages = written(texts={heading: (heading, "Tighten to 450 Nm.")})
    store.write(document, [one.model_copy(update={"path": (heading,)}) for one in sections], passages)
    assert {hit.passage.text for hit in store.search("how much torque").hits} == {heading, "Tighten to 450 Nm."}


def test_an_english_question_finds_a_german_manual(store: PassageStore) -> None:
    texts = {
        "Ölwechsel": ("Das Getriebeöl ist alle 36 Monate zu wechseln.",),
        "Lagerung": ("Das Aggregat ist trocken zu lagern.",),
    }
    store.write(*written(texts=texts, language="de"))
    assert "Getriebeöl" in first(store, "after how many months must the gearbox oil be changed")


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
    with pytest.raises(Forbidden):
        other.remove("all")


def test_a_question_in_another_language_is_found_by_meaning_once_the_second_vectors_are_there(stores: Stores) -> None:
    passages = stores.passages
    passages.write(*written("pump", {"Pump": ("Drain the water before the frost comes.", "Paint the railing white.")}))
    told: list[tuple[str, int, int]] = []
    assert passages.embed_further("main", lambda path, done, total: told.append((path, done, total))) == 1
    assert told == [("pump.pdf", 2, 2)]
    assert passages.embed_further("main") == 0
    assert "Drain" in first(passages, "Il faut vidanger l'eau avant qu'il ne gèle ?")
    passages.write(*written("new", {"Pump": ("Store it dry.",)}))
    assert "Drain" in first(passages, "vidanger drain")
    assert passages.embed_further("main") == 1


def test_search_narrowed_by_far_asks_the_vectors_with_the_filter(store: PassageStore) -> None:
    many = {f"Part {at}": (f"Blade bolt number {at} of the long list.",) for at in range(120)}
    store.write(*written("many", many, applies_to=Applicability(models=("Osprey O138-4.2",))))
    store.write(
        *written(
            "one", {"Hub": ("The fastener of the rotor wing.",)}, applies_to=Applicability(models=("Kestrel K112-2.4",))
        )
    )
    assert {hit.document.id for hit in store.search("blade bolt", model="K112").hits} == {"one"}
