"""What is refused before any tool is called: defeating a protection, and what is no service work."""

import re
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from agent.embedded.defeating import likelihood
from agent.embedded.intents import intents
from stores.protocols import Embedder

SURE = 0.95
SURE_OF_DEVICE = 0.7
# Components whose names hold a verb of defeating.
_HARMLESS = re.compile(
    r"\bby-?pass(?:es)?\s+(?:valves?|filters?|lines?|pumps?|hoses?|pipes?|springs?|elements?|dampers?|capacitors?|ducts?)\b|\b(?:mud|rail|finger|chain|splash|screen)guards?\b",
    re.IGNORECASE,
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    held = cast("dict[str, list[str]]", yaml.safe_load((Path(__file__).parent / "refusals.yaml").read_text("utf-8")))
    return {
        name: re.compile(
            rf"(?<!\w)(?:{'|'.join(part.strip() for line in lines for part in line.split(', '))})", re.IGNORECASE
        )
        for name, lines in held.items()
    }


def cued(question: str) -> bool:
    """Whether the words of a question are those of a request to defeat a protection: by its own lists, or by the intents' cues."""
    plain = _HARMLESS.sub(" ", question)
    found = {name for name, pattern in _patterns().items() if pattern.search(plain)}
    if "honest" in found and not found & {"purpose", "without"}:
        return False
    return {"device", "defeat"} <= found or {"device", "purpose"} <= found or "without" in found or _intended(plain)


def _intended(plain: str) -> bool:
    wanted = intents(plain)
    return wanted >= {"unsafe", "safety_device"} or wanted >= {"loosen_limit", "trip_limit"}


def defeats_protection(question: str, embedder: Embedder | None) -> bool:
    """A request to bypass, skip or disable what protects people.

    Words in five languages judge first; a classifier finds what they miss, and has to be surer where no protective device is named.
    Without its embedder the words decide alone.
    """
    likely = likelihood(question, embedder) or 0.0
    return cued(question) or likely > (SURE_OF_DEVICE if names_device(question) else SURE)


def names_device(question: str) -> bool:
    """Whether a protective device is named, and nothing that only asks about it."""
    return bool(
        _patterns()["device"].search(_HARMLESS.sub(" ", question)) and not _patterns()["honest"].search(question)
    )
