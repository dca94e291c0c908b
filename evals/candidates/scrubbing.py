"""Personal data out of a text: names, e-mail addresses, phone numbers, user ids; codes and part numbers stay."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\bhttps?://\S+")
_CUED_PHONE = re.compile(
    r"(?i)\b(?P<cue>tel|telefon|telefono|teléfono|phone|mobile|mobil|cell|handy|call|ring|whatsapp)(?P<gap>\b[ .:a-z]{0,12}?)(?P<number>\+?\d[\d ()/.-]{5,}\d)"
)
_PHONE = re.compile(r"(?<![\w./-])(?:\+|00)\d{1,3}[ (]?[\d ()/.-]{6,}\d(?![\w])")
_NAME_WORD = r"[A-ZÆØÅÄÖÜÉÁÍÓÚÇÑ][a-zæøåäöüßéèáíóúâêôãõçñ'’-]+"
_NAME = rf"{_NAME_WORD}(?: (?:van|von|de|da|dos|der) {_NAME_WORD}| {_NAME_WORD}){{0,2}}"
_CUES = re.compile(
    rf"(?P<cue>\b(?:[Mm]y name is|[Mm]ein Name ist|[Mm]it navn er|[Mm]e llamo|[Mm]eu nome é|[Tt]his is|[Ii] am|[Ii]'m|[Ii]ch bin|[Jj]eg hedder|[Aa]sk|[Cc]all|[Tt]old|"
    rf"[Cc]olleague|[Kk]ollege|[Kk]ollega|[Mm]ate|[Bb]oss|[Ss]upervisor|[Tt]echnician|[Tt]ekniker|[Mm]onteur|"
    rf"[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?|[Hh]err|[Ff]rau|[Hh]r\.|[Ss]r\.?|[Ss]ra\.?|[Dd]r\.?|"
    rf"[Rr]egards,?|[Tt]hanks,|[Cc]heers,?|[Bb]est,|[Gg]ruß,?|[Gg]rüße,?|[Hh]ilsen,?|[Mm]vh,?|[Ss]aludos,?|[Oo]brigad[oa],?)\s+)(?P<name>{_NAME})"
)
_PAIR = re.compile(rf"(?<![\w-]){_NAME_WORD} {_NAME_WORD}(?![\w-])")
_WORD = re.compile(r"[^\W\d_]+")
SHORTEST_NAME = 3


@dataclass(frozen=True)
class Scrubber:
    """Takes personal data out of texts.

    Attributes:
        people: names and user ids that the stores know: owners of conversations, whom work is assigned to.
        vocabulary: folded words of the libraries and records; a capitalised pair of words unknown here is a name.
    """

    people: tuple[str, ...] = ()
    vocabulary: Collection[str] = field(default_factory=frozenset[str])

    def scrub(self, text: str) -> str:
        """The text with `[e-mail]`, `[phone]`, `[link]` and `[name]` in place of personal data."""
        text = _LINK.sub("[link]", _EMAIL.sub("[e-mail]", text))
        text = _CUED_PHONE.sub(lambda m: f"{m['cue']}{m['gap']}[phone]", text)
        text = _PHONE.sub("[phone]", text)
        for person in sorted(self._forms(), key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(person)}(?!\w)", "[name]", text, flags=re.IGNORECASE)
        text = _CUES.sub(self._after_cue, text)
        return _PAIR.sub(lambda m: m.group() if self._known(m.group()) else "[name]", text)

    def _forms(self) -> Iterable[str]:
        """Whole names and user ids, and each part of a name that is no word of the trade."""
        for person in self.people:
            if len(person) >= SHORTEST_NAME:
                yield person
            for part in _WORD.findall(person):
                if len(part) > SHORTEST_NAME and part.casefold() not in self.vocabulary:
                    yield part

    def _after_cue(self, match: re.Match[str]) -> str:
        return match.group() if self._known(match["name"]) else f"{match['cue']}[name]"

    def _known(self, words: str) -> bool:
        """Whether any word is one of the trade: "Yaw Brake" is no name."""
        return any(word.casefold() in self.vocabulary for word in _WORD.findall(words))
