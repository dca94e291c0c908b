"""Every passage store: a library goes back to a state as it was, documents and vectors, and what no state names is kept no longer."""

from collections.abc import Iterator, Sequence

import pytest

from domain.documents import Passage
from domain.errors import Conflict, NotFound
from stores.open_stores import Stores, open_stores
from stores.passages.states.keeping import AUTOMATIC
from stores.settings import StoreSettings
from tests.contracts.shelf import TEXTS, first, written


@pytest.fixture
def stores(settings: StoreSettings) -> Iterator[Stores]:
    with open_stores(settings=settings) as opened:
        yield opened


def passages_of(stores: Stores, document: str) -> Sequence[Passage]:
    return stores.passages.passages_of_document(document)


def test_a_wrong_ingest_is_taken_back(stores: Stores) -> None:
    store = stores.passages
    store.write(*written(sha256="a"))
    store.write(*written("gone", {"Crane": ("The crane lifts 250 kg.",)}, sha256="b"))
    before = {name: passages_of(stores, name) for name in ("om", "gone")}
    store.save_state("main", "good")

    store.write(*written(texts={"Yaw brake": ("Tighten to 45 N·m.",)}, sha256="a"))
    store.write(*written("new", {"Door": ("Close the door.",)}, sha256="c"))
    store.remove("gone")
    assert "250" not in first(store, "how much does the crane lift")

    embedder = stores.passages.embedder  # type: ignore[attr-defined]
    done = store.roll_back("main", "good")
    assert (done.restored, done.removed) == (2, 1)
    assert {name: passages_of(stores, name) for name in ("om", "gone")} == before
    assert first(store, "how much does the crane lift") == "The crane lifts 250 kg."
    assert first(store, "torque of the caliper bolts") == TEXTS["Yaw brake"][0]
    assert embedder is not None
    assert not store.search("door").problem

    assert (store.roll_back("main", "good").restored, len(store.states("main"))) == (0, 2)
    undo = next(state for state in store.states("main") if state.automatic)
    store.roll_back("main", undo.name)
    assert {document.id for document in store.documents()} == {"om", "new"}
    assert passages_of(stores, "om")[0].text == "Tighten to 45 N·m."


def test_vectors_come_back_without_being_made_again(stores: Stores) -> None:
    store = stores.passages
    store.write(*written())
    assert store.embed_further("main") == 1
    store.save_state("main", "both")
    store.write(*written(texts={"Yaw brake": ("Other words.",)}))
    store.roll_back("main", "both")
    assert store.embed_further("main") == 0, "those of the second embedder were kept as well"


def test_names_are_taken_once_and_forgotten_with_what_only_they_kept(stores: Stores) -> None:
    store = stores.passages
    store.write(*written(sha256="a"))
    store.save_state("main", "one")
    with pytest.raises(Conflict):
        store.save_state("main", "one")
    store.remove("om")
    assert store.contents() == {"a"}
    assert list(store.forget_state("main", "one")) == ["a"]
    assert store.contents() == set()
    for act in (store.roll_back, store.forget_state):
        with pytest.raises(NotFound):
            act("main", "one")


def test_only_the_last_automatic_states_are_kept(stores: Stores) -> None:
    store = stores.passages
    gone: list[str] = []
    for number in range(AUTOMATIC + 2):
        store.write(*written(texts={"Brake": (f"Tighten to {number} N·m.",)}, sha256=str(number)))
        gone += store.save_state("main")
    assert len(store.states("main")) == AUTOMATIC
    assert gone == ["0", "1"]
    assert store.contents() == {"2", "3", "4"}
