"""A library as the generator reads it: every passage in its place, and how common each word is."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from domain.documents import Document, Passage, Section
from domain.errors import NotFound
from stores.passages.wording.glossary import function_words
from stores.passages.wording.text import fold, stem, words
from stores.protocols import PassageStore

UNSURE_TEXT = 0.6
"""Recognised text below this confidence gives no facts: its letters may be wrong."""
_NOT_A_TITLE = re.compile(r"^[\W\d]*$")
# Parts of a book that are about the book or the course: nobody asks for them at a machine.
_ABOUT_THE_BOOK = re.compile(
    r"\b(?:learning objectives?|assignments?|contents|index|glossary|foreword|preface|review questions?|answers to|summary|credits?|"
    r"inhalt|stichwort\w*|vorwort|indhold|índice|contenido|conteúdo|list of (?:figures|tables)|revision history)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Source:
    """One passage in its place. `stems` are those of its text and headings."""

    document: Document
    section: Section
    passage: Passage
    stems: frozenset[str]

    @property
    def language(self) -> str:
        """The document's, as an ISO code of two letters; "" where nobody knows it."""
        return self.document.language[:2].lower()

    @property
    def place(self) -> tuple[str, int | None]:
        """The document and the page; the section where the format has no pages."""
        page = self.passage.page
        return (self.document.id, page) if page is not None else (self.section.id, None)


@dataclass(frozen=True)
class LibraryText:
    """What a library says now; superseded documents are left out.

    Attributes:
        name: of the library.
        sources: every passage, by document and in reading order.
        holders: in how many passages a stem stands.
        surfaces: how often each folded word is written.
        titles: how often each folded section title is used.
    """

    name: str
    sources: tuple[Source, ...]
    holders: Counter[str] = field(default_factory=Counter[str])
    surfaces: Counter[str] = field(default_factory=Counter[str])
    titles: Counter[str] = field(default_factory=Counter[str])

    def by_section(self) -> Iterator[list[Source]]:
        """The sources of one section after the other."""
        sections: dict[str, list[Source]] = {}
        for source in self.sources:
            sections.setdefault(source.section.id, []).append(source)
        yield from sections.values()

    def rarity(self, stemmed: str) -> float:
        """Share of the passages that do not hold the stem: 1 for a word that one passage alone has."""
        return 1.0 - (self.holders[stemmed] - 1) / max(len(self.sources), 1)

    @cached_property
    def models(self) -> frozenset[str]:
        """Every model that a document of the library is for."""
        return frozenset(model for source in self.sources for model in source.document.applies_to.models)

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages of its documents. That a word stands nowhere proves nothing beyond them."""
        return frozenset(source.language for source in self.sources)

    def holding(self, stems: frozenset[str], share: float) -> Iterator[Source]:
        """Sources that hold at least this share of the stems."""
        found = Counter(at for one in stems for at in self._postings.get(one, ()))
        for at in sorted(found):
            if found[at] >= share * len(stems):
                yield self.sources[at]

    @cached_property
    def written(self) -> tuple[str, ...]:
        """Each passage under its heading, in one case."""
        return tuple(f"{source.section.title}\n{source.passage.text}".casefold() for source in self.sources)

    @cached_property
    def _postings(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = {}
        for at, source in enumerate(self.sources):
            for one in source.stems:
                postings.setdefault(one, []).append(at)
        return postings


def read_library(passages: PassageStore, name: str) -> LibraryText:
    """Read a library whole.

    Raises:
        NotFound: the library is unknown or empty; names those that exist.
    """
    sources: list[Source] = []
    documents = [document for document in passages.documents(name) if not document.superseded_by]
    # A page too short to tell its language is in that of the others; where no document tells one, it is a stranger's.
    usual = Counter(document.language for document in documents if document.language).most_common(1)
    for found in documents:
        document = found.model_copy(update={"language": found.language or (usual[0][0] if usual else "")})
        sections = {section.id: section for section in passages.sections(document.id)}
        for passage in passages.passages_of_document(document.id):
            section = sections.get(passage.section_id)
            if (
                section is not None
                and not _ABOUT_THE_BOOK.search(section.title)
                and (passage.ocr_confidence or 1.0) >= UNSURE_TEXT
            ):
                sources.append(_source(document, section, passage))
    if not sources:
        known = tuple(passages.libraries())
        raise NotFound(f"The library '{name}' holds no text; there are: {', '.join(known) or 'none'}.", known)
    holders: Counter[str] = Counter()
    surfaces: Counter[str] = Counter()
    for source in sources:
        holders.update(source.stems)
        surfaces.update(word.surface for word in words(source.passage.text, source.document.language or "en"))
    titles = Counter({source.section.id: fold(source.section.title) for source in sources}.values())
    return LibraryText(name, tuple(sources), holders, surfaces, titles)


def _source(document: Document, section: Section, passage: Passage) -> Source:
    text = " ".join((passage.text, passage.caption, *section.path, section.title))
    return Source(document, section, passage, content_stems(text, document.language))


def content_stems(text: str, language: str = "en") -> frozenset[str]:
    """Stems of the words that carry meaning; codes whole."""
    known = function_words()
    plain = known.get(language[:2].lower(), frozenset[str]()) | known["en"]
    return frozenset(
        word.term if word.code else stem(word.surface, language or "en")
        for word in words(text, language or "en")
        if word.surface not in plain
    )


def heading(section: Section) -> str:
    """A section's title without its number."""
    title = section.title.removeprefix(section.number).strip(" .:–-") if section.number else section.title
    title = re.sub(r"^\d+(?:\.\d+)*\s+", "", title).strip()
    return "" if _NOT_A_TITLE.match(title) else quiet(title)


def quiet(text: str) -> str:
    """A text in capitals as people write it; acronyms and codes in other text stay."""
    return text.lower() if text.isupper() and (len(text.split()) > 1 or len(text) > 5) else text


def named_job(section: Section, library: LibraryText) -> str:
    """What a section is about, with the heading above it where its own says too little or is used often."""
    own = heading(section)
    often = library.titles[fold(section.title)] > 1
    if own and not often and len(own.split()) > 1:
        return own
    above = quiet(section.path[-2]) if len(section.path) > 1 else ""
    return f"{own} ({above})" if own and above else own or above
