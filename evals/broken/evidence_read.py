"""Evidence as a model reads it: numbered blocks in the messages of tools."""

import re
from collections.abc import Sequence

from langchain_core.messages import BaseMessage, ToolMessage

from agent.turn.found import this_turn
from tools.rendering import numbers_shown

_BLOCK = re.compile(r"""<evidence n="(\d+)"[^>]*>\n?(.*?)\n?</evidence>\n?""", re.DOTALL)


def blocks(messages: Sequence[BaseMessage]) -> dict[int, str]:
    """Number -> text of what this turn's tools brought."""
    return {int(number): text for message in _results(messages) for number, text in _BLOCK.findall(message.text)}


def numbers(messages: Sequence[BaseMessage]) -> list[int]:
    """The numbers of this turn's evidence, in order."""
    return sorted({number for message in _results(messages) for number in numbers_shown(message.text)})


def without(text: str, dropped: frozenset[int]) -> str:
    """A tool's message without the blocks of these numbers."""
    return _BLOCK.sub(lambda block: "" if int(block.group(1)) in dropped else block.group(), text)


def _results(messages: Sequence[BaseMessage]) -> list[ToolMessage]:
    return [message for message in this_turn(messages) if isinstance(message, ToolMessage)]
