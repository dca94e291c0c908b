"""Words, names, serials and revisions as search reads them."""

from pathlib import Path

import pytest

from domain.documents import Document, Passage, Section, SerialRange
from stores.passages.applying.applicability import in_range, same_name
from stores.passages.applying.revisions import revision_key, superseded
from stores.passages.finding.texts import Written
from stores.passages.finding.word_index import WordIndex
from stores.passages.finding.words import Words
from stores.passages.wording import glossary
from stores.passages.wording.question import language_of, read
from stores.passages.wording.text import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("450 N·m", "450 Nm"),
        ("450 newton metres", "450 Nm"),
        ("20 °C", "20 degrees C"),
        ("25,000", "25000"),
        ("2,97", "2.97"),
        ("½", "1/2"),
        ("tightening bolts", "tighten bolt"),
        ("aluminium", "aluminum"),
        ("Größe", "größe"),
    ],
)
def test_one_meaning_has_one_form(one: str, other: str) -> None:
    assert [word.term for word in words(one)] == [word.term for word in words(other)]


def test_codes_are_kept_whole_and_in_parts() -> None:
    assert [word.term for word in words("HT-900B")] == ["ht900b", "ht", "900", "b"]
    assert [word.term for word in words("29-1182")] == ["291182", "29", "1182"]
    assert [word.term for word in words("बोल्ट")] == ["बोल्ट"]


@pytest.mark.parametrize(
    ("name", "asked", "same"),
    [
        ("Kestrel K112-2.4", "K112", True),
        ("Kestrel K112-2.4", "k 112", True),
        ("K112", "Kestrel K112-2.4", True),
        ("Kestrel K112-2.4", "Kestrel K112-3.0", False),
        ("Kestrel K112-2.4", "Kestrel K11", False),
        ("Kestrel K112-2.4", "Osprey O138-4.2", False),
        ("Mk 2", "MK2", True),
    ],
)
def test_model_names_are_compared_loosely(name: str, asked: str, same: bool) -> None:
    assert same_name(name, asked) is same


@pytest.mark.parametrize(
    ("serial", "first", "last", "inside"),
    [
        ("K150", "K100", "K199", True),
        ("150", "K100", "K199", True),
        ("K99", "K100", "", False),
        ("K1000", "K100", "K199", False),
        ("O150", "K100", "K199", False),
        ("7", "", "", True),
    ],
)
def test_serials_lie_in_ranges(serial: str, first: str, last: str, inside: bool) -> None:
    assert in_range(serial, SerialRange(first=first, last=last)) is inside


def test_revisions_are_ordered() -> None:
    names = ["Rev. A", "B", "revision Z", "AA", "1.9", "1.10", "2"]
    assert sorted(names, key=revision_key) == names


def test_documents_that_name_others_supersede_them() -> None:
    old = Document(id="o", title="Bulletin", path="o", number="SB-7", revision="A")
    named = Document(id="n", title="Bulletin", path="n", number="SB-12", supersedes=("SB-7 rev A",))
    translated = Document(id="t", title="Bulletin", path="t", number="SB-7", revision="B", language="de")
    assert superseded([old, named, translated]) == {"o": "n", "n": "", "t": ""}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How hot may the oil get?", "en"),
        ("309", "en"),
        ("Hvor varm må olien blive?", "da"),
        ("Wie heiß darf das Öl werden?", "de"),
        ("¿Qué hago cuando el aceite está frío?", "es"),
        ("Quantos litros de óleo são?", "pt"),
        ("तेल कितना गर्म हो सकता है?", "hi"),
    ],
)
def test_languages_are_told_by_function_words(question: str, language: str) -> None:
    assert language_of(question) == language


@pytest.mark.parametrize(
    ("word", "language", "english"),
    [
        ("getriebeoltemperatur", "de", "gearbox oil temperature"),
        ("bremsbelage", "de", "brake pad"),
        ("bremseklodser", "da", "brake pad"),
        ("rodamiento", "es", "bearing"),
        ("xyzzy", "de", ""),
    ],
)
def test_compounds_are_translated_in_parts(word: str, language: str, english: str) -> None:
    assert (glossary.translate(word, language) or ("",))[0] == english


def test_the_trade_glossary_covers_every_language() -> None:
    assert all(len(glossary.trade_terms(language)) >= 300 for language in glossary.languages())


def test_threads_do_not_break_each_others_stems() -> None:
    from concurrent.futures import ThreadPoolExecutor
    from itertools import product

    from stores.passages.wording.text import stem

    words = ["".join(pair) + "ational" for pair in product("bcdfghjklm", "aeiou", "nprst")]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem.__wrapped__, words * 4)) == alone * 4


def indexed(folder: Path, *texts: str, language: str = "en") -> Words:
    document = Document(id="d", title="d", path="d", language=language)
    section = Section(id="s", document_id="d", title="Antenna")
    passages = [Passage(id=f"p{at}", document_id="d", section_id="s", text=text) for at, text in enumerate(texts)]
    index = WordIndex(folder)
    index.replace([], [Written("g", document, [section], passages)])
    return index.now()


def test_a_foreign_question_is_spoken_in_english_without_its_function_words(tmp_path: Path) -> None:
    words = indexed(tmp_path, "Install the wireless antenna on the mast.")
    reading = read("Como se monta a antena sem fio?", words, ["en"])
    assert reading.texts == ("assemble install antenna wireless",)
    held = [{term for term, _ in concept.terms} for concept in reading.concepts]
    assert [{"instal"} <= terms for terms in held].count(True) == 1
    assert [{"wireless"} <= terms for terms in held].count(True) == 1
    assert reading.understood == 1.0


def test_of_a_language_without_a_glossary_only_words_that_have_an_opposite_are_known(tmp_path: Path) -> None:
    words = indexed(tmp_path, "Replace the filter when the pressure drops.")
    reading = read("Quand faut-il remplacer le filtre ?", words, ["en"])
    assert (reading.understood, reading.language) == (0.0, "fr")
    assert [[term for term, _ in concept.terms] for concept in reading.concepts] == [["replac"]]


def test_what_was_replaced_is_no_longer_in_the_vocabulary(tmp_path: Path) -> None:
    words = indexed(tmp_path, "Grease the bearing.")
    assert "bearing" in words.vocabulary
    index = WordIndex(tmp_path)
    index.replace(["g"], [])
    now = index.now()
    assert (now.size, now.vocabulary, now.generations, now.scopes) == (0, [], frozenset(), [])
    assert "bearing" in words.vocabulary
