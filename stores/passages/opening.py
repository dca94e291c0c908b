"""The passages alone: what records and conversations need takes longer to load than an unchanged library to look through."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from stores.database.engine import open_engine
from stores.migrations import bring_up_to_date
from stores.originals import Originals, originals_of
from stores.passages.store import open_passages
from stores.protocols import PassageStore
from stores.settings import StoreSettings


class OpenPassages(NamedTuple):
    """The passage store, the originals, and the folder of `NACELLE_HOME`."""

    passages: PassageStore
    home: Path
    originals: Originals


@contextmanager
def passages_alone() -> Generator[OpenPassages]:
    """Open the passages that the environment's settings name; closed afterwards.

    Raises:
        Unavailable: the folder, the file or the server is out of reach or damaged.
        SettingsError: the settings cannot be used.
    """
    settings = StoreSettings()
    engine = open_engine(settings)
    try:
        bring_up_to_date(engine)
        yield OpenPassages(open_passages(settings, engine), settings.home, originals_of(settings))
    finally:
        engine.dispose()
