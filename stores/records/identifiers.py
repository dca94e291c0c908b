"""How people write tags and numbers, and what they have in common: "wtg 7" is "WTG-07"."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from stores.database.schema import storable

NEAREST = 5
ALIKE = 0.5
LONGEST = 200
"""Characters of an identifier; indexes take no more than 2,700 bytes in PostgreSQL."""
GENERIC = frozenset(
    [
        "alarm",
        "asset",
        "code",
        "error",
        "event",
        "fault",
        "job",
        "machine",
        "no",
        "nr",
        "number",
        "order",
        "part",
        "spare",
        "tag",
        "the",
        "turbine",
        "unit",
        "wo",
        "work",
    ]
)
_WORD = re.compile(r"[^\W_]+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_DIGITS = re.compile(r"\d+")


def words_of(text: str) -> list[str]:
    """Runs of letters and digits, case folded, compatibility forms (full width, ligatures) resolved."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=50_000)
def key_of(text: str) -> str:
    """What identifies a record whatever the case, spaces, dashes and leading zeros ("WTG-07": "wtg7")."""
    compact = "".join(words_of(text))
    return (_ZEROS.sub("", compact) or storable(text).strip().casefold())[:LONGEST]


def digits_of(text: str) -> str:
    """The only number in a tag, leading zeros dropped ("WTG-07": "7"), or nothing where there are several."""
    runs = _DIGITS.findall("".join(words_of(text)))
    return runs[0].lstrip("0") or "0" if len(runs) == 1 else ""


def bare_number(text: str) -> str:
    """The digits that someone gave in place of a whole tag ("turbine 7", "no. 10234"), or nothing."""
    words = words_of(text)
    numbers = [word for word in words if word not in GENERIC]
    if len(numbers) != 1 or not numbers[0].isdecimal():
        return ""
    return numbers[0].lstrip("0") or "0"


def without_generic(text: str) -> str:
    """`text` without words like "alarm", "part", "no." ("part no. 29-1182": "29 1182")."""
    return " ".join(word for word in words_of(text) if word not in GENERIC)


def spelled_alike(text: str, candidates: Sequence[str]) -> list[int]:
    """Which of `candidates`, all of one key, have the parts of `text` ("3-41" is "3-041", not "34-1"), else all."""
    parts = _parts(text)
    alike = [n for n, candidate in enumerate(candidates) if _parts(candidate) == parts]
    return alike or list(range(len(candidates)))


def _parts(text: str) -> list[str]:
    return [_ZEROS.sub("", word) for word in words_of(text)]


def nearest(text: str, names: Sequence[str], keys: Sequence[str]) -> tuple[str, ...]:
    """Up to five of `names` whose keys differ least from that of `text`, closest first, none twice."""
    wanted = key_of(text)
    if not wanted:
        return ()
    found = process.extract(
        wanted, keys, scorer=OSA.normalized_similarity, processor=None, score_cutoff=ALIKE, limit=4 * NEAREST
    )
    return tuple(dict.fromkeys(names[index] for _, _, index in found))[:NEAREST]


@lru_cache(maxsize=4096)
def _names_within(model: str) -> frozenset[str]:
    words = words_of(model)
    return frozenset(
        "".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + 8) + 1)
    )


def same_model(one: str, other: str) -> bool:
    """Whether one names the other, in whole words: "K112" and "Kestrel K112-2.4" do, "K11" and "K112" do not."""
    a, b = "".join(words_of(one)), "".join(words_of(other))
    return bool(a and b) and (a in _names_within(other) or b in _names_within(one))


def fits_model(models: Sequence[str], wanted: str) -> bool:
    """Whether a record for `models` (none: any) is for the model `wanted` (empty: any)."""
    return not wanted or not models or any(same_model(model, wanted) for model in models)
