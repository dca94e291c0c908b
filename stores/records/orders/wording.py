"""Whether a text says a word: in another form, in technicians' shorthand, or by one of its spellings."""

import re
from dataclasses import dataclass
from functools import lru_cache

from language.folding import fold as plainly
from stores.passages.wording import glossary
from stores.passages.wording.text import fold as numbers_alike
from stores.records.identifiers import words_of

OR = "|"
SHORT = 3
"""Letters up to which a word must stand alone or with an s: "oil" is not in "coil" nor in "oilers"."""
SHORTEST_BEGINNING = 5
"""Letters that are left at least where the e of a word goes: "greas" is in "greasing", "blad" is not asked of "blade"."""
_HEAD = 5
"""Letters from which a word may end a longer one."""
_MARK = "="
_IRREGULAR = {
    "teeth": "tooth", "feet": "foot", "leaves": "leaf", "broke": "break", "broken": "break", "worn": "wear", "wore": "wear", "torn": "tear",
    "tore": "tear", "bent": "bend", "burnt": "burn", "lost": "lose", "frozen": "freeze", "froze": "freeze", "blown": "blow", "blew": "blow",
    "bled": "bleed", "stolen": "steal", "shook": "shake", "spun": "spin", "swung": "swing", "built": "build", "sprung": "spring",
}  # fmt: skip
_NO_DOER = r"(?!(?:er|or)s?(?![^\W_]))"
"""What was adjusted is no adjuster."""
_TOKEN = re.compile(r"[^\W_]+(?:[/&][^\W_]+)*")


def fold(text: str) -> str:
    """As the words of questions are folded ("æ" is "ae"), with numbers and units in one form."""
    return numbers_alike(plainly(text))


def searchable(text: str) -> str:
    """`text` folded, with the plain words of its shorthand and the base of its irregular words behind it."""
    plain = fold(text)
    words = set(_TOKEN.findall(plain))
    meant = [glossary.shorthand()[word] for word in words if word in glossary.shorthand()]
    meant += [_MARK + _IRREGULAR[word] for word in words if word in _IRREGULAR]
    return "\n".join([plain, *meant])


def shortened(phrase: str) -> list[str]:
    """The shorthand that stands for one of the spellings of `phrase`, these spellings first."""
    spellings = [one for one in phrase.split(OR) if one.strip()]
    meant = {fold(one) for one in spellings}
    return [*spellings, *(short for short, plain in glossary.shorthand().items() if plain in meant)]


@lru_cache(maxsize=5000)
def saying(phrase: str) -> re.Pattern[str]:
    """A pattern for searchable texts that say `phrase`: its words one after the other, the last in any form.

    Args:
        phrase: A word or words; spellings of which one is enough are told apart by `OR`.
    """
    return re.compile(r"|".join(_words_in_order(one) for one in phrase.split(OR) if one.strip()) or r"(?!)")


@lru_cache(maxsize=5000)
def shorthand_for(phrase: str) -> tuple[str, ...]:
    """The shorthand whose plain words say `phrase`."""
    pattern = saying(phrase)
    held = glossary.shorthand().items()
    return tuple(short for short, plain in held if _TOKEN.fullmatch(short) and pattern.search(fold(plain)))


@dataclass(frozen=True)
class Ending:
    """The last word of a phrase as one word of an index: where its forms stand there, and which of those are meant."""

    beginnings: tuple[str, ...]
    exactly: tuple[str, ...]
    ends: tuple[str, ...]
    pattern: re.Pattern[str]

    def allows(self, word: str) -> bool:
        """Whether an indexed word is a form of it."""
        return self.pattern.search(searchable(word)) is not None


@lru_cache(maxsize=5000)
def ending(last: str, *, alone: bool) -> Ending:
    """The forms of the last word of a phrase, `alone` where it is the only one."""
    base = _IRREGULAR.get(last, last)
    pattern = re.compile("|".join(_forms(last, "", alone=alone)))
    irregular = [word for word, plain in _IRREGULAR.items() if alone and pattern.search(_MARK + plain)]
    literal = re.match(r"[^\W_]*", _beginning(last))
    beginning = last if len(last) <= SHORT or literal is None else literal[0]
    return Ending(
        beginnings=(beginning,),
        exactly=(base, f"{base}s", f"{base}ing", *irregular),
        ends=(last,) if alone and _may_be_head(last) else (),
        pattern=pattern,
    )


def _words_in_order(phrase: str) -> str:
    plain = fold(phrase)
    words = words_of(plain)
    if not words:
        return re.escape(plain)
    *first, last = words
    return r"|".join(_forms(last, "".join(re.escape(word) + r"[\W_]+" for word in first), alone=not first))


def _forms(last: str, before: str, *, alone: bool) -> list[str]:
    base = _IRREGULAR.get(last, last)
    forms = [rf"(?<![^\W_]){before}{_beginning(last)}"]
    if alone and _may_be_head(last):
        forms.append(rf"{re.escape(last)}(?![^\W_])")
    if alone:
        forms.append(rf"{_MARK}{re.escape(base)}(?![^\W_])")
    if base != last:
        forms.append(rf"(?<![^\W_]){before}{re.escape(base)}(?:s|ing)?(?![^\W_])")
    return forms


def _may_be_head(word: str) -> bool:
    """Whether it may end a compound: "Jahreswartung" is a "Wartung"."""
    return len(word) >= _HEAD and word.isalpha()


def _beginning(word: str) -> str:
    """How the forms of a word begin; short words and numbers stand alone."""
    if len(word) <= SHORT or not word.isalpha():
        return re.escape(word) + (r"s?(?![^\W_])" if len(word) <= SHORT else "")
    doer = ""
    for ending, shortest in (("ing", 7), ("ed", 6), ("ment", 9)):
        if word.endswith(ending) and len(word) >= shortest:
            word = word[: -len(ending)]
            doer = _NO_DOER if ending != "ment" else ""
            word = word[:-1] if len(word) > SHORT + 1 and word[-1] == word[-2] and word[-1] not in "ls" else word
            break
    else:
        if len(word) > SHORTEST_BEGINNING and (plural := re.fullmatch(r"(.+[^aeiou])(?:ies|y)", word)):
            return re.escape(plural[1]) + "(?:y|ie)"
        if re.search(r"(?:s|x|z|ch|sh)es$", word) and len(word) > SHORTEST_BEGINNING:
            word = word[:-2]
        elif word.endswith("s") and not word.endswith("ss") and len(word) > SHORT + 1:
            word = word[:-1]
    if word.endswith("e") and len(word) > SHORTEST_BEGINNING:
        word = word[:-1]
    return re.escape(word) + doer
