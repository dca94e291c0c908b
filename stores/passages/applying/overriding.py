"""Bulletins over the sections that they name: the section is marked, and the bulletin stands before it."""

from collections.abc import Callable, Iterable, Sequence

from domain.documents import SECTION_OF, Document, SearchHit, Section
from stores.passages.applying.applicability import Wanted, applies
from stores.passages.wording.text import joined


def bulletin_over(
    section: Section, document: Document, documents: Iterable[Document], wanted: Wanted | None = None
) -> Document | None:
    """The bulletin in force that overrides a section, the newest of several.

    Args:
        section: with its printed number and the headings above it; what is overridden takes its sub-sections along.
        document: that it belongs to.
        documents: of the library.
        wanted: the machine; a bulletin that is not for it overrides nothing.
    """
    if not document.number:
        return None
    found = [
        other
        for other in documents
        if other.overrides
        and other.id != document.id
        and not other.superseded_by
        and applies(other.applies_to, wanted or Wanted())
        and any(_names(entry, document, section) for entry in other.overrides)
    ]
    return max(found, key=lambda other: (other.issued is not None, other.issued, other.number), default=None)


def name_of(bulletin: Document) -> str:
    """How a bulletin is called in a note."""
    return bulletin.number or bulletin.title


def with_bulletins(
    hits: Sequence[SearchHit],
    documents: Sequence[Document],
    wanted: Wanted,
    best_of: Callable[[Document], SearchHit | None],
) -> tuple[SearchHit, ...]:
    """The hits with overridden ones marked, each behind the best hit of its bulletin; as many hits as before.

    Args:
        hits: best first.
        documents: of the library.
        wanted: the machine that the search is for.
        best_of: the best passage of a document for the question, for a bulletin that is not among the hits.
    """
    if not any(document.overrides for document in documents):
        return tuple(hits)
    out: list[SearchHit] = []
    for hit in hits:
        bulletin = bulletin_over(hit.section, hit.document, documents, wanted)
        if bulletin is not None:
            before = None if any(one.document.id == bulletin.id for one in out) else _first(hits, bulletin, best_of)
            out += [before.model_copy(update={"score": max(before.score, hit.score)})] if before else []
            hit = hit.model_copy(update={"overridden_by": name_of(bulletin)})
        if all(one.passage.id != hit.passage.id for one in out):
            out.append(hit)
    return tuple(hit.model_copy(update={"rank": rank}) for rank, hit in enumerate(out[: len(hits)], 1))


def _first(
    hits: Sequence[SearchHit], bulletin: Document, best_of: Callable[[Document], SearchHit | None]
) -> SearchHit | None:
    return next((hit for hit in hits if hit.document.id == bulletin.id), None) or best_of(bulletin)


def _names(entry: str, document: Document, section: Section) -> bool:
    """Whether an entry such as "OM-112 revision C § 7.3" names this section or one above it."""
    manual, _, named = entry.partition(SECTION_OF)
    number, *revision = manual.replace(",", " ").split() or [""]
    if not named or joined(number) != joined(document.number):
        return False
    if revision and document.revision and joined(revision[-1]) != joined(document.revision):
        return False
    printed = section.number.rstrip(".")
    if printed == named or printed.startswith(f"{named}."):
        return True
    return any(joined(heading).endswith(joined(named)) for heading in (*section.path, section.title) if heading)
