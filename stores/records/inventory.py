"""Parts and their stock (protocol `Inventory`)."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, select

from domain.records import Part, Stock
from stores.records.catalogue import Catalogue
from stores.records.identifiers import fits_model, words_of
from stores.records.rows import noun_of
from stores.records.tables import PartRow, StockRow
from stores.records.writing import in_batches

WEIGHTS = (("number", 3.0), ("name", 3.0), ("description", 1.0), ("manufacturer", 1.0))


def part(catalogue: Catalogue, number: str) -> Part:
    """One part by its number. Raises NotFound."""
    with catalogue.engine.connect() as connection:
        row = catalogue.look_up_one(connection, PartRow, number, "part")
        return with_stock(connection, [row])[0]


def find_parts(catalogue: Catalogue, text: str, model: str, limit: int, *, most: bool = False) -> Sequence[Part]:
    """Parts that hold the words, best first; with `most` more than half of them."""
    found: list[RowMapping] = []
    with catalogue.engine.connect() as connection:
        ranked = catalogue.words(connection, PartRow, WEIGHTS, PartRow.number).search(text, most=most)
        for batch in in_batches(ranked, max(limit, 20)):
            rows = connection.execute(select(PartRow).where(PartRow.number.in_(batch))).mappings()
            by_number = {row["number"]: row for row in rows}
            parts = (by_number[number] for number in batch if number in by_number)
            found.extend(row for row in parts if fits_model(row["models"], model))
            if len(found) >= limit:
                break
        return with_stock(connection, found[:limit])


def parts(catalogue: Catalogue) -> Sequence[Part]:
    """Every part, by number."""
    with catalogue.engine.connect() as connection:
        rows = connection.execute(select(PartRow).order_by(PartRow.number)).mappings().all()
        return [part for batch in in_batches(rows) for part in with_stock(connection, batch)]


def parts_for(catalogue: Catalogue, text: str, limit: int) -> Sequence[Part]:
    """Parts that are recorded for a machine or model which `text` names in whole words."""
    said = f" {' '.join(words_of(text))} "
    with catalogue.engine.connect() as connection:
        rows = connection.execute(select(PartRow).order_by(PartRow.number)).mappings()
        named = [row for row in rows if any(f" {' '.join(words_of(model))} " in said for model in row["models"])]
        return with_stock(connection, named[:limit])


def with_stock(connection: Connection, parts: Sequence[RowMapping]) -> list[Part]:
    """The parts of these rows, each with where it lies."""
    if not parts:
        return []
    lying: defaultdict[str, list[Stock]] = defaultdict(list)
    numbers = [row["number"] for row in parts]
    for row in connection.execute(
        select(StockRow).where(StockRow.part.in_(numbers)).order_by(StockRow.part, StockRow.position)
    ).mappings():
        lying[row["part"]].append(noun_of(Stock, row))
    return [noun_of(Part, row, stock=tuple(lying[row["number"]])) for row in parts]
