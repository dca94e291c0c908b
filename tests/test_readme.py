"""What README tells people to type and to open exists."""

import re
from pathlib import Path

import pytest
import typer

from agent.settings import AgentSettings
from api.settings import ApiSettings
from nacelle import app
from stores.settings import StoreSettings
from tools.others.settings import OtherSettings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TARGETS = sorted(set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)))
COMMANDS = sorted(set(re.findall(r"(?:^|`|\s)nacelle ((?:[a-z]+ ?){1,2})", re.sub(r'["<#].*', "", README))))
LINKS = sorted(set(re.findall(r"\]\(([^)#:]+)\)", README)))


def test_readme_names_enough_to_be_worth_checking() -> None:
    assert {"run", "test"} <= set(TARGETS)
    assert len(COMMANDS) >= 5
    assert len(LINKS) >= 4


@pytest.mark.parametrize("target", TARGETS)
def test_make_target(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_nacelle_command(command: str) -> None:
    known = typer.main.get_command(app)
    for word in command.split():
        inner = getattr(known, "commands", None)
        if inner is None:  # what follows is an argument
            break
        assert word in inner, command
        known = inner[word]


@pytest.mark.parametrize("link", LINKS)
def test_link(link: str) -> None:
    assert (ROOT / link).exists()


def test_settings_exist() -> None:
    known = {name.upper() for kind in (AgentSettings, ApiSettings, StoreSettings) for name in kind.model_fields}
    known |= {f"MCP_{name.upper()}" for name in OtherSettings.model_fields}
    assert set(re.findall(r"NACELLE_([A-Z_]+)", README)) <= known
