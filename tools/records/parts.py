"""Spare parts with their stock, and what replaces them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from domain.answers import Evidence
from domain.errors import BadInput, NotFound
from domain.records import Part
from language.words import fold, is_stop
from stores.passages.wording.question import in_english
from stores.records.identifiers import fits_model
from tools.arguments import Flat
from tools.context import ToolContext, ToolResult
from tools.evidence import asset_evidence, part_evidence
from tools.findings import absence, not_there
from tools.machine import at_machine, model_of
from tools.phrases.saying import say
from tools.records.parts_so import parts_so

MANY = 500
"""Parts of one name of which those that are so are told."""


class FindParts(BaseModel):
    """Parts: stock, lead time, price, replacement. fits: a machine. where narrows a list: stock (out of stock, below minimum), price (< or >), supplier, sort (price, -price)."""

    query: str = ""
    fits: str = ""
    where: Flat = Field(default={})
    limit: SkipJsonSchema[int] = Field(default=3, ge=1, le=20)


def find_parts(ctx: ToolContext, args: FindParts) -> ToolResult:
    """Find parts; a superseded part brings the one that replaces it. Raises NotFound for an unknown machine, BadInput for nothing asked."""
    if args.where:
        return _so_and_called(ctx, args)
    if not args.query.strip():
        if not args.fits.strip():
            raise BadInput("find_parts needs a query (a part number or what the part is called) or fits (a machine).")
        return _fitting(ctx, args)
    nearest: tuple[str, ...] = ()
    said = True
    try:
        parts = [ctx.inventory.part(args.query)]
    except NotFound as error:
        nearest = error.nearest
        if len(args.query.split()) == 1 and any(character.isdigit() for character in args.query):
            return ToolResult((not_there("part", error, ctx.language),), nearest=nearest)
        parts, said = _called(ctx, args)
    if not parts:
        return ToolResult((_not_called(ctx, args, ()),), note="Try one word of its name.", nearest=nearest)
    found = [part_evidence(part, ctx.language) for part in [*parts, *_replacements(ctx, parts)]]
    if not said:
        none = _not_called(ctx, args, parts)
        return ToolResult((none, *found), note="No part has most of the words; those shown have some of them.")
    if ctx.asset and any(not fits_model(part.models, ctx.asset.model) for part in parts):
        found.append(asset_evidence(ctx.asset, ctx.language))
    return ToolResult(tuple(found))


def _fitting(ctx: ToolContext, args: FindParts) -> ToolResult:
    with suppress(NotFound):
        args = args.model_copy(update={"fits": f"{args.fits} {model_of(at_machine(ctx, args.fits))}"})
    parts = ctx.inventory.parts_for(args.fits, limit=args.limit)
    if not parts:
        return ToolResult((absence("part", say("no_part_for", ctx.language, machine=args.fits), ctx.language),))
    return ToolResult(tuple(part_evidence(part, ctx.language) for part in parts))


def _so_and_called(ctx: ToolContext, args: FindParts) -> ToolResult:
    """Parts that are so, of those that are called so where any are; else all of them, behind the words that none has."""
    if not args.query.strip():
        return parts_so(ctx, args.where, ctx.inventory.parts())
    called, most = _called(ctx, args.model_copy(update={"limit": MANY}))
    if called and most:
        return parts_so(ctx, args.where, called)
    every = parts_so(ctx, args.where, ctx.inventory.parts())
    return replace(every, evidence=(_not_called(ctx, args, ()), *every.evidence))


def _not_called(ctx: ToolContext, args: FindParts, nearest: Sequence[Part]) -> Evidence:
    """That no part is called so, and which come nearest."""
    name = "no_part_called_for" if args.fits else "no_part_called"
    sentence = say(name, ctx.language, name=args.query, machine=args.fits)
    return absence("part", sentence, ctx.language, name=args.query, nearest=[part.number for part in nearest])


def _called(ctx: ToolContext, args: FindParts) -> tuple[list[Part], bool]:
    """Parts that have most of the words, else those that have some, and whether it is most.

    By the words as asked, else by what these are in English: a catalogue is asked in other languages than its own.
    """
    model = model_of(at_machine(ctx, args.fits))
    asked = " ".join(one for one in args.query.split() if not is_stop(fold(one), ctx.language)) or args.query
    for most in (True, False):
        for query in dict.fromkeys((asked, in_english(asked, ctx.language))):
            parts = list(ctx.inventory.find_parts(query, model=model, limit=args.limit, most=most))
            if parts:
                return parts, most
    return [], False


def _replacements(ctx: ToolContext, parts: Sequence[Part]) -> list[Part]:
    """What replaces them, and what replaces that."""
    found: dict[str, Part] = {part.number: part for part in parts}
    waiting = [part.superseded_by for part in parts]
    while waiting:
        number = waiting.pop()
        if not number or number in found:
            continue
        try:
            found[number] = ctx.inventory.part(number)
        except NotFound:
            continue
        waiting.append(found[number].superseded_by)
    return list(found.values())[len(parts) :]
