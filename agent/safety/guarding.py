"""What has to be said before a claim, and what may not be said at all: one guard an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.safety.alarm_lines import governed_part
from agent.safety.hazards import is_ban
from agent.safety.superseded import in_force
from agent.safety.warnings import governing, is_work, unguarded
from domain.answers import Evidence, Gap
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
    """The claim may not be shown: "stop and ask" stands in its place."""

    reason: str

    @property
    def gap(self) -> Gap:
        """What the answer lacks."""
        return Gap(source="warnings", reason=self.reason)


@dataclass(frozen=True)
class _Found:
    """What governs one evidence: its warnings by their words, or why its steps are not shown."""

    printed: dict[str, Warned] = field(default_factory=dict[str, Warned])
    stop: Stop | None = None


@dataclass
class Guard:
    """The warnings of one answer: each is shown once, before the first claim that it governs. Blocks: not for the event loop."""

    passages: PassageStore
    library: str = "main"
    _jobs: dict[str, _Found] = field(default_factory=dict[str, _Found])
    _governs: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def before(self, cited: Sequence[Evidence], claim: int, text: str = "") -> list[Warned] | Stop:
        """The warnings that have to stand before a claim and were not shown yet, gravest first; or why it may not be shown.

        Args:
            cited: the evidence that the claim cites.
            claim: its index among the claims shown, 0 for the first.
            text: the claim. One that only forbids is never stopped: it is the safety itself. Of an alarm entry it has the warnings of those
                lines that it is taken from.
        """
        parts = (governed_part(item, text) if item.kind == "alarm" else _as_printed(item) for item in cited)
        found = [self._found(item) for item in parts]
        stop = next((each.stop for each in found if each.stop), None)
        if stop and not is_ban(text):
            return stop
        printed = {key: warned for each in found for key, warned in each.printed.items()}
        fresh = [warned for key, warned in printed.items() if key not in self._governs]
        for key in printed:
            self._governs.setdefault(key, []).append(claim)
        return fresh

    def governed(self) -> dict[int, tuple[int, ...]]:
        """The indexes of the claims that each warning governs; warnings count in the order in which `before` gave them."""
        return {at: tuple(dict.fromkeys(claims)) for at, claims in enumerate(self._governs.values())}

    def _found(self, item: Evidence) -> _Found:
        if not is_work(item):
            return self._read(item)  # what governs one row of a table need not govern the next
        place = f"{item.section_id} {item.order}" if item.section_id else f"{item.id} {item.text}"
        if place not in self._jobs:
            self._jobs[place] = self._read(item)
        return self._jobs[place]

    def _read(self, item: Evidence) -> _Found:
        try:
            item = in_force(item, self.passages)
            warnings = governing(item, self.passages, self.library)
            bare = not warnings and unguarded(item, self.passages)
        except NacelleError as error:
            return _Found(stop=Stop(str(error)) if is_work(item) else None)
        if bare:
            return _Found(stop=Stop(f"no warnings or lock-out found for {item.section or item.title}"))
        return _Found({_key(warning): Warned(warning, warning.level) for warning in warnings})


def _as_printed(item: Evidence) -> Evidence:
    """What was read from a picture has the warnings of the place where the picture stands."""
    return item.model_copy(update={"kind": "manual"}) if item.kind == "picture" else item


def _key(warning: Evidence) -> str:
    """Warnings of the same words are one warning, wherever they are printed."""
    return " ".join(words(warning.text))
