"""Faults of the records."""

from collections.abc import Sequence
from typing import Any

from domain.queries import OrderFigures, OrderQuery
from domain.records import AlarmCode, Asset, Part, WorkOrder
from evals.faults.seams import Delegate

STALE_SHARE = 0.8


class OtherLocations(Delegate):
    """Each quantity is told for the next location."""

    def part(self, number: str) -> Part:
        """A part with its stock one place on."""
        return _moved(self._real.part(number))

    def find_parts(self, text: str, **rest: Any) -> Sequence[Part]:
        """Parts with their stock one place on."""
        return [_moved(part) for part in self._real.find_parts(text, **rest)]


class NoSuccessors(Delegate):
    """A part that was superseded looks as good as any."""

    def part(self, number: str) -> Part:
        """A part that nothing replaces."""
        return self._real.part(number).model_copy(update={"superseded_by": "", "supersedes": ()})

    def find_parts(self, text: str, **rest: Any) -> Sequence[Part]:
        """Parts that nothing replaces."""
        found = self._real.find_parts(text, **rest)
        return [part.model_copy(update={"superseded_by": "", "supersedes": ()}) for part in found]


class StaleOrders(Delegate):
    """Work orders as they were some time ago: the newest are missing, those under way look closed."""

    def work_order(self, number: str) -> WorkOrder:
        """An order as it was."""
        return _closed(self._real.work_order(number))

    def find_work_orders(self, *, status: str = "", **rest: Any) -> Sequence[WorkOrder]:
        """Orders as they were."""
        found = self._real.find_work_orders(status=status, **rest)
        old = found[round(len(found) * (1 - STALE_SHARE)) or 1 :]
        return [] if status else [_closed(order) for order in old]

    def query_work_orders(self, query: OrderQuery) -> OrderFigures:
        """Figures without the newest orders; none is under way."""
        found = self._real.query_work_orders(query)
        lost = round(len(found.numbers) * (1 - STALE_SHARE)) or 1
        left = max(found.count - lost, 0)
        if query.status or any(one.field == "status" for one in query.filters):
            left, lost = 0, len(found.numbers)
        return found.model_copy(update={"count": left, "figure": left, "numbers": found.numbers[lost:]})


class OrdersOfAll(Delegate):
    """The machine is not looked at when work orders are searched."""

    def query_work_orders(self, query: OrderQuery) -> OrderFigures:
        """Figures of any machine's orders."""
        others = tuple(one for one in query.filters if one.field != "asset")
        return self._real.query_work_orders(query.model_copy(update={"assets": (), "filters": others}))

    def find_work_orders(self, *, asset: str = "", **rest: Any) -> Sequence[WorkOrder]:
        """Orders of any machine."""
        del asset
        return self._real.find_work_orders(**rest)


class NoFilters(Delegate):
    """Counts look at all work orders, whatever was asked."""

    def query_work_orders(self, query: OrderQuery) -> OrderFigures:
        """Figures of all orders."""
        dropped = {"filters": (), "status": "", "since": None, "until": None, "words": (), "assets": (), "among": ()}
        return self._real.query_work_orders(query.model_copy(update=dropped))


class OtherModel(Delegate):
    """A machine is taken for one of another model, by the same tag."""

    def asset(self, tag: str) -> Asset:
        """Another model's machine under this one's tag."""
        own = self._real.asset(tag)
        others = [asset for asset in self._real.assets() if asset.model != own.model]
        return others[0].model_copy(update={"tag": own.tag}) if others else own


class OtherModelsAlarms(Delegate):
    """A code's entries of the other models, where it has any."""

    def alarms(self, code: str, *, model: str = "") -> Sequence[AlarmCode]:
        """Entries that are not for this model."""
        own = self._real.alarms(code, model=model)
        others = [alarm for alarm in self._real.alarms(code) if alarm not in own]
        return others or own


class OtherSerials(Delegate):
    """Each machine has the serial number of another one of its model, as far off as there is."""

    def asset(self, tag: str) -> Asset:
        """A machine with another's serial number."""
        own = self._real.asset(tag)
        alike = sorted(asset.serial for asset in self._real.assets(model=own.model))
        other = alike[0] if own.serial > alike[len(alike) // 2] else alike[-1]
        return own.model_copy(update={"serial": other})


def _moved(part: Part) -> Part:
    places = [stock.location for stock in part.stock]
    turned = places[1:] + places[:1]
    stock = tuple(s.model_copy(update={"location": place}) for s, place in zip(part.stock, turned, strict=True))
    return part.model_copy(update={"stock": stock})


def _closed(order: WorkOrder) -> WorkOrder:
    return order.model_copy(update={"status": "closed" if order.status != "closed" else "open", "actions": ""})
