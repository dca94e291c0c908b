"""Values, names and days that the source does not give and that nothing is worked out to."""

from datetime import date

from evals.contradiction.text.source import Source
from evals.contradiction.text.tokens import CLOSE, Reading, Token, alike

FEW = 10
"""Bare figures below it are told apart by nothing but chance: no difference of two others makes one."""


def missing(said: Reading, source: Source, known: frozenset[str], today: date | None) -> str:
    for token in said.tokens:
        if token.kind == "word" or token.key in known or any(alike(token, one) for one in source.hard):
            continue
        if token.kind == "day" and any(one.raw == float(token.key[:4]) for one in source.hard if one.kind == "value"):
            continue
        if any(one.key[:4] == f"{token.raw:g}" for one in source.hard if one.kind == "day") and not token.dimension:
            continue
        if token.spelt and not token.dimension:
            continue
        if token.kind == "name" and any(token.key in key or key in token.key for key in known if len(key) > 2):
            continue
        if token.kind == "value" and worked_out(token, source, today):
            continue
        return f"{said.text[token.start : token.end]} is not in the source"
    return ""


def worked_out(token: Token, source: Source, today: date | None = None) -> bool:
    """A difference, a sum of one field's figures, a share, a count, or the days between two dates."""
    wanted = {token.number, token.raw}

    def close(value: float) -> bool:
        return any(abs(value - one) <= max(CLOSE * abs(one), 1e-9) for one in wanted)

    places = [[t for t in region.tokens if t.kind == "value"] for region in source.regions if not region.part]
    groups = [[t.raw for t in place if not t.dimension] for place in places] if abs(token.raw) >= FEW else []
    groups.append([t.number for place in places for t in place if t.dimension and t.dimension == token.dimension])
    if any(close(a - b) for group in groups for a in group[:40] for b in group[:40] if a > b):
        return True
    if any(close(sum(values)) for values in source.fields.values() if len(values) > 1):
        return True
    days = [date.fromisoformat(one.key[:10]) for one in source.hard if one.kind == "day"] + ([today] if today else [])
    if any(close(abs((a - b).days)) for a in days for b in days if a != b):
        return True
    if token.raw != int(token.raw) and any(
        close(a.raw / b.raw) for place in places for a in place for b in place if b.raw
    ):
        return True
    return not token.dimension and token.raw == len(source.texts)
