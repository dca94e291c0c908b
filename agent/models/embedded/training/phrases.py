"""The phrases that the frames are learned from, with names filled in.

A file a language; a phrase's place in its list says of which English phrase it is a translation ("" where there is none).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import cast
from zlib import crc32

import yaml

from agent.models.embedded.frames import PLACEHOLDERS, undressed

FOLDER = Path(__file__).parent / "phrases"
PLACES = {"m": "asset", "a": "alarm", "o": "work_order", "p": "part", "d": "document", "t": "model"}
_NAMES = {
    "m": "P-101,CH 12,press 4,K3,TR-7781,LIFT02,unit 9,B12-7,SZ05,crane 2",
    "a": "E-14,F0021,217,A1005,309.2,E 22,1044,76,SPN 520,0x3F",
    "o": "4500123,WX-8812,JOB 221,700031,M-2201,wo 5512,98-1",
    "p": "44-1029,A2.339.10,6205-2RS,0011 233,PX-77,100-223-4,81772",
    "d": "OM-220,the service manual,TB-14,MAN-9 rev C",
    "t": "XR 200,V90,KSB-40,H25T",
    "w": "J. Weber,Anna,P. Okafor,Silva,Kumar,Lindqvist",
    "s": "Lyon,hall 3,North,Gdansk,Porto",
}
"""Made-up names by placeholder; persons and places are never masked."""


@dataclass(frozen=True)
class Phrase:
    """One phrase of a language; phrases of one `group` are translations of each other."""

    frames: tuple[str, ...]
    group: str
    language: str
    text: str

    def masked(self) -> str:
        """As `frames.masked` gives it where the question's names are known."""
        named = re.sub(r"<(\w)>", lambda match: PLACEHOLDERS.get(PLACES.get(match[1], ""), match[0]), self.text)
        return Phrase(self.frames, self.group, self.language, named).written()

    def written(self) -> str:
        """As a person writes it, with names of no company."""
        chance = Random(crc32(self.text.encode()))
        filled = re.sub(r"<(\w)>", lambda match: chance.choice(_NAMES[match[1]].split(",")), self.text)
        return undressed(filled)


def phrases() -> Iterator[Phrase]:
    """All, by language and frame; a frame "alarm+stock" is of questions that have both."""
    for path in sorted(FOLDER.glob("*.yaml")):
        held = cast("dict[str, list[str]]", yaml.safe_load(path.read_text(encoding="utf-8")))
        for frames, texts in held.items():
            for at, text in enumerate(texts):
                if text:
                    yield Phrase(tuple(frames.split("+")), f"{frames} {at}", path.stem, text)
