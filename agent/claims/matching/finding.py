"""What checking a sentence came to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agent.claims.evidence.ground import Spot


@dataclass
class Finding:
    """What checking came to: `trouble` contradicts or invents, `doubt` is what code cannot tell; `spots` are where it is said."""

    trouble: str = ""
    doubt: str = ""
    derived: str = ""
    spots: list[Spot] = field(default_factory=list[Spot])
    share: float = 1.0
    own: float = 1.0
    """The shares of its words that its places explain with what stands around them, and that they say themselves or are named by."""
    hard: bool = False
    """Whether a place holds a value or date of the sentence."""

    def amiss(self, trouble: str) -> None:
        """Note what is wrong; the first is told."""
        self.trouble = self.trouble or trouble

    def add(self, spots: Iterable[Spot]) -> None:
        """Places that say a part of it."""
        self.spots += [spot for spot in spots if spot not in self.spots]
