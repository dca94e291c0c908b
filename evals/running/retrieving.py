"""What search gives for a bare question, and the passages of the gold places."""

from collections.abc import Sequence
from threading import Lock

from domain.documents import Document, Passage, Section
from evals.datasets.schema import Case
from evals.metrics.citing.gold import is_gold
from evals.running.transcript import Found
from stores.open_stores import Stores

SEARCH_DEPTH = 20


class Shelf:
    """Searches libraries for cases; a library's places are read once."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._places: dict[str, Sequence[Found]] = {}
        self._reading = Lock()

    def retrieve(self, case: Case, library: str) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
        """The hits, and the passages of the gold places; both empty where the case names no place."""
        if not (case.pages or case.sections or case.wrong_sources):
            return (), ()
        scope: dict[str, str] = {}
        if case.asset:
            asset = self._stores.records.asset(case.asset)
            scope = {"model": asset.model, "serial": asset.serial, "controller": asset.controller}
        result = self._stores.passages.search(case.question, library=library, limit=SEARCH_DEPTH, **scope)
        hits = tuple(_found(hit.document, hit.section, hit.passage, hit.page) for hit in result.hits)
        if not (case.pages or case.sections):
            return hits, ()
        return hits, tuple(place for place in self._library(library) if is_gold(case, place))

    def _library(self, library: str) -> Sequence[Found]:
        with self._reading:
            if library not in self._places:
                self._places[library] = self._read(library)
            return self._places[library]

    def _read(self, library: str) -> Sequence[Found]:
        passages = self._stores.passages
        places: list[Found] = []
        for document in passages.documents(library):
            sections = {section.id: section for section in passages.sections(document.id)}
            places += [
                _found(document, sections[passage.section_id], passage, passage.page)
                for passage in passages.passages_of_document(document.id)
                if passage.section_id in sections
            ]
        return places


def unknown_libraries(stores: Stores, cases: Sequence[Case], default: str) -> dict[str, str]:
    """Libraries that the cases search and that are not there, each with what to say about it."""
    known = list(stores.passages.libraries())
    wanted = {case.library or default for case in cases}
    listed = f"known: {', '.join(known)}" if known else "nothing has been ingested yet"
    return {name: f"there is no library '{name}' ({listed})" for name in sorted(wanted - set(known))}


def _found(document: Document, section: Section, passage: Passage, page: int | None) -> Found:
    return Found(
        path=document.path,
        page=page,
        section_id=section.id,
        number=section.number,
        title=section.title,
        text=passage.text,
    )
