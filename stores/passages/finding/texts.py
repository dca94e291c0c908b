"""What of a document is indexed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.documents import Document, Passage, Section
from stores.passages.wording.text import words


@dataclass(frozen=True)
class Written:
    """A document of one generation, with all that is in it."""

    generation: str
    document: Document
    sections: Sequence[Section]
    passages: Sequence[Passage]

    @cached_property
    def ids(self) -> Sequence[str]:
        """What its passages are called in both indexes: another generation has other names."""
        return [f"{self.generation}:{passage.id}" for passage in self.passages]


def indexed_text(passage: Passage, section: Section | None) -> tuple[str, str]:
    """The headings above a passage and its own words, as the embedders and the word index see them."""
    path = (section.path or (section.title,)) if section else ()
    captioned = passage.caption and passage.caption not in passage.text
    body = f"{passage.caption}\n{passage.text}" if captioned else passage.text
    return " > ".join(heading for heading in path if heading), body


def texts_to_embed(sections: Sequence[Section], passages: Sequence[Passage]) -> list[str]:
    """Of each passage its headings, then its own words."""
    by_id = {section.id: section for section in sections}
    both = (indexed_text(passage, by_id.get(passage.section_id)) for passage in passages)
    return ["\n".join(part for part in parts if part) for parts in both]


def twin_key(passage: Passage) -> str:
    """Passages with the same words are twins; only the best of them is shown."""
    spoken = " ".join(word.surface for word in words(passage.text))
    return hashlib.blake2b(spoken.encode(), digest_size=8).hexdigest()
