"""The fixed phrases of the assistant."""

from agent.phrases.saying import phrase


def test_a_language_without_phrases_is_spoken_to_in_english() -> None:
    assert phrase("which_machine", "fi") == phrase("which_machine", "en")


def test_a_brace_in_a_value_is_only_a_brace() -> None:
    assert "{odd}" in phrase("unknown_asset", "da", tag="{odd}")
