"""Deletes once a day what the settings do not keep."""

import asyncio
from datetime import datetime, timedelta

import structlog

from api.operation.settings import OperationSettings
from domain.errors import NacelleError
from stores.clock import utc_now
from stores.operation.retention import Retention

log = structlog.get_logger("nacelle.retention")
FIRST_S, EVERY_S = 600, 24 * 3600


class Keeping:
    """Runs the retention in the background where `NACELLE_RETENTION_DAYS` is set; twice at once does no harm."""

    def __init__(self, retention: Retention, settings: OperationSettings, first_s: float = FIRST_S) -> None:
        self._retention = retention
        self._settings = settings
        self._task = asyncio.create_task(self._run(first_s)) if settings.retention_days else None

    async def close(self) -> None:
        """Stop."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, wait_s: float) -> None:
        while True:
            await asyncio.sleep(wait_s)
            try:
                before, audit = limits(self._settings, utc_now())
                counts = await asyncio.to_thread(self._retention.run, before, audit_before=audit, by="retention")
                log.info("retention", **{name.replace(" ", "_"): count for name, count in counts.items() if count})
            except NacelleError as error:
                log.warning("retention put off", error=type(error).__name__)
            wait_s = EVERY_S


def limits(settings: OperationSettings, now: datetime) -> tuple[datetime, datetime | None]:
    """Before when things go, and entries of the audit trail."""
    audit = now - timedelta(days=settings.retention_audit_days) if settings.retention_audit_days else None
    return now - timedelta(days=settings.retention_days), audit
