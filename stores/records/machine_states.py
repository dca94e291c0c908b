"""What a company's own words for the state of a machine mean: running or stopped."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from language.vocabulary import all_languages, vocabulary
from language.words import fold, words

RUNNING, STOPPED = "running", "stopped"
MACHINE_STATES = (RUNNING, STOPPED)
_OTHER = {RUNNING: STOPPED, STOPPED: RUNNING, "": ""}


@cache
def machine_state_of(status: str) -> str:
    """Which of `MACHINE_STATES` a status means, by the first phrase in it ("Stopped, alarm 309"), or nothing."""
    told = words(status)
    for at in range(len(told)):
        for size in range(len(told) - at, 0, -1):
            state = _said().get(tuple(told[at : at + size]), "")
            if state and (size > 1 or not at or told[at] not in _short()):
                return _OTHER[state] if _denied() & set(told[:at]) else state
    return ""


@cache
def phrases_for(state: str, language: str) -> tuple[str, ...]:
    """What a state of machines is called in a language and in English."""
    held = (_held().get(each, {}).get(state, "") for each in dict.fromkeys((language, "en")))
    return tuple(dict.fromkeys(fold(phrase.strip()) for written in held for phrase in written.split(",") if phrase))


@cache
def _said() -> Mapping[tuple[str, ...], str]:
    return {tuple(words(phrase)): state for language in _held() for state in MACHINE_STATES for phrase in phrases_for(state, language)}  # fmt: skip


@cache
def _short() -> frozenset[str]:
    return frozenset(each for written in _held()["records"].values() for each in words(written))


@cache
def _denied() -> frozenset[str]:
    return frozenset(word for language in all_languages() for word in vocabulary(language).negations)


@cache
def _held() -> Mapping[str, Mapping[str, str]]:
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, str]]", yaml.safe_load(text))
