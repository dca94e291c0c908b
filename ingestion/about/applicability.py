"""What a document or passage is for: models, serial ranges and controllers, as printed."""

import re
from collections.abc import Iterable

from domain.documents import Applicability, SerialRange
from language.vocabulary import all_languages, vocabulary


def _any(part: str, group: str = "applies") -> str:
    """What the languages say for one part of an applicability line or a serial range, the longest first; a stop behind it is left open."""
    said = {one for language in all_languages() for one in getattr(vocabulary(language), group)[part]}
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(said, key=lambda one: (-len(one), one)))


_APPLIES = re.compile(
    r"^\W{0,3}(?:this (?:manual|document|bulletin|section|procedure) )?"
    rf"(?:(?:{_any('says')})(?:[ \t]+[^\W\d]+){{0,2}}?[ \t]+(?:{_any('to')})\b|for (?:models?|types?)\b|(?:{_any('labels')})(?=[ \t]*:))"
    r"[ \t]*:?(?P<what>[ \t]+\S.*|(?=\n))$(?P<below>(?:\n(?=[^\n]*\d)[^\n]{2,100}$){0,12})",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_ID = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\w/-])|[A-Z]{0,4}[-/]?\d[\w/-]*)"
_SERIAL = rf"(?<!\w)(?:{_any('serial', 'serials')})(?!\w)[.:]{{0,2}}\s*"
_OF_IT = r"(?:[^\W\d_]{1,3}\s+)?"
"""An article: "ab der Seriennummer"."""
_AFTER, _BEFORE = (rf"(?<!\w)(?:{_any(part, 'serials')})\s" for part in ("after", "before"))
_SINCE, _UNTIL = (
    rf"(?<!\w)(?:{_any(part, 'serials')}|{_any(out, 'serials')})\s+"
    for part, out in (("since", "after"), ("until", "before"))
)
_RANGE = re.compile(
    rf"{_SERIAL}(?:(?:{_any('since', 'serials')}|{_any('within', 'serials')})\s+)?(?P<first>{_ID})\s*"
    rf"(?:{_any('between', 'serials')}|[–—]|(?<=\s)-(?=\s))\s*(?P<last>{_ID})(?!\w)",
    re.IGNORECASE,
)
_FIGURES = re.compile(rf"{_SERIAL}(?P<first>\d{{3,}})-(?P<last>\d{{3,}})\b", re.IGNORECASE)
_FROM = re.compile(
    rf"{_SINCE}{_OF_IT}{_SERIAL}(?P<first>{_ID})|{_SERIAL}{_SINCE}(?P<first2>{_ID})|"
    rf"{_SERIAL}(?P<first3>{_ID})\s*(?:(?:{_any('onward', 'serials')})(?!\w)|on(?=\s*(?:[:.,;)]|$)))",
    re.IGNORECASE,
)
_UP_TO = re.compile(rf"{_UNTIL}{_OF_IT}{_SERIAL}(?P<last>{_ID})|{_SERIAL}{_UNTIL}(?P<last2>{_ID})", re.IGNORECASE)
_FIELDS = re.compile(r"\s[·|]\s")
"""Parts fields that stand in one line: "Applies to X4-B · Part no. 4711"."""
_CONTROLLER = re.compile(
    r"\b(?i:controllers?|control systems?|steuerung(?:en)?|styring(?:er)?|regulator|controlador(?:es)?|contrôleurs?|plc)\s*:?\s+"
    r"(?P<ids>(?:[A-Z]\w*\s)?[A-Z]?[\w./-]*\d[\w./-]*(?:\s*(?:,|and|und|og|y|e|et|or|/|&)\s*(?:[A-Z]\w*\s)?[A-Z]?[\w./-]*\d[\w./-]*)*)"
)
_CONTROLLER_ON = re.compile(
    r"\b(?:controller|control system|steuerung|styring|controlador|contrôleur|software)\b.*$", re.IGNORECASE
)
_MODEL = re.compile(
    r"\b(?:[A-Z][a-z]{2,}\s)?(?=[A-Z0-9./-]{0,40}\d)(?=[A-Z0-9./-]{0,40}[A-Z])[A-Z][A-Z0-9]*(?:[./-][A-Z0-9]+)*(?:\s(?:MK|Mk|mk)\s?[IVX\d]+)?\b"
)
_NAMED_MODEL = re.compile(r"\b[A-Z][a-zA-Z]+(?:\s[A-Z][a-z]+)?\s(?!(?:19|20)\d\d\b)[A-Z]?\d{2,4}[A-Z]?\b")
"""A word and a figure that is no year."""


