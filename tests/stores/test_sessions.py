"""When sessions end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.callers import Caller
from domain.errors import NotFound
from stores.access.keys import SqlKeys
from stores.access.renewals import TRIED_FOR, SqlRenewals
from stores.access.sessions import SqlSessions
from stores.database.engine import open_engine
from stores.migrations import bring_up_to_date
from stores.settings import StoreSettings
from stores.writes.audit import SqlAudit

ANNA = Caller(name="anna", roles=("technician", "planner"), sites=("North",))
HOUR = 3600


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(StoreSettings(home=tmp_path))
    bring_up_to_date(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def sessions(engine: Engine, clock: Clock) -> SqlSessions:
    return SqlSessions(engine, clock)


def begun(sessions: SqlSessions, who: Caller = ANNA, key_id: str = "") -> str:
    return sessions.begin(who, idle_s=2 * HOUR, max_s=10 * HOUR, key_id=key_id)


def test_unused_it_ends_and_used_it_stays_until_its_latest_time(sessions: SqlSessions, clock: Clock) -> None:
    session = begun(sessions)
    for _ in range(9):
        clock.later(hours=1)
        assert sessions.caller(session) == ANNA
    clock.later(hours=1)
    assert sessions.caller(session) is None
    unused = begun(sessions)
    clock.later(hours=2)
    assert sessions.caller(unused) is None


def test_everywhere_is_not_nowhere(sessions: SqlSessions) -> None:
    for sites in (None, ()):
        who = Caller(name="b", roles=("admin",), sites=sites)
        assert sessions.caller(begun(sessions, who)) == who


def test_a_code_of_a_session(sessions: SqlSessions, clock: Clock) -> None:
    session = begun(sessions)
    old = sessions.code(session)
    clock.later(minutes=2)
    assert sessions.redeem(old.code) is None
    clock.later(hours=1)
    assert sessions.caller(session)
    phone = sessions.redeem(sessions.code(session).code)
    assert phone
    for _ in range(8):
        clock.later(hours=1)
        assert sessions.caller(phone) == ANNA
    clock.later(hours=1)
    assert sessions.caller(phone) is None, "it ends with the one that gave the code at the latest"
    unused = begun(sessions)
    code = sessions.code(unused)
    sessions.end(unused)
    assert sessions.redeem(code.code) is None
    with pytest.raises(NotFound):
        sessions.code(unused)


def test_it_ends_with_its_key(sessions: SqlSessions, engine: Engine, clock: Clock) -> None:
    key, _ = SqlKeys(engine, clock).create("anna", role="technician", expires=clock.now + timedelta(hours=1))
    session = begun(sessions, key_id=key.id)
    assert sessions.caller(session)
    clock.later(hours=1)
    assert sessions.caller(session) is None


def test_what_is_kept_opens_nothing_and_goes(sessions: SqlSessions, engine: Engine, clock: Clock) -> None:
    session = begun(sessions)
    code = sessions.code(session).code
    with engine.connect() as connection:
        kept = repr([connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in ("sessions", "sign_in_codes")])  # fmt: skip
    assert session not in kept
    assert code not in kept
    clock.later(days=1)
    begun(sessions)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 1
    assert [entry.action for entry in SqlAudit(engine).entries(target="anna")] == ["signed in", "signed in"]


def test_a_renewal_that_came_to_nothing_is_free_when_its_time_is_over(
    sessions: SqlSessions, engine: Engine, clock: Clock
) -> None:
    renewals, session = SqlRenewals(engine, clock), begun(sessions)
    renewals.keep(session, "sealed")
    assert renewals.take(session, clock.now + timedelta(hours=10)) == "sealed", "it ends just then"
    clock.later(seconds=TRIED_FOR.total_seconds() - 1)
    assert renewals.take(session) == ""
    clock.later(seconds=1)
    assert renewals.take(session, clock.now + timedelta(minutes=1)) == "", "it lasts longer"
    assert renewals.take(session) == "sealed"
