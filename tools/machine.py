"""The machine that a call is about, where it names another one than the turn's."""

from collections.abc import Iterable
from dataclasses import replace

from domain.errors import NotFound
from stores.passages.applying.applicability import Wanted, same_name
from stores.records.identifiers import nearest
from tools.context import ToolContext


def at_machine(ctx: ToolContext, machine: str) -> ToolContext:
    """The same world at another machine: a tag, or the name of a model.

    Raises:
        NotFound: no machine and no model is called so.
    """
    if not machine.strip():
        return ctx
    try:
        asset = ctx.fleet.asset(machine)
    except NotFound as error:
        model = next((name for name in models(ctx) if same_name(name, machine)), "")
        if not model:
            alike = tuple(dict.fromkeys((*error.nearest, *nearest(machine, *_named(models(ctx))))))
            name = machine.strip()
            message = f"No machine or model '{name}' in the records."
            raise NotFound(message, alike, "no_machine_or_model", name=name) from None
        if ctx.asset and same_name(ctx.asset.model, machine):
            return ctx
        return replace(ctx, asset=None, model=model)
    return replace(ctx, asset=asset, model=asset.model)


def wanted_machine(ctx: ToolContext) -> Wanted:
    """What passages must be for."""
    asset = ctx.asset
    return Wanted(asset.model, asset.serial, asset.controller) if asset else Wanted(ctx.model)


def model_of(ctx: ToolContext) -> str:
    """The model of the machine in question, or nothing."""
    return ctx.asset.model if ctx.asset else ctx.model


def models(ctx: ToolContext) -> tuple[str, ...]:
    """All models that machines or documents are of."""
    machines = (asset.model for asset in ctx.fleet.assets())
    documents = (name for one in ctx.passages.documents(ctx.library) for name in one.applies_to.models)
    return tuple(dict.fromkeys(name for name in (*machines, *documents) if name))


def _named(names: Iterable[str]) -> tuple[list[str], list[str]]:
    found = list(names)
    return found, [name.casefold() for name in found]
