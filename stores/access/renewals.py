"""Sessions that are renewed at the sign-in provider: by one server at a time, so that a refresh token is used once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, or_, select, update

from domain.callers import Caller
from stores.access.sessions import hash_of
from stores.clock import utc_now
from stores.conversations.tables import SessionRow
from stores.writes.audit import record

TRIED_FOR = timedelta(seconds=30)
"""So long one server has for it; where that came to nothing, it is tried again after this."""


class SqlRenewals:
    """What a session keeps for its renewal is sealed: here is nothing that opens it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def sealed(self, session: str) -> str:
        """What was sealed for the session; empty where it has ended or keeps nothing."""
        with self._engine.connect() as connection:
            return connection.scalar(select(SessionRow.sealed).where(_of(session))) or ""

    def keep(self, session: str, sealed: str) -> None:
        """Keep what it is renewed with."""
        with self._engine.begin() as connection:
            connection.execute(update(SessionRow).where(_of(session)).values(sealed=sealed))

    def take(self, session: str, ends: datetime | None = None) -> str:
        """What was sealed, for whoever is to renew it now; empty where another server is at it, or it ends later than `ends` by now."""
        now = self._clock()
        free = or_(SessionRow.renewing_until.is_(None), SessionRow.renewing_until <= now)
        wanted = [_of(session), free, *([SessionRow.expires <= ends] if ends else [])]
        taken = update(SessionRow).where(*wanted).values(renewing_until=now + TRIED_FOR)
        with self._engine.begin() as connection:
            return connection.scalar(taken.returning(SessionRow.sealed)) or ""

    def renew(self, session: str, who: Caller, *, max_s: int, sealed: str) -> None:
        """It lasts so long from now on, with the roles and sites that its person has now."""
        values = {
            "roles": list(who.roles),
            "sites": None if who.sites is None else list(who.sites),
            "expires": self._clock() + timedelta(seconds=max_s),
            "sealed": sealed,
            "renewing_until": None,
        }
        with self._engine.begin() as connection:
            connection.execute(update(SessionRow).where(_of(session), SessionRow.name == who.name).values(values))

    def refuse(self, session: str) -> None:
        """The provider knows its person no more: it ends now."""
        with self._engine.begin() as connection:
            ended = delete(SessionRow).where(_of(session)).returning(SessionRow.name)
            name = connection.scalar(ended)
            if name is not None:
                record(connection, self._clock(), name, "signed out", name, {"by": "provider"})


def _of(session: str) -> ColumnElement[bool]:
    return SessionRow.id_hash == hash_of(session)
