"""What a bulletin or new revision says it stands above: documents, and sections of them."""

import re

from domain.documents import SECTION_OF

_OVERRIDES = re.compile(
    r"(?:overrides?|replaces|supersedes|amends|takes precedence over|ersetzt|erstatter|sustituye|substitui|remplace)"
    r"\s*:?\s+(?P<what>(?:[^.\n;]|\.(?=\d)|\n(?![^\n]{0,40}:)){3,200})",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?=[\w/-]{0,40}\d)[A-Z]{1,}[A-Z0-9]*(?:[-/][A-Z0-9]+)+\b(?:,?\s+(?:revision|rev\.?)\s+[A-Z0-9]+)?",
    re.IGNORECASE,
)
_FIGURE = r"\d+(?:\.\d+)*"
_SECTIONS = re.compile(
    r"(?:\b(?:sections?|chapters?|clauses?|paragraphs?|abschnitte?n?|kapitel|afsnit|secci[oó]n(?:es)?|apartados?|cap[ií]tulos?|"
    r"sec?[cç](?:ão|ao|ões|oes)|chapitres?)|§+)\s*"
    rf"(?P<numbers>{_FIGURE}(?:\s*(?:,|and|und|og|y|e|et|&|,\s*and)\s*{_FIGURE})*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“„\"«](?P<title>[^”“\"»\n]{3,80})[”“\"»]")


def named_documents(text: str) -> tuple[str, ...]:
    """The documents that are replaced, as printed: "OM-112 revision C"."""
    found = (name.strip() for match in _OVERRIDES.finditer(text) for name in _NAME.findall(match["what"]))
    return tuple(dict.fromkeys(found))


def named_sections(text: str) -> tuple[str, ...]:
    """Each section with its document, "OM-112 § 7.3"; the document alone where no section is named."""
    found: list[str] = []
    for match in _OVERRIDES.finditer(text):
        what = match["what"]
        numbers = [figure for run in _SECTIONS.finditer(what) for figure in re.findall(_FIGURE, run["numbers"])]
        sections = [*numbers, *(quoted["title"].strip() for quoted in _QUOTED.finditer(what))]
        for name in _NAME.findall(what):
            found += [f"{name.strip()}{SECTION_OF}{section}" for section in sections] or [name.strip()]
    return tuple(dict.fromkeys(found))
