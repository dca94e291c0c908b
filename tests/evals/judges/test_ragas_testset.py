"""RAGAS's TestsetGenerator over a small library and a language model on loopback, where RAGAS is installed (`.venv-evals`)."""

import importlib.util
from typing import Any

import pytest
from langchain_openai import ChatOpenAI

from domain.errors import Unavailable
from evals.generate.drafts import DraftCase
from evals.generate.ragas_testset import ragas_drafts
from tests.evals.judge import TEXT, judging
from tests.evals.small_library import Manuals

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("ragas") is None, reason="RAGAS is not installed; make evals-ragas"
)

FILLER = " ".join(
    f"The {place} of the hoist is looked at before the shift begins." for place in ("hook", "chain", "drum")
)


class Even:
    """Every text is the same vector."""

    name, dimensions = "even", 2

    def embed(self, texts: Any) -> Any:
        return [[1.0, 0.0] for _ in texts]


def made(sentence: str, manner: str = "yes") -> list[DraftCase]:
    manuals = Manuals()
    manuals.document("hoist")
    for page in (1, 2, 3):
        manuals.section("hoist", f"Part {page}", f"{sentence} {FILLER}", page=page)
    with judging(manner) as author:
        model = ChatOpenAI(model="m", base_url=author.url, api_key="none-needed", max_retries=0)  # type: ignore[arg-type]
        return ragas_drafts(manuals.text(), model, Even(), size=2)


def test_questions_come_with_their_gold_place_and_required_facts() -> None:
    first, *_ = made(TEXT)
    assert (first.question, first.reference, first.origin) == (TEXT, TEXT, "ragas")
    assert first.file == "hoist.pdf"
    assert set(first.pages) <= {1, 2, 3}
    assert first.must_contain
    assert not first.reviewed


def test_an_answer_that_its_place_does_not_give_is_thrown_away() -> None:
    assert made("The oil is changed once a year.") == []


def test_a_model_that_answers_in_prose_ends_in_one_sentence() -> None:
    with pytest.raises(Unavailable, match="RAGAS made no test set"):
        made(TEXT, "prose")
