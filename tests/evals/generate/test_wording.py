"""A language model words questions: what it may change, and what becomes of one that fails."""

from contextlib import closing

import pytest
from langchain_core.messages import AIMessage

from agent.models.endpoint.opening import chat_model
from agent.settings import AgentSettings
from evals.generate.wording.rewording import PATIENCE, Reworder, same_facts
from tests.agent.models.serving import Say, serving
from tests.fakes import ScriptedChatModel


@pytest.mark.parametrize(
    ("wording", "same"),
    [("how tight is M30-2, 85 Nm?", True), ("how tight is it, 85 Nm?", False), ("how tight is M30-2, 95 Nm?", False)],
)
def test_a_models_wording_keeps_the_facts(wording: str, same: bool) -> None:
    assert same_facts("Is M30-2 tightened to 85 Nm?", wording) is same


def test_a_model_that_fails_leaves_the_manuals_wording_and_is_given_up() -> None:
    script = [AIMessage('"How tight do I do the 85 mm bolts?"'), AIMessage("How tight?"), *[TimeoutError()] * PATIENCE]
    model = ScriptedChatModel(script=script)
    reword = Reworder(model)
    said = [reword("To what torque do I tighten the 85 mm bolts?") for _ in range(7)]
    assert said == ["How tight do I do the 85 mm bolts?", "", "", "", "", "", ""]
    assert len(model.seen) == 2 + PATIENCE
    assert reword.told == (
        "The language model worded 1 of 5 questions so that they can be used; "
        "3 times it failed: it did not answer in time, and was not asked again."
    )


def test_an_endpoint_that_falls_silent_costs_its_own_question_only() -> None:
    script = Say("How tight do I do the 85 mm bolts?"), Say(hangs=True), Say("And the 20 mm ones?")
    with serving(*script) as server:
        limits = {"model_first_token_s": 0.5, "model_retries": 0}
        settings = AgentSettings.model_validate({"model": "openai:tiny", "openai_base_url": server.url, **limits})
        with closing(Reworder(chat_model(settings))) as reword:
            said = [reword(f"To what torque do I tighten the {size} mm bolts?") for size in (85, 30, 20)]
    assert said == ["How tight do I do the 85 mm bolts?", "", "And the 20 mm ones?"]
    assert reword.told.endswith("1 times it failed: it failed: no reply within 0.5 s.")
