"""The words of the work orders as tables beside them, so that a question by words reads no texts; written with the orders."""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import BigInteger, Connection, ForeignKey, Index, Integer, RowMapping, Text, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from stores.database.schema import Table
from stores.records.orders.wording import fold
from stores.records.tables import WorkOrderRow
from stores.records.writing import in_batches, upsert

INDEX = "work_order_index"
"""On SQLite the full text of `OrderWordsRow` (FTS5), kept by triggers; PostgreSQL has an index over its arrays of words."""
TEXTS = ("title", "description", "actions")
OTHERS = ("asset", "asset_name", "kind", "failure_mode", "component", "alarm_code", "assigned_to", "priority")
SENTENCE = 4
"""Words from which the value of a company's own field is a text that somebody wrote."""
LONGEST = 80
"""Characters that are kept of a word: indexes take no long ones."""
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:[/&][^\W_]+)+")
_SORTED = Text().with_variant(Text(collation="C"), "postgresql")
"""By code point on every database: beginnings are looked for as ranges."""


class OrderWordsRow(Table):
    """The folded words of one job in their order, parted by spaces: those that somebody wrote, and those of its other fields.

    `id` is made of the number: it is the same after a restore, and SQLite's index leans on it.
    """

    __tablename__ = "work_order_words"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(ForeignKey("work_orders.number", ondelete="CASCADE"), index=True)
    told: Mapped[str]
    others: Mapped[str]


class WordRow(Table):
    """A word that some job has, also read backwards: German compounds are found by their ends."""

    __tablename__ = "words_of_orders"
    __table_args__ = (Index("ix_words_of_orders_backwards", "backwards"),)

    word: Mapped[str] = mapped_column(_SORTED, primary_key=True)
    backwards: Mapped[str] = mapped_column(_SORTED)


def words_in(text: str) -> str:
    """The folded words of a text; those that a stroke joins follow once more as one ("r/r")."""
    plain = fold(text)
    return " ".join(word[:LONGEST] for word in (*_WORD.findall(plain), *_JOINED.findall(plain)))


def write_words(connection: Connection, numbers: Sequence[str]) -> None:
    """Bring the words of these work orders up to date."""
    row, order = OrderWordsRow, WorkOrderRow
    columns = [getattr(order, name) for name in ("number", "fields", "parts_used", *TEXTS, *OTHERS)]
    for batch in in_batches(numbers):
        held = {
            number: (told, others)
            for number, told, others in connection.execute(
                select(row.number, row.told, row.others).where(row.number.in_(batch))
            )
        }
        found = connection.execute(select(*columns).where(order.number.in_(batch))).mappings()
        now = {one["number"]: _words_of(one) for one in found}
        changed = {number: words for number, words in now.items() if held.get(number) != words}
        if changed:
            rows = [
                {"id": _id_of(number), "number": number, "told": told, "others": others}
                for number, (told, others) in changed.items()
            ]
            upsert(connection, OrderWordsRow.__table__, rows)  # pyright: ignore[reportArgumentType]
            before = _each(held[number] for number in changed if number in held)
            after = _each(changed.values())
            _remember(connection, after - before)
            _forget(connection, before - after)


def write_all(connection: Connection) -> None:
    """The words of the orders that are there already."""
    write_words(connection, connection.execute(select(WorkOrderRow.number)).scalars().all())


def _words_of(order: RowMapping) -> tuple[str, str]:
    own: Collection[str] = order["fields"].values()
    sentences = [value for value in own if len(value.split()) >= SENTENCE]
    others = [*(order[name] for name in OTHERS), *order["parts_used"], *(one for one in own if one not in sentences)]
    return words_in("\n".join([*(order[name] for name in TEXTS), *sentences])), words_in("\n".join(others))


def _id_of(number: str) -> int:
    return int.from_bytes(hashlib.blake2b(number.encode(), digest_size=8).digest(), "big") >> 1


def _each(told: Iterable[tuple[str, str]]) -> set[str]:
    return {word for texts in told for text in texts for word in text.split()}


def _remember(connection: Connection, words: Iterable[str]) -> None:
    rows = [{"word": word, "backwards": word[::-1]} for word in sorted(words)]
    if rows:
        made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(made(WordRow).on_conflict_do_nothing(), rows)


def _forget(connection: Connection, words: Iterable[str]) -> None:
    """Words that no other job has: the name of somebody who was taken out stands nowhere."""
    from stores.records.orders.words.said import holding  # noqa: PLC0415  (which reads these tables)

    gone = [
        word
        for word in sorted(words)
        if not connection.execute(holding(connection, [([(word,)], True)]).limit(1)).first()
    ]
    for batch in in_batches(gone):
        connection.execute(delete(WordRow).where(WordRow.word.in_(batch)))
