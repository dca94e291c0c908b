"""Which machine a turn is about: the one that its words name, else the one chosen in the request, else the thread's."""

from collections.abc import Sequence

from agent.question.header import Header, Machine, Named
from agent.question.naming.catalogue import Catalogue
from domain.errors import NotFound
from stores.protocols import Fleet
from stores.records.identifiers import same_model


def machine_of(
    named: Sequence[Named], asset_tag: str, previous: Header | None, catalogue: Catalogue, fleet: Fleet
) -> Machine | None:
    """The machine, or a model without one, or nothing where none is known.

    One that no record has never gives way to another machine: with it alone in the words only the request's own is left.
    """
    tags = [one.value for one in named if one.kind == "asset"]
    models = list(dict.fromkeys(one.value for one in named if one.kind == "model"))
    chosen = _found(asset_tag, catalogue, fleet) if asset_tag else None
    if tags and not (chosen and chosen.tag in tags):
        return _found(tags[0], catalogue, fleet)
    if len(models) == 1 and not tags and not (chosen and same_model(chosen.model, models[0])):
        last = previous.machine if previous and not asset_tag else None
        return last if last and last.tag and same_model(last.model, models[0]) else Machine(model=models[0])
    if chosen or asset_tag:
        return chosen
    others = any(one.kind in {"unknown_asset", "which_asset", "model"} for one in named)
    last = previous.machine if previous and not others else None
    return last.model_copy(update={"number": 0}) if last else None


def unknown_request(asset_tag: str, catalogue: Catalogue, fleet: Fleet) -> list[Named]:
    """The request's machine where no record has it."""
    known = not asset_tag or _found(asset_tag, catalogue, fleet)
    return [] if known else [Named(kind="unknown_asset", value=asset_tag, said=asset_tag)]


def _found(tag: str, catalogue: Catalogue, fleet: Fleet) -> Machine | None:
    try:
        asset = fleet.asset(tag)
    except NotFound:
        # Some machines only their work orders know.
        known = catalogue.find("asset", tag)
        return Machine(tag=known) if known else None
    return Machine(tag=asset.tag, model=asset.model, serial=asset.serial, controller=asset.controller, site=asset.site)
