"""What runs beside the answering: notices, retention, and a note in the audit trail of how the server is set."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from pydantic_settings import BaseSettings

from api.operation.keeping import Keeping
from api.operation.settings import OperationSettings
from api.operation.webhooks import Webhooks
from stores.open_stores import Stores
from stores.writes.audit import SqlAudit

SERVER, SET = "server", "settings"


@asynccontextmanager
async def operating(stores: Stores, settings: OperationSettings, *others: BaseSettings) -> AsyncGenerator[None]:
    """Run it until this is left."""
    await asyncio.to_thread(note_settings, stores.audit, settings, *others)
    webhooks, keeping = Webhooks(stores.deliveries, settings), Keeping(stores.retention, settings)
    try:
        yield
    finally:
        await webhooks.close()
        await keeping.close()


def note_settings(audit: SqlAudit, *settings: BaseSettings) -> bool:
    """Add how the server is set where that has changed since it was noted last; secrets are masked. Returns whether it was added."""
    now = {name: value for each in settings for name, value in each.model_dump(mode="json").items()}
    last = audit.entries(target=SERVER, limit=1)
    if last and last[0].detail == now:
        return False
    audit.add(SERVER, SET, SERVER, **now)
    return True
