"""The tables of conversations and of what people decided in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from stores.database.schema import Table

RUNNING = text("status = 'running'")


class ThreadRow(Table):
    """A person's conversation."""

    __tablename__ = "threads"
    __table_args__ = (Index("ix_threads_owner_updated", "owner", "updated"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str]
    title: Mapped[str]
    asset: Mapped[str]
    library: Mapped[str]
    created: Mapped[datetime]
    updated: Mapped[datetime]


class TurnRow(Table):
    """One question and its answer; `id` is that of the run. A thread has one that is running, which `server` renews until `lease_until`.

    `idempotency_key` is empty since requests have a table; SQLite cannot drop it without copying the table.
    """

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("owner", "thread_id", "idempotency_key", name="uq_turns_idempotency"),
        Index("ix_turns_thread_created", "thread_id", "created"),
        Index("uq_turns_running", "thread_id", unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    thread_id: Mapped[str] = mapped_column(ForeignKey("threads.id", ondelete="CASCADE"))
    owner: Mapped[str]
    question: Mapped[str]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    status: Mapped[str]
    idempotency_key: Mapped[str | None]
    created: Mapped[datetime]
    server: Mapped[str] = mapped_column(server_default="")
    lease_until: Mapped[datetime | None]
    cancel: Mapped[bool] = mapped_column(server_default=false())


class RunEventRow(Table):
    """One event that a run sent, for clients that come back for the rest."""

    __tablename__ = "run_events"

    run_id: Mapped[str] = mapped_column(ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[dict[str, Any]]


class RequestRow(Table):
    """A request that may be repeated under its key, and what it gave."""

    __tablename__ = "requests"

    owner: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[str]
    result: Mapped[dict[str, Any]]
    created: Mapped[datetime] = mapped_column(index=True)


class FeedbackRow(Table):
    """What a person thought of an answer. Kept when the thread is deleted: it may become a test case."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(primary_key=True)
    run_id: Mapped[str] = mapped_column(index=True)
    owner: Mapped[str]
    verdict: Mapped[str]
    reason: Mapped[str]
    correction: Mapped[str]
    question: Mapped[str]
    created: Mapped[datetime]


class ApiKeyRow(Table):
    """A key of another program; only the salted hash of its secret is kept."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    salt: Mapped[str]
    hash: Mapped[str]
    role: Mapped[str]
    sites: Mapped[list[str]]
    created: Mapped[datetime]
    expires: Mapped[datetime | None]
    last_used: Mapped[datetime | None]


class SessionRow(Table):
    """A browser that somebody signed in; only the hash of its id is kept. `sites` null is everywhere; `key_id` is empty where no key began it.

    `sealed` is what it is renewed with at the sign-in provider, which only the browser's id opens; `renewing_until` is set while a server does that.
    """

    __tablename__ = "sessions"

    id_hash: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    roles: Mapped[list[str]]
    sites: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    key_id: Mapped[str]
    idle_s: Mapped[int]
    created: Mapped[datetime]
    idle_until: Mapped[datetime]
    expires: Mapped[datetime]
    sealed: Mapped[str] = mapped_column(default="")
    renewing_until: Mapped[datetime | None]


class SignInCodeRow(Table):
    """A code that signs in one other browser like `session`."""

    __tablename__ = "sign_in_codes"

    code_hash: Mapped[str] = mapped_column(primary_key=True)
    session: Mapped[str] = mapped_column(ForeignKey("sessions.id_hash", ondelete="CASCADE"))
    expires: Mapped[datetime]


class ApprovalRow(Table):
    """A write that waits for a person, or waited."""

    __tablename__ = "approvals"
    __table_args__ = (Index("ix_approvals_requested_by_status", "requested_by", "status"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    thread_id: Mapped[str] = mapped_column(index=True)
    run_id: Mapped[str] = mapped_column(index=True)
    tool: Mapped[str]
    args: Mapped[dict[str, Any]]
    args_hash: Mapped[str]
    summary: Mapped[str]
    status: Mapped[str]
    requested_by: Mapped[str]
    created: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    roles: Mapped[list[str]] = mapped_column(server_default="[]")
    site: Mapped[str] = mapped_column(server_default="")
    evidence: Mapped[list[str]] = mapped_column(server_default="[]")
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(index=True)
    note: Mapped[str]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class AuditRow(Table):
    """Who did what to which thing; rows are only ever added."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str]
    action: Mapped[str]
    target: Mapped[str] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]
