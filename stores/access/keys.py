"""API keys of people and programs: shown once, kept as salted hashes; making and ending one is audited."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from domain.errors import Conflict, NotFound
from domain.model import Noun
from stores.clock import utc_now
from stores.conversations.tables import ApiKeyRow
from stores.database.schema import storable
from stores.records.rows import noun_of
from stores.writes.audit import record

PREFIX = "nac"
NOTED_EVERY = timedelta(minutes=1)
"""How exact the time is when a key was last used: writing it at each request would cost more than it tells."""


class ApiKey(Noun):
    """Who holds a key and what it opens; never the key."""

    id: str
    name: str
    role: str
    sites: tuple[str, ...] = ()
    created: datetime
    expires: datetime | None = None
    last_used: datetime | None = None


class SqlKeys:
    """A key reads `nac_<id>_<secret>`. Its secret has 256 random bits, so one SHA-256 with a salt is enough."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def create(
        self,
        name: str,
        *,
        role: str,
        sites: Sequence[str] = (),
        expires: datetime | None = None,
        by: str = "local",
    ) -> tuple[ApiKey, str]:
        """A new key and its text, which cannot be read again. Raises Conflict when the name is taken, upper and lower case alike."""
        now, own = self._clock(), storable(name)
        key = ApiKey(id=secrets.token_hex(6), name=own, role=role, sites=tuple(sites), created=now, expires=expires)
        hashed, secret = _new_secret()
        try:
            with self._engine.begin() as connection:
                if own.casefold() in {taken.casefold() for taken in connection.scalars(select(ApiKeyRow.name))}:
                    raise Conflict(f"There is a key named '{name}' already.")
                connection.execute(insert(ApiKeyRow).values(key.model_dump() | {"sites": list(sites)} | hashed))
                told = {"role": role, "sites": list(sites), "expires": expires.isoformat() if expires else None}
                record(connection, now, by, "key created", own, told)
        except IntegrityError as error:
            raise Conflict(f"There is a key named '{name}' already.") from error
        return key, f"{PREFIX}_{key.id}_{secret}"

    def holder(self, text: str) -> ApiKey | None:
        """Whose key this is, or None, also when it has expired; takes the same time for a wrong secret as for the right one."""
        prefix, _, rest = text.partition("_")
        key_id, _, secret = rest.partition("_")
        if prefix != PREFIX or not key_id.isalnum() or not key_id.isascii():
            return None
        with self._engine.connect() as connection:
            row = connection.execute(select(ApiKeyRow).where(ApiKeyRow.id == key_id)).mappings().first()
        if row is None or not hmac.compare_digest(row["hash"], _hash(row["salt"], secret)):
            return None
        key, now = noun_of(ApiKey, row), self._clock()
        if key.expires and key.expires <= now:
            return None
        if key.last_used is None or now - key.last_used > NOTED_EVERY:
            with self._engine.begin() as connection:
                connection.execute(update(ApiKeyRow).where(ApiKeyRow.id == key_id).values(last_used=now))
        return key

    def all(self) -> Sequence[ApiKey]:
        """By name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(ApiKeyRow).order_by(ApiKeyRow.name)).mappings()
            return [noun_of(ApiKey, row) for row in rows]

    def rotate(self, name: str, *, expires: datetime | None = None, by: str = "local") -> tuple[ApiKey, str]:
        """Another key for the same holder; the one before opens nothing from now on. Raises NotFound."""
        hashed, secret = _new_secret()
        with self._engine.begin() as connection:
            row_id = _named(connection, name)
            values = {**hashed, "id": secrets.token_hex(6), "expires": expires, "last_used": None}
            connection.execute(update(ApiKeyRow).where(ApiKeyRow.id == row_id).values(values))
            row = connection.execute(select(ApiKeyRow).where(ApiKeyRow.id == values["id"])).mappings().one()
            key = noun_of(ApiKey, row)
            record(connection, self._clock(), by, "key rotated", key.name, {})
        return key, f"{PREFIX}_{key.id}_{secret}"

    def delete(self, name: str, *, by: str = "local") -> None:
        """It opens nothing from now on. Raises NotFound."""
        with self._engine.begin() as connection:
            connection.execute(delete(ApiKeyRow).where(ApiKeyRow.id == _named(connection, name)))
            record(connection, self._clock(), by, "key revoked", storable(name), {})


def _named(connection: Connection, name: str) -> str:
    wanted = storable(name).casefold()
    for key_id, known in connection.execute(select(ApiKeyRow.id, ApiKeyRow.name)):
        if known.casefold() == wanted:
            return str(key_id)
    raise NotFound(f"No key named '{name}'.")


def _new_secret() -> tuple[dict[str, str], str]:
    secret, salt = secrets.token_hex(32), secrets.token_hex(16)
    return {"salt": salt, "hash": _hash(salt, secret)}, secret


def _hash(salt: str, secret: str) -> str:
    return hashlib.sha256(f"{salt}{secret}".encode("utf-8", "surrogatepass")).hexdigest()
