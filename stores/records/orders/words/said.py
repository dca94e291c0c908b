"""Which work orders say a word, by the tables of `kept.py`: in another form, in technicians' shorthand, or by one of its spellings."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    and_,
    column,
    false,
    func,
    literal,
    or_,
    select,
    table,
)

from domain.queries import OrderQuery
from stores.records.identifiers import words_of
from stores.records.orders.wording import OR, Ending, ending, fold, shorthand_for
from stores.records.orders.words.kept import INDEX, OrderWordsRow, WordRow
from stores.records.tables import WorkOrderRow

Run = tuple[str, ...]
"""Words that stand one after the other."""
Wanted = tuple[Sequence[Run], bool]
"""Runs of words of which one is enough, and whether any field may have it or only the texts."""
Job = Row[str, str, str, int]
_LAST = "\U0010ffff"


FEW = 2000
"""Jobs of which the words themselves are read: of those of one machine that is quicker than asking the index of all."""


def saying_all(
    connection: Connection, query: OrderQuery, conditions: Sequence[ColumnElement[bool]]
) -> Iterator[ColumnElement[bool]]:
    """Jobs whose text says all of the query's `words`, and whose text or other fields say all of `anywhere` and none of `without`.

    `conditions` are what narrows the jobs besides.
    """
    wanted: list[Wanted] = [(list(runs_of(connection, word)), False) for word in query.words]
    wanted += [(list(runs_of(connection, word)), True) for word in query.anywhere]
    without: list[Wanted] = [([*runs_of(connection, word)], True) for word in query.without]
    if not all(runs for runs, _ in wanted):
        yield false()
    elif (wanted or without) and conditions and (few := few_jobs(connection, conditions)) is not None:
        meant = [job for job in few if all(says(job, one) for one in wanted)]
        yield WorkOrderRow.number.in_([job.number for job in meant if not any(says(job, one) for one in without)])
    else:
        if wanted:
            yield having(connection, wanted)
        yield from (WorkOrderRow.number.not_in(holding(connection, [one])) for one in without if one[0])


def few_jobs(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> Sequence[Job] | None:
    """Number, `told` and `others` of the jobs that meet the conditions, and when they were opened; None where these are many."""
    row = OrderWordsRow
    met = select(row.number, row.told, row.others, WorkOrderRow.opened_epoch)
    joined = met.join(WorkOrderRow, WorkOrderRow.number == row.number).where(*conditions).limit(FEW + 1)
    found = connection.execute(joined).all()
    return None if len(found) > FEW else found


def says(job: Job, wanted: Wanted) -> bool:
    """Whether one of `few_jobs` has one of the runs of words."""
    runs, everywhere = wanted
    spaced = [f" {text} " for text in ((job.told, job.others) if everywhere else (job.told,))]
    return any(f" {' '.join(run)} " in text for run in runs for text in spaced)


def having(connection: Connection, wanted: Sequence[Wanted]) -> ColumnElement[bool]:
    """Jobs that have one of the runs of words of each; the index is asked once and first, however few of the newest are wanted."""
    held = holding(connection, wanted).cte().prefix_with("MATERIALIZED", dialect="postgresql")
    return WorkOrderRow.number.in_(select(held.c.number))


def holding(connection: Connection, wanted: Sequence[Wanted]) -> Select[str]:
    """The numbers of the jobs that have one of the runs of words of each."""
    row = OrderWordsRow
    if connection.dialect.name == "sqlite":
        index = table(INDEX, column("rowid"))
        said = " AND ".join(_on_sqlite(runs, everywhere) for runs, everywhere in wanted)
        return select(row.number).where(row.id.in_(select(index.c.rowid).where(column(INDEX).op("MATCH")(said))))
    return select(row.number).where(
        *(
            or_(*(_on_postgres(place, runs) for place in (row.told, row.others)[: 1 + everywhere]))
            for runs, everywhere in wanted
        )
    )


def _on_sqlite(runs: Sequence[Run], everywhere: bool) -> str:
    said = " OR ".join(f'"{" ".join(run)}"' for run in dict.fromkeys(runs))
    return f"({said})" if everywhere else f"(told : ({said}))"


def runs_of(connection: Connection, phrase: str) -> Iterator[Run]:
    """What the jobs have that says a phrase; spellings of which one is enough are told apart by `OR`."""
    for spelling in phrase.split(OR):
        *first, last = words_of(fold(spelling)) or [""]
        if last:
            known = _known(connection, ending(last, alone=not first))
            yield from ((*first, word) for word in known)
            yield from ((short,) for short in shorthand_for(spelling))


def _known(connection: Connection, wanted: Ending) -> Iterator[str]:
    word, backwards = WordRow.word, WordRow.backwards
    places = [word.in_(wanted.exactly), *(begins_with(word, one) for one in wanted.beginnings)]
    places += [begins_with(backwards, end[::-1]) for end in wanted.ends]
    found = connection.execute(select(word).where(or_(*places)).order_by(word)).scalars()
    yield from (one for one in found if wanted.allows(one))


def begins_with(place: Any, beginning: str) -> ColumnElement[bool]:
    """Words between a beginning and the last that has it."""
    return and_(place >= beginning, place < beginning + _LAST)


def _on_postgres(place: Any, runs: Sequence[Run]) -> ColumnElement[bool]:
    words = func.string_to_array(place, " ")
    found = words.op("&&")(literal([run[-1] for run in runs], ARRAY(Text)))
    if all(len(run) == 1 for run in runs):
        return found
    spaced = literal(" ") + place + literal(" ")
    return and_(found, or_(*(spaced.contains(f" {' '.join(run)} ") for run in runs)))
