"""Past turns of everybody, for those who improve the assistant; never for showing to another person."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Engine, select

from domain.model import Noun
from stores.conversations.tables import ThreadRow, TurnRow
from stores.conversations.threads import Turn
from stores.records.rows import noun_of

NEWEST = 5_000


class PastTurn(Noun):
    """A turn with the machine and the library of its thread."""

    turn: Turn
    asset: str = ""
    library: str = "main"


class SqlTurns:
    """Finished turns over all threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def finished(self, *, limit: int = NEWEST) -> Sequence[PastTurn]:
        """The newest turns that have an answer, newest first."""
        return self._read(TurnRow.answer.is_not(None), limit)

    def by_id(self, ids: Iterable[str]) -> dict[str, PastTurn]:
        """Those turns that are still kept, by id."""
        wanted = list(ids)
        found: dict[str, PastTurn] = {}
        for start in range(0, len(wanted), 500):
            chosen = TurnRow.id.in_(wanted[start : start + 500])
            found |= {past.turn.id: past for past in self._read(chosen, 500)}
        return found

    def owners(self) -> frozenset[str]:
        """Everybody who has asked."""
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(select(TurnRow.owner).distinct()))

    def _read(self, chosen: ColumnElement[bool], limit: int) -> Sequence[PastTurn]:
        joined = select(*_COLUMNS).where(chosen).join(ThreadRow, ThreadRow.id == TurnRow.thread_id, isouter=True)
        with self._engine.connect() as connection:
            rows = connection.execute(joined.order_by(TurnRow.created.desc(), TurnRow.id).limit(limit)).mappings().all()
        return [
            PastTurn(
                turn=noun_of(Turn, row),
                asset=row["asset"] or "",
                library=row["library"] or "main",
            )
            for row in rows
        ]


_COLUMNS = (*(getattr(TurnRow, name) for name in Turn.model_fields), ThreadRow.asset, ThreadRow.library)
