"""What the records and a library call things, built anew only after somebody has written."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

from agent.question.naming.catalogue import Catalogue
from domain.errors import NacelleError
from domain.records import Asset
from stores.open_stores import Stores

KEPT = 32


class Catalogues:
    """The last used ones: one for each set of records that somebody may read, and library."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, str], tuple[object, tuple[str, ...], Catalogue]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, stores: Stores, library: str) -> Catalogue:
        """The catalogue of what `stores` show."""
        patterns = stores.records.entity_patterns()
        documents = tuple(stores.passages.documents(library))
        ids = tuple(document.id for document in documents)
        place = (id(patterns), library)
        with self._lock:
            held = self._kept.get(place)
        if held is None or held[0] is not patterns or held[1] != ids:
            held = (patterns, ids, Catalogue.of(patterns, _assets(stores), documents))
        with self._lock:
            self._kept[place] = held
            self._kept.move_to_end(place)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return held[2]


def _assets(stores: Stores) -> Sequence[Asset]:
    """The machines, whose serial numbers are names too; none while their source is out of reach."""
    try:
        return stores.records.assets()
    except NacelleError:
        return ()
