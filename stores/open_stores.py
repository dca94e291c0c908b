"""Open everything that is kept, in one place."""

import copy
import threading
from collections import OrderedDict
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, select

from domain.callers import Caller
from domain.documents import Box, Document
from stores.access.keys import SqlKeys
from stores.access.renewals import SqlRenewals
from stores.access.sessions import SqlSessions
from stores.access.sites import CasesAtSites, at_sites
from stores.conversations.feedback import SqlFeedback
from stores.conversations.runs import SqlRuns
from stores.conversations.threads import SqlThreads
from stores.conversations.turns import SqlTurns
from stores.database.engine import open_engine
from stores.embedders.multilingual import MultilingualEmbedder, shared_multilingual
from stores.evaluations.limited import Evaluations, LimitedEvaluations
from stores.evaluations.store import SqlEvaluations
from stores.ingest_jobs import SqlIngestJobs
from stores.last_good import LastGood
from stores.migrations import bring_up_to_date
from stores.operation.deliveries import SqlDeliveries
from stores.operation.people import SqlPeople
from stores.operation.retention import Retention
from stores.operation.waiting import SqlWaiting
from stores.originals import originals_of
from stores.passages.limited import limited_to
from stores.pictures import MAX_PIXELS, PagePictures
from stores.protocols import PassageStore
from stores.records.identifiers import key_of
from stores.records.orders.cases import CaseIndex
from stores.records.store import SqlRecords
from stores.settings import StoreSettings
from stores.writes.approvals import SqlApprovals
from stores.writes.audit import SqlAudit

KEPT_SITES = 32
"""Groups of sites whose names and words stay in memory, last used last."""


class Stores:
    """Every store on one database; close it, or use it in a `with`."""

    def __init__(self, settings: StoreSettings, engine: Engine) -> None:
        self.settings = settings
        self.records = SqlRecords(engine)
        self.threads = SqlThreads(engine)
        self.runs = SqlRuns(engine)
        self.turns = SqlTurns(engine)
        self.approvals = SqlApprovals(engine)
        self.feedback = SqlFeedback(engine)
        self.evaluations: Evaluations = SqlEvaluations(engine)
        self.keys = SqlKeys(engine)
        self.sessions = SqlSessions(engine)
        self.renewals = SqlRenewals(engine)
        self.audit = SqlAudit(engine)
        self.deliveries = SqlDeliveries(engine)
        self.waiting = SqlWaiting(engine)
        self.retention = Retention(engine, settings)
        self.people = SqlPeople(engine, settings)
        self.originals = originals_of(settings)
        self.pictures = PagePictures()
        self.last_good = LastGood(settings.home / "last_good.json")
        self._engine = engine
        self._at_sites: OrderedDict[tuple[str, ...], tuple[SqlRecords, Engine]] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def passages(self) -> PassageStore:
        """Documents and search over them; opened when first asked for, because that takes a second."""
        from stores.passages.store import open_passages  # noqa: PLC0415

        return open_passages(self.settings, self._engine)

    @cached_property
    def ingest_jobs(self) -> SqlIngestJobs:
        """Documents that wait to be read."""
        return SqlIngestJobs(self._engine)

    @cached_property
    def cases(self) -> CaseIndex:
        """Past work orders by meaning: in one space for all languages, since a company's own notes are in several."""
        return CaseIndex(self._engine, self.multilingual, self.settings.home / "search")

    def check_database(self) -> None:
        """Raises Unavailable where it is out of reach."""
        with self._engine.connect() as connection:
            connection.execute(select(1))

    def check_vectors(self) -> None:
        """Raises Unavailable where the vector store does not answer; search goes on by words then."""
        vectors = getattr(self.passages, "vectors", None)
        if vectors is not None:
            vectors.check()

    def picture(
        self,
        document: Document,
        page: int,
        region: Box | None = None,
        scale: float = 2.0,
        most_pixels: int = MAX_PIXELS,
    ) -> bytes:
        """A page of a document, or a region of it, as PNG (`PagePictures.png`).

        Raises:
            NotFound: there is no such page.
            Unavailable: the original is gone, damaged or out of reach.
        """
        file = self.originals.file(document.sha256)
        return self.pictures.png(file, page, scale, region, most_pixels=most_pixels)

    def seen_by(self, who: Caller) -> "Stores":
        """The same stores as `who` may read them: records and documents of other sites, and documents for other roles, are not there."""
        passages = limited_to(self.passages, who)
        if who.sites is None:
            if passages is self.passages:
                return self
            seen = copy.copy(self)
            seen.__dict__["passages"] = passages
            seen.evaluations = self._evaluations(who, self.records, passages)
            return seen
        wanted = {key_of(site) for site in who.sites}
        sites = tuple(site for site in self.records.entity_patterns().sites if key_of(site) in wanted)
        seen = copy.copy(self)
        seen.records, limited = self._limited(sites)
        seen.__dict__["cases"] = CasesAtSites(self.cases, limited)
        seen.__dict__["passages"] = passages
        seen.evaluations = self._evaluations(who, seen.records, passages)
        return seen

    def _evaluations(self, who: Caller, records: SqlRecords, passages: PassageStore) -> "LimitedEvaluations":
        return LimitedEvaluations(
            self.evaluations, everywhere=who.sites is None, records=records, passages=passages, of_all=self.passages
        )

    def _limited(self, sites: tuple[str, ...]) -> tuple[SqlRecords, Engine]:
        with self._lock:
            if sites not in self._at_sites:
                limited = at_sites(self._engine, sites)
                self._at_sites[sites] = (SqlRecords(limited), limited)
                while len(self._at_sites) > KEPT_SITES:
                    self._at_sites.popitem(last=False)
            self._at_sites.move_to_end(sites)
            return self._at_sites[sites]

    @cached_property
    def multilingual(self) -> MultilingualEmbedder | None:
        """One space for texts of any language; None where the package with its weights is not installed."""
        return shared_multilingual()

    def close(self) -> None:
        """Let go of the database; closing twice does no harm."""
        if "cases" in self.__dict__:
            self.cases.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_stores(home: Path | None = None, settings: StoreSettings | None = None) -> Stores:
    """Open the stores of `settings` (default: the environment's), with `home` in place of its folder where given.

    Raises:
        Unavailable: the folder, the file or the server is out of reach or damaged; nothing is ever deleted.
        SettingsError: the settings cannot be used.
    """
    chosen = settings or StoreSettings()
    if home is not None:
        chosen = chosen.model_copy(update={"home": home})
    engine = open_engine(chosen)
    try:
        bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return Stores(chosen, engine)
