"""Every passage store: questions find their passages, and only what applies."""

import pytest

from domain.documents import Applicability, Line, SerialRange
from stores.open_stores import Stores
from stores.protocols import PassageStore
from tests.contracts.shelf import first, written
from tests.contracts.shelf import store as store


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
