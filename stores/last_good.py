"""When each source last gave an answer; kept in a file, so that a gap can say it after a restart too."""

import json
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

EVERY = timedelta(seconds=30)
"""How old what the file says may get while a source answers: writing at each answer would cost more than it tells."""


class LastGood:
    """Times of the last good answers by source. Without a file they last as long as the process."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._times = _read(file)
        self._written = dict(self._times)

    def note(self, source: str, at: datetime) -> None:
        """The source answered at this time."""
        with self._lock:
            self._times[source] = at
            before = self._written.get(source)
            if self._file is None or (before is not None and timedelta(0) <= at - before < EVERY):
                return
            self._written = dict(self._times)
            text = json.dumps({name: time.isoformat() for name, time in sorted(self._times.items())}, indent=1)
            fresh = self._file.with_suffix(f".{threading.get_ident()}.new")
            try:
                fresh.write_text(text, encoding="utf-8")
                fresh.replace(self._file)
            except OSError:
                # A full or read-only disk must not cost the answer; the time is kept in memory.
                return

    def when(self, source: str) -> datetime | None:
        """When it last answered, None where it never has."""
        return self._times.get(source)


def _read(file: Path | None) -> dict[str, datetime]:
    if file is None:
        return {}
    try:
        kept = cast("dict[str, str]", json.loads(file.read_text(encoding="utf-8")))
        return {source: datetime.fromisoformat(time) for source, time in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
