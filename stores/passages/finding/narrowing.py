"""What a search is narrowed to, as both indexes can ask it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.documents import Applicability, Document, Passage
from stores.passages.applying.applicability import Wanted, applies

ANYBODY: tuple[str, ...] = ()


@dataclass(frozen=True)
class Narrowed:
    """Passages of these scopes, kinds and documents; None means any. Documents in `without` are left out."""

    scopes: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self == Narrowed()

    @property
    def where(self) -> dict[str, Any]:
        """As Chroma's operators say it; empty where nothing is left out."""
        clauses: list[dict[str, Any]] = [
            {field: {"$in": sorted(values)}} for field, values in self._wanted.items() if values is not None
        ]
        if self.without:
            clauses.append({"document": {"$nin": sorted(self.without)}})
        if len(clauses) > 1:
            return {"$and": clauses}
        return clauses[0] if clauses else {}

    def lets(self, about: Mapping[str, Any]) -> bool:
        """Whether a passage with this metadata (`scope`, `kind`, `document`) is let through."""
        wanted = all(values is None or about.get(field) in values for field, values in self._wanted.items())
        return wanted and about.get("document") not in self.without

    @property
    def _wanted(self) -> dict[str, frozenset[str] | None]:
        return {"scope": self.scopes, "kind": self.kinds, "document": self.documents}

    def to(self, documents: Collection[str]) -> "Narrowed":
        """Narrowed further to some documents."""
        return replace(self, documents=frozenset(documents))


@dataclass(frozen=True)
class Readers:
    """For whom it is searched: the sites and roles that they hold; None is somebody who may read everything."""

    sites: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Scope:
    """What a passage is for and who may read it: its document's applicability and its own, sites and roles.

    `text` is how it stands in the word index, `key` (16 hexadecimal digits) in Chroma.
    """

    of_document: Applicability
    own: Applicability
    sites: tuple[str, ...] = ANYBODY
    roles: tuple[str, ...] = ANYBODY

    @property
    def text(self) -> str:
        parts = [self.of_document.model_dump(mode="json"), self.own.model_dump(mode="json"), self.sites, self.roles]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))

    @property
    def key(self) -> str:
        return key_of(self.text)

    def fits(self, wanted: Wanted) -> bool:
        """Whether it may be shown for the machine that is wanted."""
        return applies(self.of_document, wanted) and applies(self.own, wanted)

    def is_open_to(self, readers: Readers) -> bool:
        """Whether this person may read it: one of its sites and one of its roles, where it names any."""
        return _shared(self.sites, readers.sites) and _shared(self.roles, readers.roles)


def scope_of(document: Document, passage: Passage) -> Scope:
    """The scope of a passage."""
    return Scope(document.applies_to, passage.applies_to, document.sites, document.roles)


def read_scope(text: str) -> Scope:
    """The scope of a `Scope.text`."""
    of_document, own, sites, roles = json.loads(text)
    return Scope(
        Applicability.model_validate(of_document), Applicability.model_validate(own), tuple(sites), tuple(roles)
    )


def key_of(text: str) -> str:
    """A short name for a `Scope.text`."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def may_read(document: Document, readers: Readers) -> bool:
    """Whether they may read a document."""
    return _shared(document.sites, readers.sites) and _shared(document.roles, readers.roles)


def _shared(named: tuple[str, ...], held: tuple[str, ...] | None) -> bool:
    if held is None or not named:
        return True
    return not {one.casefold() for one in named}.isdisjoint(one.casefold() for one in held)
