"""A reply read as it comes: its text at once, tool calls in the text kept back until they are whole."""

import re
from collections.abc import Collection

from agent.models.replies.calls_in_text import SpokenCall, calls_in_text
from agent.models.replies.thoughts import Thoughts, begun

UNDECIDED = 200
"""Characters within which the beginning of a call names its tool."""
_MARKERS = ("<tool", "<function", "<|", "<｜", "[tool_calls]", "functools[")


class ReplyReader:
    """Give each piece to `feed`, which returns what may be shown by now, and at last call `finish`."""

    def __init__(self, known_tools: Collection[str] = (), *, thinks_first: bool = False) -> None:
        self.thoughts = Thoughts(open_at_first=thinks_first)
        self._known = tuple(known_tools)
        # One character for what was shown before: whether the line so far is blank.
        self._text = "\n"
        names = "|".join(map(re.escape, self._known))
        self._opener = re.compile(
            rf"(?P<marker>{'|'.join(map(re.escape, _MARKERS))})"
            rf"|^[ \t]*(?:```|\{{|\[(?!\^?\d|\Z)|Action:|(?:print\()?(?:\w+\.)?(?:{names})\s*[({{])",
            re.MULTILINE | re.IGNORECASE,
        )
        self._line_tokens = ("```", "action:", "print(", *(name.lower() for name in self._known))

    def feed(self, piece: str) -> str:
        """The text that this piece makes certain."""
        text = self.thoughts.feed(piece)
        return self._shown(text) if self._known else text

    def finish(self) -> tuple[str, list[SpokenCall]]:
        """What was kept back: the rest of the text, and the calls in it."""
        left = self._text[1:] + self.thoughts.finish()
        calls, rest = calls_in_text(left, self._known)
        return rest, calls

    def _shown(self, text: str) -> str:
        self._text += text
        end, at = 0, 1
        while found := self._opener.search(self._text, at):
            held = self._text[found.start() :]
            if found["marker"] or len(held) < UNDECIDED or any(name in held[:UNDECIDED] for name in self._known):
                end = found.start()
                break
            at = found.end()
        else:
            end = len(self._text) - self._may_open()
        end = max(end, 1)
        shown, line = self._text[1:end], self._text[:end].rsplit("\n", 1)[-1]
        self._text = ("x" if line.strip() else "\n") + self._text[end:]
        return shown

    def _may_open(self) -> int:
        """How many characters at the end may be the beginning of an opening."""
        line = self._text[1:].rsplit("\n", 1)[-1] if self._text[0] == "\n" or "\n" in self._text[1:] else "x "
        word = line.strip().lower()
        if word and any(token.startswith(word) for token in self._line_tokens):
            return len(line)
        return begun(self._text[1:], _MARKERS)
