"""Sessions of browsers, and codes by which one signs in another: kept as hashes, so that what is read here opens nothing."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, insert, or_, select, update

from domain.callers import Caller
from domain.errors import NotFound
from domain.model import Noun
from stores.clock import utc_now
from stores.conversations.tables import ApiKeyRow, SessionRow, SignInCodeRow
from stores.writes.audit import record

RENEWED_EVERY = timedelta(minutes=1)
"""How exact the end of an unused session is: writing it at each request would cost more than it tells."""
CODE_LASTS = timedelta(minutes=2)
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Easily told apart, and no words come of them (RFC 8628 6.1)."""
CODE_LENGTH = 8


class SignInCode(Noun):
    """A code that signs in one other browser, once."""

    code: str
    expires_at: datetime


class LiveSession(Noun):
    """Whose it is, when it ends at the latest, and whether it may be renewed at the sign-in provider before."""

    who: Caller
    expires: datetime
    renewable: bool


class SqlSessions:
    """A session ends by itself: unused for a while, at its latest time, or with the key that began it."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def begin(self, who: Caller, *, idle_s: int, max_s: int, key_id: str = "") -> str:
        """The id of a new session, which only the browser keeps; `key_id` names the key that it hangs on."""
        now = self._clock()
        values = {
            "name": who.name,
            "roles": list(who.roles),
            "sites": None if who.sites is None else list(who.sites),
            "key_id": key_id,
            "idle_s": idle_s,
            "created": now,
            "expires": now + timedelta(seconds=max_s),
        }
        with self._engine.begin() as connection:
            _forget(connection, now)
            record(connection, now, who.name, "signed in", who.name, {"with": "key" if key_id else "provider"})
            return _insert(connection, values, now)

    def caller(self, session: str) -> Caller | None:
        """Whose session this is; see `used`."""
        live = self.used(session)
        return live and live.who

    def used(self, session: str) -> LiveSession | None:
        """A session that lasts, or None, also when it has ended; being used, it does not end for being unused."""
        now = self._clock()
        with self._engine.connect() as connection:
            row = connection.execute(_live(session, now)).mappings().first()
        if row is None:
            return None
        idle = timedelta(seconds=row["idle_s"])
        if now + idle - row["idle_until"] > RENEWED_EVERY:
            with self._engine.begin() as connection:
                renewed = update(SessionRow).where(SessionRow.id_hash == row["id_hash"]).values(idle_until=now + idle)
                connection.execute(renewed)
        who = Caller(name=row["name"], roles=row["roles"], sites=row["sites"])
        return LiveSession(who=who, expires=row["expires"], renewable=bool(row["sealed"]))

    def end(self, session: str) -> None:
        """It opens nothing from now on; one that has ended already stays so."""
        with self._engine.begin() as connection:
            ended = delete(SessionRow).where(SessionRow.id_hash == hash_of(session)).returning(SessionRow.name)
            name = connection.execute(ended).scalar()
            if name is not None:
                record(connection, self._clock(), name, "signed out", name, {})

    def code(self, session: str) -> SignInCode:
        """A code for another browser of the same person. Raises NotFound where the session has ended."""
        now = self._clock()
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        with self._engine.begin() as connection:
            _forget(connection, now)
            row = connection.execute(_live(session, now)).mappings().first()
            if row is None:
                raise NotFound("Your session has ended; sign in again.")
            expires = now + CODE_LASTS
            values = {"code_hash": hash_of(code), "session": row["id_hash"], "expires": expires}
            connection.execute(insert(SignInCodeRow).values(values))
        return SignInCode(code=code, expires_at=expires)

    def redeem(self, code: str) -> str | None:
        """The id of a new session like the one that gave the code, and ending with it at the latest; None for a wrong, used or old code."""
        now = self._clock()
        plain = "".join(letter for letter in code.upper() if letter.isalpha())
        with self._engine.begin() as connection:
            used = delete(SignInCodeRow).where(SignInCodeRow.code_hash == hash_of(plain), SignInCodeRow.expires > now)
            giver = connection.execute(used.returning(SignInCodeRow.session)).scalar()
            row = connection.execute(_live_row(giver, now)).mappings().first() if giver else None
            if row is None:
                return None
            record(connection, now, row["name"], "signed in", row["name"], {"with": "code"})
            own = ("name", "roles", "sites", "key_id", "idle_s", "expires")
            return _insert(connection, {name: row[name] for name in own} | {"created": now}, now)


def _insert(connection: Connection, values: Mapping[str, Any], now: datetime) -> str:
    session = secrets.token_urlsafe(32)
    idle = now + timedelta(seconds=values["idle_s"])
    connection.execute(insert(SessionRow).values({**values, "id_hash": hash_of(session), "idle_until": idle}))
    return session


def _live(session: str, now: datetime) -> Select[Any]:
    return _live_row(hash_of(session), now)


def _live_row(id_hash: str, now: datetime) -> Select[Any]:
    opens = select(ApiKeyRow.id).where(or_(ApiKeyRow.expires.is_(None), ApiKeyRow.expires > now))
    return select(SessionRow.__table__).where(
        SessionRow.id_hash == id_hash,
        SessionRow.expires > now,
        SessionRow.idle_until > now,
        or_(SessionRow.key_id == "", SessionRow.key_id.in_(opens)),
    )


def _forget(connection: Connection, now: datetime) -> None:
    connection.execute(delete(SessionRow).where(or_(SessionRow.expires <= now, SessionRow.idle_until <= now)))
    connection.execute(delete(SignInCodeRow).where(SignInCodeRow.expires <= now))


def hash_of(text: str) -> str:
    """Of what has enough random bits, and lasts too short where it has fewer, so that no salt is needed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
