"""A library brought back to one of its states, document by document."""

import time
from datetime import UTC, datetime

from sqlalchemy import select

from domain.documents import RolledBack
from domain.errors import Conflict
from stores.passages import tables
from stores.passages.states.keeping import Keeping
from stores.passages.writing import Writer


def roll_back(keeping: Keeping, writer: Writer, library: str, name: str) -> RolledBack:
    """Bring back the documents of a state that have changed or gone, then take out those that it does not name.

    Each document is written as a whole; stopped in between, the same call finishes. What was there before is an automatic state.

    Raises:
        NotFound: there is no such state.
        Conflict: something of it was not kept; nothing was changed.
    """
    members = keeping.members(library, name)
    with keeping.engine.connect() as connection:
        chosen = select(tables.documents.c.id, tables.documents.c.generation).where(
            tables.documents.c.library == library
        )
        now = {row.id: row.generation for row in connection.execute(chosen)}
    lacking = [(document, generation) for document, generation, _ in members if now.get(document) != generation]
    if any(keeping.kept(generation) is None for _, generation in lacking):
        raise Conflict(f"The state '{name}' is not whole: something of it was not kept. Nothing was changed.")
    going = sorted(set(now) - {document for document, _, _ in members})
    if lacking or going:
        keeping.save(library, automatic_name("roll-back"), automatic=True)
    for _, generation in lacking:
        kept = keeping.kept(generation)
        if kept is None:
            raise Conflict(f"The state '{name}' was forgotten meanwhile.")
        vectors = {space.name: keeping.kept_vectors(generation, space, len(kept[2])) for space in keeping.spaces}
        writer.bring_back(*kept, vectors)
    for document in going:
        writer.remove(document)
    return RolledBack(library=library, name=name, restored=len(lacking), removed=len(going))


def automatic_name(what: str) -> str:
    """Of a state that is made before something."""
    now = time.time()
    return f"before-{what}-{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%S}-{int(now * 1000) % 1000:03d}"
