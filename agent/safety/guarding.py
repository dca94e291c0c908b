"""What has to be said before a claim, and what may not be said at all: one guard an answer."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.safety.hazards import is_ban
from agent.safety.warnings import governing, is_work, unguarded
from domain.answers import Evidence
from domain.documents import WarningLevel
from domain.errors import NacelleError
from language.words import words
from stores.protocols import PassageStore


@dataclass(frozen=True)
class Warned:
    """A warning to show now, before the claim that it governs; its text and signal word are as printed."""

    evidence: Evidence
    level: WarningLevel


@dataclass(frozen=True)
class Stop:
    """The claim may not be shown: "stop and ask" stands in its place, and the gap tells `reason`."""

    reason: str


@dataclass(frozen=True)
class _Found:
    """What governs one evidence: its warnings by their words, or why its steps are not shown."""

    printed: dict[str, Warned] = field(default_factory=dict[str, Warned])
    stop: Stop | None = None


@dataclass
class Guard:
    """The warnings of one answer: each is shown once, before the first claim that it governs.

    A turn that is cut short while warnings are read has not shown them and remembers nothing of them: whoever finishes the turn must.
    """

    passages: PassageStore
    library: str = "main"
    _jobs: dict[str, _Found] = field(default_factory=dict[str, _Found])
    _governs: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    async def before(self, cited: Sequence[Evidence], claim: int, text: str = "") -> list[Warned] | Stop:
        """The warnings that have to stand before a claim and were not shown yet, gravest first; or why it may not be shown.

        Args:
            cited: the evidence that the claim cites.
            claim: its index among the claims shown, 0 for the first.
            text: the claim. One that only forbids is never stopped: it is the safety itself.
        """
        read = [await self._found(item) for item in cited]
        stop = next((found.stop for found in read if found.stop), None)
        if stop and not is_ban(text):
            return stop
        printed = {key: warned for found in read for key, warned in found.printed.items()}
        fresh = [warned for key, warned in printed.items() if key not in self._governs]
        for key in printed:
            held = self._governs.setdefault(key, [])
            held += [claim] if claim not in held else []
        return fresh

    async def _found(self, item: Evidence) -> _Found:
        if not is_work(item):
            return await asyncio.to_thread(self._read, item)  # what governs one row of a table need not govern the next
        place = item.section_id or item.id
        if place not in self._jobs:
            self._jobs[place] = await asyncio.to_thread(self._read, item)
        return self._jobs[place]

    def governs(self, warning: Evidence) -> tuple[int, ...]:
        """The indexes of the claims shown so far that a warning governs."""
        return tuple(self._governs.get(_key(warning), ()))

    def _read(self, item: Evidence) -> _Found:
        try:
            warnings = governing(item, self.passages, self.library)
            bare = not warnings and unguarded(item, self.passages)
        except NacelleError as error:
            return _Found(stop=Stop(str(error)) if is_work(item) else None)
        if bare:
            return _Found(stop=Stop(f"no warnings or lock-out found for {item.section or item.title}"))
        return _Found({_key(warning): Warned(warning, warning.level) for warning in warnings})


def _key(warning: Evidence) -> str:
    """Warnings of the same words are one warning, wherever they are printed."""
    return " ".join(words(warning.text))
