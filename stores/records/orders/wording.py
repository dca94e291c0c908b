"""Whether a text says a word: in another form, in technicians' shorthand, or by one of its spellings."""

import re
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


def _words_in_order(phrase: str) -> str:
    plain = fold(phrase)
    words = words_of(plain)
    if not words:
        return re.escape(plain)
    *first, last = words
    before = "".join(re.escape(word) + r"[\W_]+" for word in first)
    base = _IRREGULAR.get(last, last)
    forms = [rf"(?<![^\W_]){before}{_beginning(last)}"]
    if not before and len(last) >= _HEAD and last.isalpha():
        forms.append(rf"{re.escape(last)}(?![^\W_])")  # the head of a compound: "Jahreswartung" is a "Wartung"
    if not before:
        forms.append(rf"{_MARK}{re.escape(base)}(?![^\W_])")
    if base != last:
        forms.append(rf"(?<![^\W_]){before}{re.escape(base)}(?:s|ing)?(?![^\W_])")
    return r"|".join(forms)


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
