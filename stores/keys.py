"""API keys of other programs: shown once, kept as salted hashes."""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from domain.errors import Conflict, NotFound
from domain.model import Noun
from stores.clock import utc_now
from stores.conversation_tables import ApiKeyRow
from stores.records.rows import noun_of
from stores.schema import storable

PREFIX = "nac"


class ApiKey(Noun):
    """Who holds a key and what it opens; never the key."""

    id: str
    name: str
    role: str
    sites: tuple[str, ...] = ()
    created: datetime


class SqlKeys:
    """A key reads `nac_<id>_<secret>`. Its secret has 256 random bits, so one SHA-256 with a salt is enough."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine = engine
        self._clock = clock

    def create(self, name: str, *, role: str, sites: Sequence[str] = ()) -> tuple[ApiKey, str]:
        """A new key and its text, which cannot be read again. Raises Conflict when the name is taken."""
        key = ApiKey(id=secrets.token_hex(6), name=storable(name), role=role, sites=tuple(sites), created=self._clock())
        secret, salt = secrets.token_hex(32), secrets.token_hex(16)
        values = key.model_dump() | {"sites": list(sites), "salt": salt, "hash": _hash(salt, secret)}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(ApiKeyRow).values(values))
        except IntegrityError as error:
            raise Conflict(f"There is a key named '{name}' already.") from error
        return key, f"{PREFIX}_{key.id}_{secret}"

    def holder(self, text: str) -> ApiKey | None:
        """Whose key this is, or None; takes the same time for a wrong secret as for the right one."""
        prefix, _, rest = text.partition("_")
        key_id, _, secret = rest.partition("_")
        if prefix != PREFIX or not key_id.isalnum() or not key_id.isascii():
            return None
        with self._engine.connect() as connection:
            row = connection.execute(select(ApiKeyRow).where(ApiKeyRow.id == key_id)).mappings().first()
        if row is None or not hmac.compare_digest(row["hash"], _hash(row["salt"], secret)):
            return None
        return noun_of(ApiKey, row)

    def all(self) -> Sequence[ApiKey]:
        """By name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(ApiKeyRow).order_by(ApiKeyRow.name)).mappings()
            return [noun_of(ApiKey, row) for row in rows]

    def delete(self, name: str) -> None:
        """Raises NotFound."""
        with self._engine.begin() as connection:
            if connection.execute(delete(ApiKeyRow).where(ApiKeyRow.name == storable(name))).rowcount == 0:
                raise NotFound(f"No key named '{name}'.")


def _hash(salt: str, secret: str) -> str:
    return hashlib.sha256(f"{salt}{secret}".encode("utf-8", "surrogatepass")).hexdigest()
