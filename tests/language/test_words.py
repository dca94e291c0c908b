"""Folding, stems and languages of words."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from language.words import fold, is_stop, stem, stems, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ØLÅ Äußerung ñandú", "ola ausserung nandu"),
        ("ＷＴＧ－０７", "wtg-07"),
        ("١٢٣ and १२", "123 and 12"),
        ("5–7 “bar” don’t", '5-7 "bar" don\'t'),
        ("2½ m²", "2 1/2 m2"),
        ("ﬁlter\u00ad", "filter"),
        ("मौसम", "मौसम"),
    ],
)
def test_variants_fold_into_one(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_part_codes_and_keep_negations() -> None:
    assert words("Don't open the WTG-07 turbine's valve") == ["don't", "open", "the", "wtg", "07", "turbine", "valve"]
    assert words("l'huile de l’arbre") == ["l", "huile", "de", "l", "arbre"]
    assert words("पिच बैटरी कैसे बदलें?") == ["पिच", "बैटरी", "कैसे", "बदलें"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "tightened", "tighten"), ("de", "Pumpen", "Pumpe"), ("es", "válvulas", "válvula"), ("en", "fibre", "fibers"),
     ("da", "boltene", "bolt"), ("sv", "pumparna", "pump"), ("it", "valvole", "valvola"), ("fr", "vannes", "vanne")],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


def test_another_word_has_another_stem() -> None:
    assert stem("transformer") != stem("transmission")
    assert stem("K112") == "k112"


def test_stop_words_carry_no_subject() -> None:
    assert stems("How do I change the pitch battery?", "en") == {"chang", "pitch", "batteri"}
    assert stems("Wie wechsle ich die Batterie?") == {"wechsl", "batteri"}
    assert is_stop("für", "de")
    assert not is_stop("Pumpe", "de")


def test_threads_do_not_garble_each_other() -> None:
    several = [f"bearing{letter}s" for letter in "abcdefghijklmnopqrstuvwxyz"] * 40

    def stemmed(_: int) -> list[str]:
        return [stem.__wrapped__(word) for word in several]

    alone = stemmed(0)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stemmed, range(8)))
    assert all(found == alone for found in together)


def test_two_small_words_in_one_are_one() -> None:
    assert all(is_stop(word, language) for word, language in (("qu'a", "fr"), ("c'è", "it"), ("C\u2019est", "fr")))
    assert not is_stop("l'huile", "fr")
