"""The printed marks of a manual: signal words, steps, captions, cross-references, contents lines."""

import re

from domain.documents import WarningLevel

_SIGNALS: dict[WarningLevel, str] = {
    "danger": "DANGER|GEFAHR|FARE|PELIGRO|PERIGO|PERICOLO|GEVAAR|FARA|HENGENVAARA",
    "warning": "WARNING|WARNUNG|ADVARSEL|ADVERTENCIA|ADVERTÊNCIA|ATENÇÃO|AVERTISSEMENT|AVVERTENZA|WAARSCHUWING|VARNING",
    "caution": "CAUTION|VORSICHT|FORSIGTIG|PRECAUCIÓN|ATENCIÓN|CUIDADO|ATTENTION|MISE EN GARDE|ATTENZIONE|LET OP|FÖRSIKTIG",
    "notice": "NOTICE|HINWEIS|ACHTUNG|BEMÆRK|AVISO|REMARQUE|AVIS|IMPORTANT|WICHTIG|VIGTIGT|IMPORTANTE|OBSERVERA|MERK",
}
_LEVELS: dict[str, WarningLevel] = {word: level for level, words in _SIGNALS.items() for word in words.split("|")}
_SIGNAL = re.compile(
    rf"^[^\w]{{0,4}}(?P<word>{'|'.join(sorted(_LEVELS, key=len, reverse=True))})(?P<plural>S|EN|E|ER)?"
    r"(?P<mark>\s*[:!.–—-]+|\s*$|\s+(?=\S))",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"^[⚠☠☢☣⚡]\ufe0f?\s*(?P<rest>.*)$")
_SENTENCE = 5
"""Words that make a sentence of a line behind a sign; fewer, without a full stop, are a title."""
_STEP = re.compile(
    r"^(?:(?:step|schritt|trin|paso|passo|étape)\s+(?P<named>\d{1,3})\s*[.:)–—-]?\s*|"
    r"\(?(?P<number>\d{1,2})(?:[.)]|\s?[.)])\s+|\((?P<letter2>[a-z])\)\s+|(?P<letter>[a-z])[.)]\s+|"
    r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s+(?=\S)|\s+(?-i:(?![a-zß-ÿ])(?=\S))))",
    re.IGNORECASE,
)
_TABLE_WORDS = r"Table|Tabelle|Tabell|Tabel|Tabla|Tabela|Tableau|Tab\."
_FIGURE_WORDS = r"Figures?|Abbildung|Abb\.|Bild|Figur|Figura|Fig\.|Illustration"
_CHAPTER_WORDS = (
    r"Sections?|Chapters?|Abschnitt|Kapitel|Afsnit|Sección|Sec\.|Capítulo|Seção|Secção|Chapitre|Paragraph|para\.?|"
    r"Appendix|Annex|Anhang|Bilag|Anexo|Annexe"
)
_LABEL = r"[A-Z]?\d+(?:[.\-–]\d+){0,3}[A-Za-z]?\b|[A-Z](?:[.\-]\d+)*\b"
_CAPTION = re.compile(
    rf"^(?:(?P<table>{_TABLE_WORDS})|(?P<figure>{_FIGURE_WORDS}))\s*(?P<label>{_LABEL})\s*(?P<rest>.*)$", re.I
)
_REFERENCE = re.compile(rf"\b(?P<word>(?i:{_TABLE_WORDS}|{_FIGURE_WORDS}|{_CHAPTER_WORDS}))\s+(?P<label>{_LABEL})")
_SEE = re.compile(
    r"\b(?:see|siehe|se|véase|ver|voir|consulte|vgl\.|refer to)\s+(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})\b", re.I
)
_LEADER = re.compile(r"(?:(?:\.\s?){4,}|…{2,}|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,6}|[A-Z]{0,3}\d{0,2}[-–]\d{1,3})\s*$")
_LONGEST_LEADER = 250
_DOTS = re.compile(r"(?:\.{4}|(?:\. ){4}|…{2}|_{4})[\s._…]*[^._…]{0,30}$")
_CONTENTS = re.compile(
    r"^(?:table of )?contents?$|^inhalt(?:sverzeichnis)?$|^indhold(?:sfortegnelse)?$|^[íi]ndice(?: de contenidos?)?$|"
    r"^sumário$|^sommaire$|^table des matières$|^list of (?:figures|tables)$|^index$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^(?:NOTES?|Notes?|NOTA|Nota|ANMERKUNG|Anmerkung|REMARQUE|Remarque|OPMERKING)\s*(?:[:.!–—-]|$)")
