"""The documents of the demo library: which Typst source makes which PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEMO_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class ManualSource:
    """One PDF to make from `demo/manuals/<source>.typ`; `scanned` turns its pages into pictures of paper."""

    output: str
    source: str
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    scanned: bool = False

    @property
    def path(self) -> Path:
        return DEMO_FOLDER / "manuals" / f"{self.source}.typ"


def _plain(name: str) -> ManualSource:
    return ManualSource(f"{name}.pdf", name)


MANUALS: tuple[ManualSource, ...] = (
    ManualSource("k112-om-c.pdf", "k112-om", {"revision": "C"}),
    ManualSource("k112-om-d.pdf", "k112-om", {"revision": "D"}),
    ManualSource("o138-om-b.pdf", "o138-om"),
    _plain("k112-alarms"),
    _plain("o138-alarms"),
    _plain("safety"),
    _plain("torque-lubrication"),
    _plain("parts-catalogue"),
    _plain("sb-k112-031"),
    ManualSource("sb-k112-034.pdf", "sb-k112-034", scanned=True),
    _plain("sb-o138-012"),
    _plain("sb-all-007"),
    _plain("hydratec-hpu-de"),
    _plain("k112-commissioning"),
)
