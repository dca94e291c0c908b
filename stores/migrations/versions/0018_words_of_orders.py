"""The words of the work orders, so that a question by words reads no texts: an FTS5 table on SQLite, an index over arrays on PostgreSQL."""

import sqlalchemy as sa
from alembic import op

from stores.records.orders.words.kept import write_all

revision = "0018"
down_revision = "0017"
_SQLITE = (
    """CREATE VIRTUAL TABLE work_order_index USING fts5(told, others, content='work_order_words', content_rowid='id',
    tokenize="unicode61 remove_diacritics 0 tokenchars '/&'")""",
    """CREATE TRIGGER work_order_words_in AFTER INSERT ON work_order_words BEGIN
    INSERT INTO work_order_index(rowid, told, others) VALUES (new.id, new.told, new.others); END""",
    """CREATE TRIGGER work_order_words_out AFTER DELETE ON work_order_words BEGIN
    INSERT INTO work_order_index(work_order_index, rowid, told, others) VALUES ('delete', old.id, old.told, old.others); END""",
    """CREATE TRIGGER work_order_words_anew AFTER UPDATE ON work_order_words BEGIN
    INSERT INTO work_order_index(work_order_index, rowid, told, others) VALUES ('delete', old.id, old.told, old.others);
    INSERT INTO work_order_index(rowid, told, others) VALUES (new.id, new.told, new.others); END""",
)


def upgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    text = sa.Text(collation="C") if on_postgres else sa.Text()
    op.create_table(
        "work_order_words",
        sa.Column("id", sa.BigInteger() if on_postgres else sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("number", sa.Text(), sa.ForeignKey("work_orders.number", ondelete="CASCADE"), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("others", sa.Text(), nullable=False),
    )
    op.create_index("ix_work_order_words_number", "work_order_words", ["number"])
    op.create_table(
        "words_of_orders", sa.Column("word", text, primary_key=True), sa.Column("backwards", text, nullable=False)
    )
    op.create_index("ix_words_of_orders_backwards", "words_of_orders", ["backwards"])
    if on_postgres:
        for place in ("told", "others"):
            words = sa.text(f"string_to_array({place}, ' ')")
            op.create_index(f"ix_work_order_words_{place}", "work_order_words", [words], postgresql_using="gin")
    else:
        for statement in _SQLITE:
            op.execute(statement)
    write_all(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("work_order_index")
    op.drop_table("work_order_words")
    op.drop_table("words_of_orders")