ALARM_CODE = re.compile(r"^(?:(?:alarm|error|fault|event|code|fejl|fehler|störung|alarma|erro|falha)\s*(?:code|no\.?|nr\.?)?\s*[:#]?\s*)?"
                        r"(?P<code>[A-Z]{1,4}[-_ ]?\d{2,6}[A-Z]?|\d{3,6})\b\s*[:–—-]?\s+(?P<title>[^\d\s].*)$", re.I)  # fmt: skip


def signal(text: str) -> tuple[WarningLevel, bool] | None:
    """The level of the signal word or sign that a line opens with, and whether the line is nothing but that.

    A warning sign without a word is a warning: signs have no levels.
    """
    match = _SIGNAL.match(text)
    if not match:
        return _sign(text)
    word, mark = match["word"], match["mark"].strip()
    alone = match.end() >= len(text.rstrip())
    capitals = word.isupper()
    if match["plural"]:
        return None
    if not (capitals or (mark and mark[0] in ":!–—") or (alone and word[0].isupper())):
        return None
    return _LEVELS[word.upper()], alone


def _sign(text: str) -> tuple[WarningLevel, bool] | None:
    match = _SYMBOL.match(text.strip())
    if not match:
        return None
    rest = match["rest"]
    return ("warning", not rest) if not rest or rest[-1] in ".!" or len(rest.split()) >= _SENTENCE else None


def step_label(text: str) -> tuple[str, str] | None:
    """The kind of mark that a line opens with ("number", "letter", "dotted") and the mark, or None."""
    match = _STEP.match(text)
    if not match:
        return None
    if match["named"] or match["number"]:
        return "number", str(int(match["named"] or match["number"]))
    if match["dotted"]:
        return "dotted", match["dotted"]
    return "letter", (match["letter"] or match["letter2"]).lower()


def caption(text: str) -> tuple[str, str] | None:
    """("table" or "figure", label) where a line opens with one and goes on like a title, not like a sentence."""
    match = _CAPTION.match(text)
    if not match:
        return None
    rest = match["rest"]
    if not text[0].isupper() or (rest and (rest[0].islower() or rest[0] in "),;")):
        return None
    return ("table" if match["table"] else "figure"), match["label"]


def references(text: str) -> tuple[str, ...]:
    """The tables, figures and sections that a text points at ("Table 7-3", "2.4"), in order, once each."""
    found = [(m.start(), f"{_canonical(m['word'])}{m['label']}") for m in _REFERENCE.finditer(text)]
    found += [(m.start(), m["label"]) for m in _SEE.finditer(text)]
    return tuple(dict.fromkeys(label for _, label in sorted(found)))


def _canonical(word: str) -> str:
    if re.fullmatch(_TABLE_WORDS, word, re.IGNORECASE):
        return "Table "
    return "Figure " if re.fullmatch(_FIGURE_WORDS, word, re.IGNORECASE) else ""


def is_contents_line(text: str) -> bool:
    """A line with dot leaders to a page number."""
    return bool(_LEADER.search(text[-_LONGEST_LEADER:]))


def has_leader(text: str) -> bool:
    """Whether dots lead the eye from a name to the short value that ends the line, so that it stands for itself."""
    return bool(_DOTS.search(text[-_LONGEST_LEADER:]))


def is_contents_title(text: str) -> bool:
    """The title of a table of contents or an index."""
    return bool(_CONTENTS.match(text.strip()))


def is_note(text: str) -> bool:
    """A line that opens a note, which is neither a heading nor a warning."""
    return bool(_NOTE.match(text))
