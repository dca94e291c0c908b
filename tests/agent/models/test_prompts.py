"""Prompts of one's own: a folder of them stands in for the bundled ones, and an answer says which it was made with."""

from pathlib import Path
from types import ModuleType

import pytest
from langchain_core.messages import AIMessage

from agent.assistant import AskRequest, Assistant
from agent.settings import AgentSettings, agent_settings
from domain.errors import SettingsError
from stores.open_stores import Stores

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "agent.md").write_text("Answer in one sentence.", encoding="utf-8")
    return tmp_path


async def test_a_folders_prompt_is_sent_in_place_of_the_bundled_one_and_told(
    stores: Stores, fakes: ModuleType, folder: Path
) -> None:
    look_up = AIMessage("", tool_calls=[{"name": "lookup_alarm", "args": {"code": "41"}, "id": "c"}])
    versions: list[str] = []
    for prompts in (folder, None):
        model = fakes.ScriptedChatModel(script=[look_up, AIMessage("Thin [2].")], seen=[], tools_offered=[])
        assistant = Assistant(stores, settings=AgentSettings(model="openai:m", prompts=prompts), model=model)
        answer = await assistant.ask(AskRequest(question="What does 41 mean?", asset="CR-01"))
        versions.append(answer.usage.prompts)
        assert (model.seen[0][0].text == "Answer in one sentence.") == bool(prompts)
        assert "from the evidence" in model.seen[1][-1].text, "what the folder has not is the bundled one"
    assert len(set(versions)) == 2


@pytest.mark.parametrize(("file", "says"), [("agnet.md", "agnet.md, which is no prompt"), ("", "holds no prompt")])
def test_a_folder_whose_prompts_would_never_be_read_is_refused(
    file: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    if file:
        (own / file).write_text("x", encoding="utf-8")
    monkeypatch.setenv("NACELLE_PROMPTS", str(own))
    with pytest.raises(SettingsError, match=says):
        agent_settings()
