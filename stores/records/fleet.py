"""Machines and alarm lists (protocol `Fleet`)."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select

from domain.errors import NotFound
from domain.records import AlarmCode, Asset
from stores.records.catalogue import Catalogue
from stores.records.identifiers import fits_model, key_of, same_model
from stores.records.rows import noun_of
from stores.records.tables import AlarmRow, AssetRow
from stores.records.writing import in_batches

WEIGHTS = (("code", 3.0), ("aliases", 3.0), ("title", 3.0), ("meaning", 1.0), ("causes", 1.0))


def asset(catalogue: Catalogue, tag: str) -> Asset:
    """One machine by its tag, else by its name where one alone has it. Raises NotFound."""
    with catalogue.engine.connect() as connection:
        try:
            return noun_of(Asset, catalogue.look_up_one(connection, AssetRow, tag, "machine"))
        except NotFound:
            rows = connection.execute(select(AssetRow).where(AssetRow.name != "")).mappings().all()
            called = [row for row in rows if key_of(row["name"]) == key_of(tag)]
            if len(called) != 1:
                raise
            return noun_of(Asset, called[0])


def assets(catalogue: Catalogue, site: str, model: str) -> Sequence[Asset]:
    """All machines, by tag."""
    with catalogue.engine.connect() as connection:
        rows = connection.execute(select(AssetRow)).mappings().all()
    return [
        noun_of(Asset, row)
        for row in sorted(rows, key=lambda row: row["tag"])
        if (not site or key_of(row["site"]) == key_of(site)) and (not model or same_model(row["model"], model))
    ]


def alarms(catalogue: Catalogue, code: str, model: str) -> Sequence[AlarmCode]:
    """Every entry with this code for the model, entries that name the model first. Raises NotFound."""
    with catalogue.engine.connect() as connection:
        rows = _by_alias(catalogue, connection, code) or catalogue.look_up(connection, AlarmRow, code, "alarm")
    entries = sorted((noun_of(AlarmCode, row) for row in rows), key=lambda entry: (not entry.models, entry.models))
    fitting = [entry for entry in entries if fits_model(entry.models, model)]
    if not fitting:
        known = ", ".join(sorted({name for entry in entries for name in entry.models}))
        codes = tuple(dict.fromkeys(entry.code for entry in entries))
        message = f"Alarm {codes[0]} is not in the list of {model}, but in that of {known}."
        raise NotFound(message, codes, "alarm_of_others", code=codes[0], model=model, models=known)
    return fitting


def _by_alias(catalogue: Catalogue, connection: Connection, code: str) -> Sequence[RowMapping]:
    """Entries of which it is another code (hex, a suspect parameter without its failure mode)."""
    ids = alarm_aliases(catalogue, connection).get(key_of(code), ())
    return connection.execute(select(AlarmRow).where(AlarmRow.id.in_(ids))).mappings().all() if ids else ()


def alarm_aliases(catalogue: Catalogue, connection: Connection) -> Mapping[str, Sequence[str]]:
    """The keys of the codes besides the first -> the entries that have them."""

    def build(connection: Connection) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        own = set(connection.execute(select(AlarmRow.key)).scalars())
        for name, aliases in connection.execute(select(AlarmRow.id, AlarmRow.aliases)):
            for alias in aliases:
                if key_of(alias) not in own:
                    found.setdefault(key_of(alias), []).append(name)
        return found

    return catalogue.kept(connection, "alarm aliases", (AlarmRow,), build)


def search_alarms(catalogue: Catalogue, text: str, model: str, limit: int) -> Sequence[AlarmCode]:
    """Entries that hold the words, best first."""
    found: list[AlarmCode] = []
    with catalogue.engine.connect() as connection:
        ranked = catalogue.words(connection, AlarmRow, WEIGHTS, AlarmRow.code).search(text)
        for batch in in_batches(ranked, max(limit, 20)):
            rows = connection.execute(select(AlarmRow).where(AlarmRow.id.in_(batch))).mappings()
            by_id = {row["id"]: noun_of(AlarmCode, row) for row in rows}
            entries = (by_id[name] for name in batch if name in by_id)
            found.extend(entry for entry in entries if fits_model(entry.models, model))
            if len(found) >= limit:
                break
    return found[:limit]


def alarm_codes(catalogue: Catalogue) -> Sequence[str]:
    """All codes, sorted."""
    with catalogue.engine.connect() as connection:
        return list(catalogue.names(connection, AlarmRow).written)
