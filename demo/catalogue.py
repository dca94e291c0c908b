"""The documents of the demo library: which Typst source makes which PDF."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEMO_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class ManualSource:
    """One PDF to make from `demo/manuals/<source>.typ`; `scanned` turns its pages into pictures of paper."""

    number: str
    output: str
    source: str
    inputs: Mapping[str, str] = field(default_factory=dict[str, str])
    scanned: bool = False

    @property
    def path(self) -> Path:
        return DEMO_FOLDER / "manuals" / f"{self.source}.typ"


def _plain(number: str, name: str) -> ManualSource:
    return ManualSource(number, f"{name}.pdf", name)


MANUALS: tuple[ManualSource, ...] = (
    ManualSource("OM-K112", "k112-om-c.pdf", "k112-om", {"revision": "C"}),
    ManualSource("OM-K112", "k112-om-d.pdf", "k112-om", {"revision": "D"}),
    ManualSource("OM-O138", "o138-om-b.pdf", "o138-om"),
    _plain("AL-K112", "k112-alarms"),
    _plain("AL-O138", "o138-alarms"),
    _plain("SM-ALL", "safety"),
    _plain("TL-ALL", "torque-lubrication"),
    _plain("PC-ALL", "parts-catalogue"),
    _plain("SB-K112-031", "sb-k112-031"),
    ManualSource("SB-K112-034", "sb-k112-034.pdf", "sb-k112-034", scanned=True),
    _plain("SB-O138-012", "sb-o138-012"),
    _plain("SB-ALL-007", "sb-all-007"),
    _plain("HPU-250", "hydratec-hpu-de"),
    _plain("CC-K112", "k112-commissioning"),
)
