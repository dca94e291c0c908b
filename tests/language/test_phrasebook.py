"""Sentences as data, their plural forms and figures."""

from pathlib import Path

import pytest

from language.phrasebook import Phrasebook, decimal


@pytest.fixture
def book(tmp_path: Path) -> Phrasebook:
    (tmp_path / "en.yaml").write_text("jobs: {one: '{count} job', other: '{count} jobs'}\nlong: 'took {hours} h'\n")
    (tmp_path / "fr.yaml").write_text("jobs: {one: '{count} travail', other: '{count} travaux'}\n")
    (tmp_path / "de.yaml").write_text("long: 'dauerte {hours} h'\n")
    return Phrasebook(tmp_path)


@pytest.mark.parametrize(
    ("count", "language", "said"),
    [
        (0, "en", "0 jobs"),
        (1, "en", "1 job"),
        (1.0, "en", "1 job"),
        (1.5, "en", "1.5 jobs"),
        (0, "fr", "0 travail"),
        (1.5, "fr", "1,5 travail"),
        (2, "fr", "2 travaux"),
        (1_000_000, "fr", "1000000 travaux"),
    ],
)
def test_a_count_takes_the_form_of_its_language(book: Phrasebook, count: float, language: str, said: str) -> None:
    assert book.say("jobs", language, count=count) == said


def test_a_sentence_that_a_language_lacks_is_said_in_english_with_its_figures(book: Phrasebook) -> None:
    assert book.say("long", "de", hours=2.5) == "dauerte 2,5 h"
    assert book.say("long", "fr", hours=2.5) == "took 2.5 h"
    assert book.say("jobs", "fi", count=2) == "2 jobs"


def test_an_unknown_name_is_an_error(book: Phrasebook) -> None:
    with pytest.raises(KeyError):
        book.say("nothing", "en")


@pytest.mark.parametrize(
    ("figure", "language", "written"),
    [(3.0, "de", "3"), (12.5, "de", "12,5"), (12345.25, "da", "12345,25"), (12.5, "hi", "12.5"), (0.1, "", "0.1")],
)
def test_figures_are_written_as_the_language_does_and_never_grouped(figure: float, language: str, written: str) -> None:
    assert decimal(figure, language) == written
