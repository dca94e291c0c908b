"""Stems are the same from one thread and from many at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from stores.stemming import snowball_stem

WORDS = [f"{start}{end}" for start in ("bear", "tighten", "accumulat", "lubricat", "hydraul", "press") for end in
         ("ing", "ings", "ed", "or", "ion", "ions", "ic", "ical", "ure", "ures", "ation", "ational")] * 40  # fmt: skip


@pytest.mark.parametrize("algorithm", ["english", "german", "danish"])
def test_threads_do_not_disturb_each_other(algorithm: str) -> None:
    alone = [snowball_stem(word, algorithm) for word in WORDS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: [snowball_stem(word, algorithm) for word in WORDS], range(8)))
    assert all(stems == alone for stems in together)


def test_a_stem_is_that_of_its_language() -> None:
    assert (snowball_stem("bearings"), snowball_stem("lagerungen", "german")) == ("bear", "lager")
