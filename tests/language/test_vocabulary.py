"""Every language file has what the others have."""

import pytest

from language.folding import fold
from language.vocabulary import all_languages, phrases, says, vocabulary


@pytest.mark.parametrize("language", all_languages())
def test_a_language_is_whole(language: str) -> None:
    held, english = vocabulary(language), vocabulary("en")
    assert set(held.months.values()) == set(range(1, 13))
    assert set(held.weekdays.values()) == set(range(7))
    for ours, theirs in (
        (held.order, english.order),
        (held.limits, english.limits),
        (held.permission, english.permission),
    ):
        assert set(ours) == set(theirs)
        assert all(ours.values())
    assert all((held.listing, held.resetting, held.articles, held.ending))
    assert held.ending <= held.abbreviations, "only an abbreviation may end a sentence by its full stop"
    assert len(held.opposites) > 30
    assert all(one and other and not one & other for one, other in held.opposites.values())
    assert set(held.dates.units.values()) == {"day", "week", "month", "quarter", "year"}
    assert all(word == fold(word) for word in held.stop_words | held.negations)


def test_an_unknown_language_reads_english() -> None:
    assert vocabulary("fi") is vocabulary("en")
    assert vocabulary("de-AT").language == "de"
    assert vocabulary("nb").language == "no"


@pytest.mark.parametrize(
    ("language", "text", "is_said"),
    [
        ("en", "The nut and the cabinet", False),
        ("en", "Do not loosen the nut", True),
        ("de", "Die Mutter niemals lösen", True),
        ("de", "Das Kernstück lösen", False),
        ("da", "Møtrikken må ikke løsnes", True),
        ("hi", "वाल्व नहीं खोलें", True),
        ("fr", "Ne pas ouvrir", True),
    ],
)
def test_negations_are_whole_words(language: str, text: str, is_said: bool) -> None:
    assert says(text, vocabulary(language).negations) is is_said


def test_the_longest_phrase_wins() -> None:
    found = phrases(vocabulary("en").limits["least"] | vocabulary("en").limits["most"]).search("no more than 5")
    assert found is not None
    assert found.group() == "no more than"
