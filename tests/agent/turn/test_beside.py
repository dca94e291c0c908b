"""Sentences that cite only what cannot answer the question wait for one that can."""

from datetime import date

import pytest

from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.telling import kinds_that_answer, kinds_told
from agent.question.header import Header, Named
from agent.turn.beside import Waiting
from domain.answers import Evidence
from tools.findings import absence

EVIDENCE = {
    1: Evidence(id="m", kind="manual", title="Brake", text="Lower the hook."),
    2: Evidence(id="p", kind="part", title="55-100", text="Part 55-100: Brake lining"),
    3: absence("alarm", "No alarm 'B100'.", name="B100"),
}
OF_MANUALS = kinds_that_answer({"manual": 0.9, "stock": 0.02})


def waiting(said: str = "How is the lining replaced?", kinds: frozenset[str] = OF_MANUALS) -> Waiting:
    return Waiting(said, kinds, EVIDENCE)


def test_what_stands_before_an_answer_is_told_with_it_in_order() -> None:
    sentences = waiting()

    assert sentences.let(["So:", "The lining is part 55-100. [2]"]) == []
    assert sentences.let(["Lower the hook. [1]"]) == ["So:", "The lining is part 55-100. [2]", "Lower the hook. [1]"]
    assert sentences.let(["Stock is 2. [2]"]) == ["Stock is 2. [2]"]
    assert sentences.rest() == ([], [])


def test_what_is_all_beside_the_question_is_told_apart_from_what_cites_nothing() -> None:
    beside, plain = waiting(), waiting()

    assert beside.let(["The lining is part 55-100. [2]", "There are two."]) == []
    assert beside.rest() == ([], ["The lining is part 55-100. [2]", "There are two."])
    assert plain.let(["MISSING: how it is replaced"]) == []
    assert plain.rest() == (["MISSING: how it is replaced"], [])


def test_a_wrong_number_is_not_beside_the_question() -> None:
    sentences = Waiting("How is the lining replaced?", OF_MANUALS, EVIDENCE, lambda _: (1,))

    assert sentences.let(["Lower the hook. [2]"]) == ["Lower the hook. [2]"]


@pytest.mark.parametrize(("said", "told"), [("What is alarm b100?", 1), ("How is the lining replaced?", 0)])
def test_that_there_is_none_answers_only_who_named_it(said: str, told: int) -> None:
    assert len(waiting(said, frozenset()).let(["No alarm 'B100'. [3]"])) == told


@pytest.mark.parametrize(
    ("shares", "kinds"),
    [
        ({"manual": 0.15, "stock": 0.1}, ()),
        ({}, ()),
        ({"manual": 0.9, "earlier": 0.9}, ("manual",)),
        ({"count": 0.6, "stock": 0.3, "manual": 0.05}, ("manual", "part", "work_order")),
    ],
)
def test_only_a_question_whose_words_tell_rules_a_kind_out(shares: dict[str, float], kinds: tuple[str, ...]) -> None:
    assert kinds_that_answer(shares) - {"calculation", "external", "picture"} == set(kinds)


def _talk(asked: str, *named: str, last: Conversation | None = None) -> Conversation:
    header = Header(today=date(2026, 1, 2), named=tuple(Named(kind="asset", value=one, said=one) for one in named))
    return Conversation(asked, asked, header, earlier=(last,) if last else ())


def test_a_question_that_only_names_things_rules_no_kind_out_and_in_a_thread_the_one_before_counts() -> None:
    def tell(text: str) -> dict[str, float]:
        return {"machine": 0.9} if "pump" in text else {"list": 0.9}

    before = _talk("List the orders of PX-1", "PX-1")

    assert kinds_told(_talk("And what about PX-2 and PX-3?", "PX-2", "PX-3"), tell) == frozenset()
    assert "work_order" not in kinds_told(_talk("Describe the pump PX-2", "PX-2"), tell)
    assert {"asset", "work_order"} <= kinds_told(_talk("And the pump PX-2?", "PX-2", last=before), tell)
