"""A small home made in seconds, for the `quick` suite: `python -m evals.datasets.quick_home` fills `NACELLE_HOME`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml

from domain.model import Noun
from domain.records import AlarmCode, Asset, Part, WorkOrder
from ingestion.pipeline import ingest
from stores.open_stores import open_stores

FOLDER = Path(__file__).parent / "quick"
SomeNoun = TypeVar("SomeNoun", bound=Noun)


def build(home: Path | None = None) -> None:
    """Ingest the papers and write the records; doing it again changes nothing. Raises NacelleError as the stores do."""
    rows: dict[str, Any] = yaml.safe_load((FOLDER / "records.yaml").read_text(encoding="utf-8"))
    with open_stores(home) as stores:
        stores.records.put_assets(_nouns(Asset, rows["assets"]))
        stores.records.put_alarms(_nouns(AlarmCode, rows["alarms"]))
        stores.records.put_parts(_nouns(Part, rows["parts"]))
        stores.records.put_work_orders(_nouns(WorkOrder, rows["work_orders"]))
        ingest([FOLDER / "papers"], passages=stores.passages, workers=1, keep=stores.settings.home / "files")


def _nouns(noun: type[SomeNoun], rows: Sequence[Any]) -> Sequence[SomeNoun]:
    return [noun.model_validate(row) for row in rows]


if __name__ == "__main__":
    build()
