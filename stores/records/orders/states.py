"""What a company's own words for the state of a work order mean: open, in progress, on hold, waiting, closed, cancelled."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from stores.records.identifiers import key_of, words_of

OPEN, CLOSED, CANCELLED = "open", "closed", "cancelled"
STATES = (OPEN, "in progress", "on hold", "waiting", CLOSED, CANCELLED)
"""From the likeliest of a job that is new to what nobody works on any more."""
WORKED_ON = STATES[:4]
"""States of a job that is not done yet."""
JUST_OPENED = tuple(
    key_of(word)
    for word in "open new offen neu åben ny abierta abierto nueva aberta aberto nova ouvert nouveau".split()
)
"""The states of a job that nobody has begun, the likelier word first."""
NOT_KNOWN = frozenset({"unknown"})
"""What an import writes where its file tells nothing of states: such jobs are counted neither as open nor as closed."""


@cache
def _said() -> dict[str, str]:
    """The key of a phrase -> its state."""
    text = (Path(__file__).parent / "states.yaml").read_text(encoding="utf-8")
    states = cast("dict[str, list[str]]", yaml.safe_load(text))
    return {key_of(phrase): state for state, phrases in states.items() if state in STATES for phrase in phrases}


@cache
def _system_states() -> dict[str, str]:
    """The short words of a system status ("REL CNF TECO") that tell a state."""
    text = (Path(__file__).parent / "states.yaml").read_text(encoding="utf-8")
    found = cast("dict[str, dict[str, list[str]]]", yaml.safe_load(text))["system status"]
    return {key_of(word): state for state, words in found.items() for word in words}


@cache
def state_of(status: str) -> str:
    """Which of `STATES` a company's word for a state means, or nothing: the whole phrase, else its words, the gravest first."""
    key = key_of(status)
    if key in _said():
        return _said()[key]
    words = words_of(status)
    if status.isupper() and words:
        told = {_system_states()[word] for word in words if word in _system_states()}
        if told:
            return max(told, key=STATES.index)
    # "Clôturé - facturé", "3 - Resolved", "En attente de pièces": a phrase of the list within.
    runs = (key_of("".join(words[start:end])) for size in range(len(words), 0, -1) for start in range(len(words) - size + 1) for end in [start + size])  # fmt: skip
    within = [_said()[run] for run in runs if run in _said()]
    return "" if {"not", "nicht", "no", "non", "ikke", "não", "nao", "pas"} & set(words) else next(iter(within), "")


def state_by(status: str, closed: datetime | None) -> str:
    """The state of a job: by its company's word, else by whether it has a closing date; nothing where its file tells neither."""
    if key_of(status) in NOT_KNOWN:
        return ""
    return state_of(status) or (CLOSED if closed else OPEN)
