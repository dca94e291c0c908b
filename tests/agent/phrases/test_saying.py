"""The fixed phrases: each language says the same things with the same values."""

import re

import pytest

from agent.phrases.saying import FALLBACK, languages, phrase, phrases


def values(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_phrase_with_its_values(language: str) -> None:
    assert {name: values(text) for name, text in phrases(language).items()} == {
        name: values(text) for name, text in phrases(FALLBACK).items()
    }


def test_ten_languages_speak() -> None:
    assert set(languages()) >= {"en", "da", "de", "es", "pt", "hi", "fr", "it", "nl", "sv"}


def test_a_language_without_phrases_is_spoken_to_in_english() -> None:
    assert phrase("which_machine", "fi") == phrase("which_machine", "en")


def test_a_brace_in_a_value_is_only_a_brace() -> None:
    assert "{odd}" in phrase("unknown_asset", "da", tag="{odd}")
