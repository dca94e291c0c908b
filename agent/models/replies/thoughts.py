"""What a reasoning model thinks aloud in its reply is not part of the reply."""

import re

_PAIRS = {
    "<think>": "</think>",
    "<thinking>": "</thinking>",
    "<thought>": "</thought>",
    "<reasoning>": "</reasoning>",
    "<reflection>": "</reflection>",
    "<scratchpad>": "</scratchpad>",
    "[think]": "[/think]",
    "<|channel|>analysis<|message|>": "<|end|>",
}
_TAGS = (*_PAIRS, *_PAIRS.values())
_TAG = re.compile("|".join(map(re.escape, _TAGS)), re.IGNORECASE)


class Thoughts:
    """Takes a reply piece by piece and gives it back without its thoughts.

    `open_at_first`: the opening tag is part of this model's prompt, so that only the closing one is written.
    `never_opened` becomes true where that turns out.
    """

    def __init__(self, *, open_at_first: bool = False) -> None:
        self.never_opened = False
        self._until = "</think>" if open_at_first else ""
        self._open_at_first = open_at_first
        self._held = ""

    def feed(self, piece: str) -> str:
        """What this piece adds to the reply."""
        self._held += piece
        said = ""
        while tag := _TAG.search(self._held):
            said = self._after(said, self._held[: tag.start()], tag.group().lower())
            self._held = self._held[tag.end() :]
        if self._until:
            # A first thought is kept: if nothing ever closes it, it was the reply.
            self._held = (
                self._held if self._open_at_first else self._held[-begun(self._held, _TAGS) or len(self._held) :]
            )
            return said
        keep = begun(self._held, _TAGS)
        said += self._held[: len(self._held) - keep]
        self._held = self._held[len(self._held) - keep :]
        return said

    def finish(self) -> str:
        """What was kept back and is reply."""
        return "" if self._until and not self._open_at_first else self._held

    def _after(self, said: str, before: str, tag: str) -> str:
        if not self._until and tag in _PAIRS:
            self._until = _PAIRS[tag]
            return said + before
        if not self._until:
            self.never_opened = True
            return ""
        if tag == self._until:
            self._until, self._open_at_first = "", False
        return said


def begun(text: str, tokens: tuple[str, ...]) -> int:
    """How many characters at the end of `text` may be the beginning of one of the (lower-case) tokens."""
    longest = min(len(text), max(map(len, tokens)) - 1)
    low = text[-longest:].lower() if longest else ""
    return next((n for n in range(longest, 0, -1) if any(token.startswith(low[-n:]) for token in tokens)), 0)
