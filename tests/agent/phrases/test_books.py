"""All that is said in our own words: each language says the same things, of the same values, in each of its plural forms."""

from string import Formatter

import pytest
from babel import Locale

from agent.phrases.saying import BOOK as ASSISTANT
from language.phrasebook import FALLBACK, Entry, Phrasebook
from language.vocabulary import all_languages
from tools.phrases.saying import BOOK as TOOLS

EVERY_LANGUAGE = all_languages()
BOOKS = [pytest.param(book, id=name) for name, book in (("assistant", ASSISTANT), ("tools", TOOLS))]
EVERY = [pytest.param(p.values[0], language, id=f"{p.id}-{language}") for p in BOOKS for language in EVERY_LANGUAGE]
SELDOM = {"many"}
"""Forms of whole millions."""


def forms(entry: Entry) -> dict[str, str]:
    return {"other": entry} if isinstance(entry, str) else dict(entry)


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("book", BOOKS)
def test_every_language_with_a_vocabulary_speaks(book: Phrasebook) -> None:
    assert book.languages == EVERY_LANGUAGE


@pytest.mark.parametrize(("book", "language"), EVERY)
def test_a_language_says_everything(book: Phrasebook, language: str) -> None:
    assert set(book.entries(language)) == set(book.entries(FALLBACK))


@pytest.mark.parametrize(("book", "language"), EVERY)
def test_every_form_has_every_value(book: Phrasebook, language: str) -> None:
    for name, entry in book.entries(language).items():
        wanted = values(forms(book.entries(FALLBACK)[name])["other"])
        for form, text in forms(entry).items():
            left_out = {"count"} if form == "one" else set[str]()  # "the newest one is shown"
            assert values(text) | left_out == wanted | left_out, (name, form)


@pytest.mark.parametrize(("book", "language"), EVERY)
def test_what_is_counted_has_the_forms_of_the_language(book: Phrasebook, language: str) -> None:
    wanted = {*Locale.parse(language).plural_form.tags, "other"} - SELDOM
    for name, entry in book.entries(language).items():
        assert isinstance(entry, str) or set(entry) == wanted, name


@pytest.mark.parametrize("language", [language for language in EVERY_LANGUAGE if language != FALLBACK])
def test_no_sentence_is_left_in_english(language: str) -> None:
    english = TOOLS.entries(FALLBACK)
    same = {name for name, entry in TOOLS.entries(language).items() if entry == english[name] and "_" not in name[:5]}
    assert not {name for name in same if len(str(english[name]).split()) > 3}
