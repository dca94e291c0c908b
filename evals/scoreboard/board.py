"""What the scoreboard runs and shows, from TOML."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from domain.evaluations.nouns import Tuned
from evals.toml_files import read_toml

_HONESTY: list[Tuned] = ["no", "unknown", "looked at", "yes"]
BUNDLED = Path(__file__).parent / "board.toml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Anchor(_Part):
    """Somebody else's figure; `checked`: whether it was read in its source."""

    who: str
    metric: str = ""
    value: float
    source: str = Field(min_length=1)
    checked: bool = False


class BoardSet(_Part):
    """A suite that is run. `documents` become `library` where that is not there yet."""

    name: str
    suite: str
    library: str = "main"
    documents: tuple[str, ...] = ()
    tuned: Tuned
    metrics: tuple[str, ...] = Field(min_length=1)
    anchors: tuple[Anchor, ...] = ()

    @property
    def needs_data(self) -> bool:
        """Whether it lies in the folder of data and not in the product."""
        return "/" in self.suite or ":" in self.suite

    def suite_in(self, data: Path) -> str:
        """The suite's name with its path below `data`."""
        if not self.needs_data:
            return self.suite
        kind, colon, path = self.suite.rpartition(":")
        return f"{kind}{colon}{data / path}"


class Elsewhere(_Part):
    """A figure of another command: tuned, and with that library left out of what was learned."""

    what: str
    command: str
    tuned_figure: float | None = None
    left_out: float | None = None
    note: str = ""
    anchors: tuple[Anchor, ...] = ()


class Board(_Part):
    """The whole of it."""

    sets: tuple[BoardSet, ...] = ()
    measured: tuple[Elsewhere, ...] = ()


def read_board(file: Path = BUNDLED) -> Board:
    """Read it. Raises BadInput: it is not there, is no TOML, or a field of it is wrong."""
    return read_toml(Board, file, "The scoreboard")


def tuned_on(suites: str) -> Tuned:
    """Of suites as they were asked for: the least honest of what the board says of each; "unknown" where it says nothing."""
    known: list[Tuned] = [_tuned(name) for name in suites.split()]
    return max(known, key=lambda tuned: _HONESTY.index(tuned)) if known else "unknown"


def _tuned(name: str) -> Tuned:
    for one in _bundled().sets:
        path = one.suite.rpartition(":")[2]
        if (
            name == one.suite
            or (not one.needs_data and name.startswith(f"{one.suite}-"))
            or (one.needs_data and name.endswith(path))
        ):
            return one.tuned
    return "unknown"


@lru_cache(1)
def _bundled() -> Board:
    return read_board()