def applicability_of(text: str) -> Applicability:
    """What lines such as "Applies to: S126, S132", "Serial numbers 1001 to 1480" or "from serial number 1200 on" say."""
    serials = list(_serials(text))
    models: list[str] = []
    for match in _APPLIES.finditer(text):
        for line in re.split(r"[;\n]", _FIELDS.split(match["what"] or match["below"])[0]):
            models.extend(_models(_CONTROLLER_ON.sub("", _without_serials(line))))
    controllers = [
        part
        for match in _CONTROLLER.finditer(text)
        if _limits(text)
        for part in re.findall(r"(?:[A-Z]\w*\s)?[\w./-]*\d[\w./-]*", match["ids"])
    ]
    bounds = [bound for one in serials for bound in (one.first, one.last) if bound]
    return Applicability(
        models=tuple(dict.fromkeys(m for m in models if m not in controllers and not _is_serial(m, bounds))),
        serials=tuple(dict.fromkeys(serials)),
        controllers=tuple(dict.fromkeys(controllers)),
    )


def applies_line(line: str) -> bool:
    """Whether a line begins to say what something is for."""
    return _APPLIES.match(line) is not None


def _is_serial(name: str, bounds: list[str]) -> bool:
    """Whether a name is shaped like a serial number printed beside it ("K112-0420" beside "K112-0400")."""
    shape = re.sub(r"\d", "0", name)
    return any(re.sub(r"\d", "0", bound) == shape for bound in bounds)


def merged(own: Applicability, around: Applicability) -> Applicability:
    """What the passage says for itself; where it is silent, what is said around it."""
    return Applicability(
        models=own.models or around.models,
        serials=own.serials or around.serials,
        controllers=own.controllers or around.controllers,
    )


def _limits(text: str) -> bool:
    return bool(_APPLIES.search(text) or re.match(r"^\W*(?:with|only|mit|med|com|con)\b", text, re.IGNORECASE))


def _serials(text: str) -> Iterable[SerialRange]:
    for match in (*_RANGE.finditer(text), *_FIGURES.finditer(text)):
        yield SerialRange(first=_closed(match["first"]), last=_closed(match["last"]))
    for match in _FROM.finditer(text):
        if not _in_range(text, match):
            yield SerialRange(first=_bound(match, _AFTER, 1, "first", "first2", "first3"))
    for match in _UP_TO.finditer(text):
        if not _in_range(text, match):
            yield SerialRange(last=_bound(match, _BEFORE, -1, "last", "last2"))


def _bound(match: re.Match[str], outside: str, step: int, *groups: str) -> str:
    """The number that ends a range; the one beside it, where the words leave it out itself ("before 5000": up to 4999)."""
    group = next(name for name in groups if match[name])
    number = _closed(match[group])
    figures = re.search(r"\d+$", number)
    if not figures or not re.search(outside, match.string[match.start() : match.start(group)], re.IGNORECASE):
        return number
    return number[: figures.start()] + str(max(int(figures.group()) + step, 0)).zfill(len(figures.group()))


def _closed(number: str) -> str:
    """A number without the blanks between its thousands."""
    return re.sub(r"\s", "", number)


def _in_range(text: str, match: re.Match[str]) -> bool:
    return any(r.start() < match.end() and match.start() < r.end() for r in _RANGE.finditer(text))


def _without_serials(text: str) -> str:
    for pattern in (_RANGE, _FIGURES, _FROM, _UP_TO):
        text = pattern.sub(" ", text)
    return text


def _models(text: str) -> list[str]:
    """Names with a figure in them ("S126", "V90-2.0"), with the name before it where one is printed ("Osprey O138-4.2")."""
    whole = list(_MODEL.finditer(text))
    named = [
        m for m in _NAMED_MODEL.finditer(text) if not any(m.start() < w.end() and w.start() < m.end() for w in whole)
    ]
    found = [match.group() for match in sorted([*whole, *named], key=lambda match: match.start())]
    return [model for model in dict.fromkeys(found) if not re.fullmatch(r"[A-Z]?\d", model)][:12]
