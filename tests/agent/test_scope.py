"""What is no service work is declined, and what only sounds like it is not: phrasings that the classifier never saw."""

import pytest

from agent.embedded.scope import is_no_service_work
from stores.embedders.bundled import BundledEmbedder

OTHER = [
    "Get me a room in a hotel for Thursday night",
    "Who do I vote for on Sunday?",
    "Best pizza place near the port?",
    "Can you write a poem about rain?",
    "What's the score in the champions league?",
    "Tell me something funny",
    "Write a JavaScript function that sorts names",
]
SERVICE = [
    "Who changed the seal the last time?",
    "Book two filters for tomorrow",
    "May we work in a thunderstorm?",
    "How tall is the tower?",
    "Wie hoch ist der Turm?",
    "Where do I find the fire extinguisher?",
    "What should I wear in the hub?",
    "Hvor højt er tårnet?",
    "How do I replace a stud bolt?",
]


@pytest.fixture(scope="module")
def embedder() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.mark.parametrize("question", OTHER)
def test_what_is_no_service_work_is_declined(question: str, embedder: BundledEmbedder) -> None:
    assert is_no_service_work(question, embedder, lambda: ["Torque of the flange bolts: 350 Nm."])


@pytest.mark.parametrize("question", SERVICE)
def test_service_work_is_looked_up(question: str, embedder: BundledEmbedder) -> None:
    assert not is_no_service_work(question, embedder, lambda: ["Torque of the flange bolts: 350 Nm."])


def test_what_the_library_is_about_is_looked_up_however_it_sounds(embedder: BundledEmbedder) -> None:
    assert is_no_service_work(OTHER[0], embedder, lambda: ["Torque of the flange bolts: 350 Nm."])
    assert not is_no_service_work(
        OTHER[0], embedder, lambda: ["A room in the hotel is booked by the office before Thursday night."]
    )


def test_without_the_embedder_the_words_decide() -> None:
    assert is_no_service_work("Write me a poem", None, list)
    assert not is_no_service_work("Book me a hotel", None, list)
