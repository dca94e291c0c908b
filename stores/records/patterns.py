"""The identifiers in use, from which the agent learns what they look like."""

from sqlalchemy import Connection, select

from domain.model import Noun
from domain.queries import OrderValues
from stores.records.catalogue import Catalogue, Names
from stores.records.identifiers import key_of
from stores.records.orders.finding import NEWEST
from stores.records.orders.values import order_values
from stores.records.tables import AlarmRow, AssetRow, PartRow, StockRow, WorkOrderPartRow, WorkOrderRow

WORK_ORDERS = 2000


class EntityPatterns(Noun):
    """Identifiers as they are written, sorted; of the work orders the newest 2,000 only."""

    asset_tags: tuple[str, ...] = ()
    assets_of_fleet: tuple[str, ...] = ()
    """The tags that have a record of their own."""
    asset_names: tuple[tuple[str, str], ...] = ()
    """What machines are called besides, each with the tag."""
    part_numbers: tuple[str, ...] = ()
    parts_of_orders: tuple[str, ...] = ()
    """Parts that work orders used, in the stock list or not."""
    work_orders: tuple[str, ...] = ()
    alarm_codes: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    controllers: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    stock_places: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    orders: OrderValues = OrderValues()


def entity_patterns(catalogue: Catalogue) -> EntityPatterns:
    """Read once, and again after a write."""
    tables = (AssetRow, AlarmRow, PartRow, WorkOrderRow)
    with catalogue.engine.connect() as connection:
        return catalogue.kept(connection, "patterns", tables, lambda open_one: _read(catalogue, open_one))


def _read(catalogue: Catalogue, connection: Connection) -> EntityPatterns:
    machines = connection.execute(select(AssetRow.model, AssetRow.controller, AssetRow.site)).all()
    models = {model for model, _, _ in machines}
    for column in (AlarmRow.models, PartRow.models):
        for row in connection.execute(select(column)).scalars():
            models.update(row)
    newest = connection.execute(select(WorkOrderRow.number).order_by(NEWEST).limit(WORK_ORDERS)).scalars()
    orders = order_values(catalogue)
    components = orders.fields.get("component")
    if components is None:
        components = connection.execute(select(WorkOrderRow.component).distinct()).scalars()
    sites = {site for _, _, site in machines}
    suppliers = {name for row in connection.execute(select(PartRow.supplier, PartRow.manufacturer)) for name in row}
    places = set(connection.execute(select(StockRow.location).distinct()).scalars())
    return EntityPatterns(
        asset_tags=_with_assets_of_orders(catalogue.names(connection, AssetRow), orders),
        part_numbers=catalogue.names(connection, PartRow).written,
        parts_of_orders=_sorted(_parts_of_orders(connection)),
        work_orders=tuple(sorted(newest)),
        assets_of_fleet=catalogue.names(connection, AssetRow).written,
        asset_names=_named(connection, orders.fields.get("asset_name")),
        alarm_codes=_sorted({*catalogue.names(connection, AlarmRow).written, *_other_codes(connection)}),
        models=_sorted(models),
        controllers=_sorted({controller for _, controller, _ in machines}),
        sites=_sorted(sites),
        components=_sorted(set(components)),
        stock_places=_sorted(places - sites),
        suppliers=_sorted(suppliers),
        orders=orders,
    )


def _named(connection: Connection, named: tuple[str, ...] | None) -> tuple[tuple[str, str], ...]:
    """By the machines' own records, else by the work orders, where these tell any (`named`; None: too many to remember)."""
    machines = connection.execute(select(AssetRow.name, AssetRow.tag, AssetRow.key).where(AssetRow.name != "")).all()
    orders = (
        ()
        if named == ()
        else connection.execute(
            select(WorkOrderRow.asset_name, WorkOrderRow.asset, WorkOrderRow.asset_key)
            .where(WorkOrderRow.asset_name != "")
            .distinct()
        ).all()
    )
    held = {key for _, _, key in machines}
    return tuple(
        sorted(
            {
                *((name, tag) for name, tag, _ in machines),
                *((name, tag) for name, tag, key in orders if key not in held),
            }
        )
    )


def _other_codes(connection: Connection) -> set[str]:
    return {alias for aliases in connection.execute(select(AlarmRow.aliases)).scalars() for alias in aliases}


def _with_assets_of_orders(known: Names, orders: OrderValues) -> tuple[str, ...]:
    """Machines of the fleet, and those that only work orders know."""
    keys = set(known.keys)
    return tuple(sorted({*known.written, *(asset for asset in orders.assets if key_of(asset) not in keys)}))


def _parts_of_orders(connection: Connection) -> set[str]:
    """The numbers of parts that the newest work orders used; some write whole sentences there."""
    told = select(WorkOrderRow.parts_used).where(WorkOrderRow.number.in_(select(WorkOrderPartRow.number)))
    newest = connection.execute(told.order_by(NEWEST).limit(WORK_ORDERS)).scalars()
    return {part for used in newest for part in used if any(c.isdigit() for c in part) and len(part.split()) == 1}


def _sorted(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names - {""}))
