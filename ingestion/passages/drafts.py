"""A passage before it is given its place in the document."""

from dataclasses import dataclass

from domain.documents import Box, Line, PassageKind, WarningLevel


@dataclass(frozen=True)
class Draft:
    """What a passage says, and the printed lines that say it."""

    kind: PassageKind
    text: str
    lines: tuple[Line, ...]
    level: WarningLevel = ""
    step: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    caption: str = ""
    page: int | None = None
    region: Box | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is a word in it; the call-outs of a drawing alone say nothing."""
        return sum(character.isalpha() for character in self.text) >= 3
