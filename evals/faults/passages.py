"""Faults of search and of the documents."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from domain.documents import Passage, SearchHit, SearchResult
from evals.faults.seams import Delegate
from stores.passages.wording.question import language_of
from stores.passages.wording.text import words

MORE = 4
"""How many times more hits are fetched where some are taken away."""
ROWS_LEFT = 2
NEWTON_METRE = re.compile(r"(?<=\d)(\s?)(?:N\s?m|N·m)\b")
BAR = re.compile(r"(?<=\d)(\s?)bar\b")


class Unranked(Delegate):
    """Hits in the order of how many words they share with the question, nothing else."""

    def search(self, query: str, *, limit: int = 8, **rest: Any) -> SearchResult:
        """The store's search without its ranking."""
        found = self._real.search(query, limit=limit * MORE, **rest)
        asked = {word.term for word in words(query)}
        hits = sorted(found.hits, key=lambda hit: -len(asked & {word.term for word in words(hit.passage.text)}))
        return found.model_copy(update={"hits": _numbered(hits[:limit])})


class WrongSections(Delegate):
    """The best section is lost: its passages never come."""

    def search(self, query: str, *, limit: int = 8, **rest: Any) -> SearchResult:
        """The store's search without the section of its first hit."""
        found = self._real.search(query, limit=limit * MORE, **rest)
        best = found.hits[0].section.id if found.hits else ""
        return found.model_copy(
            update={"hits": _numbered([hit for hit in found.hits if hit.section.id != best][:limit])}
        )


class AnyMachine(Delegate):
    """The machine's model, serial number and controller are not looked at."""

    def search(
        self, query: str, *, model: str = "", serial: str = "", controller: str = "", **rest: Any
    ) -> SearchResult:
        """The store's search for any machine."""
        del model, serial, controller
        return self._real.search(query, **rest)


class SwappedRevisions(Delegate):
    """What is superseded is taken for what is in force, and the other way round."""

    def search(self, query: str, *, limit: int = 8, **rest: Any) -> SearchResult:
        """The store's search with old and new exchanged where a document has both."""
        found = self._real.search(query, limit=limit * MORE * MORE, **rest)
        newer = {hit.document.superseded_by for hit in found.hits} | self._successors(str(rest.get("library", "main")))
        hits = [_as_current(hit) for hit in found.hits if hit.document.id not in newer - {""}]
        hits.sort(key=lambda hit: -hit.score)
        return found.model_copy(update={"hits": _numbered(hits[:limit])})

    def _successors(self, library: str) -> set[str]:
        return {document.superseded_by for document in self._real.documents(library)}


class NothingSuperseded(Delegate):
    """Superseded documents rank with the others, each beside one in force, and are not marked."""

    def search(self, query: str, *, limit: int = 8, **rest: Any) -> SearchResult:
        """The store's search as if every revision were in force."""
        found = self._real.search(query, limit=limit * MORE * MORE, **rest)
        current = [hit for hit in found.hits if not hit.document.superseded_by]
        old = [_as_current(hit) for hit in found.hits if hit.document.superseded_by]
        hits = [hit for both in zip_longest(current, old) for hit in both if hit]
        return found.model_copy(update={"hits": _numbered(hits[:limit])})


class NoWarnings(Delegate):
    """Warnings are not found, neither by search nor in their section."""

    def search(self, query: str, **rest: Any) -> SearchResult:
        """The store's search without warnings."""
        found = self._real.search(query, **rest)
        return found.model_copy(
            update={"hits": _numbered([hit for hit in found.hits if hit.passage.kind != "warning"])}
        )

    def passages(self, section_id: str) -> Sequence[Passage]:
        """A section's passages without its warnings."""
        return [passage for passage in self._real.passages(section_id) if passage.kind != "warning"]

    def warnings(self, document_id: str) -> Sequence[Passage]:
        """None."""
        del document_id
        return ()


class DeafTo(Delegate):
    """Questions of one language are not understood: only their function words are looked for."""

    def __init__(self, real: Any, language: str) -> None:
        super().__init__(real)
        self._language = language

    def search(self, query: str, **rest: Any) -> SearchResult:
        """The store's search; empty for a question of that language."""
        return SearchResult() if language_of(query) == self._language else self._real.search(query, **rest)


class Rewritten(Delegate):
    """Every passage is changed on its way out."""

    def change(self, passage: Passage) -> Passage:
        """What becomes of a passage."""
        raise NotImplementedError

    def search(self, query: str, **rest: Any) -> SearchResult:
        """The store's search over changed passages."""
        found = self._real.search(query, **rest)
        hits = [hit.model_copy(update={"passage": self.change(hit.passage)}) for hit in found.hits]
        return found.model_copy(update={"hits": tuple(hits)})

    def passages(self, section_id: str) -> Sequence[Passage]:
        """A section's passages, changed."""
        return [self.change(passage) for passage in self._real.passages(section_id)]

    def warnings(self, document_id: str) -> Sequence[Passage]:
        """A document's warnings, changed."""
        return [self.change(passage) for passage in self._real.warnings(document_id)]


class WrongUnits(Rewritten):
    """Newton metres are read as foot-pounds and bar as psi."""

    def change(self, passage: Passage) -> Passage:
        """The passage in other units."""
        lines = tuple(line.model_copy(update={"text": _other_unit(line.text)}) for line in passage.lines)
        table = tuple(tuple(_other_unit(cell) for cell in row) for row in passage.table)
        return passage.model_copy(update={"text": _other_unit(passage.text), "lines": lines, "table": table})


class ShortTables(Rewritten):
    """Tables end after two rows."""

    def change(self, passage: Passage) -> Passage:
        """The passage with its first rows only."""
        if len(passage.table) <= ROWS_LEFT + 1:
            return passage
        table = passage.table[: ROWS_LEFT + 1]
        last = " ".join(passage.table[ROWS_LEFT + 1])
        at = passage.text.find(last)
        text = passage.text[:at].rstrip() if at > 0 else "\n".join(" ".join(row) for row in table)
        lines = tuple(line for line in passage.lines if line.end <= len(text))
        return passage.model_copy(update={"text": text, "lines": lines, "table": table})


def _other_unit(text: str) -> str:
    """Another unit of the same length, so that the lines keep their places."""
    text = NEWTON_METRE.sub(lambda m: f"{m[1]}{'kg m' if len(m.group().strip()) > 2 else 'kg'}", text)
    return BAR.sub(lambda m: f"{m[1]}psi", text)


def _as_current(hit: SearchHit) -> SearchHit:
    document = hit.document.model_copy(update={"superseded_by": ""})
    return hit.model_copy(update={"superseded": False, "document": document})


def _numbered(hits: Sequence[SearchHit]) -> tuple[SearchHit, ...]:
    return tuple(hit.model_copy(update={"rank": rank}) for rank, hit in enumerate(hits, start=1))
