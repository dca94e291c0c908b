"""Reads Server-Sent Events."""

import json
from typing import Any


def frames(text: str) -> list[tuple[str, Any]]:
    """(id, payload) of every frame."""
    out: list[tuple[str, Any]] = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in fields:
            data = fields["data"]
            out.append((fields.get("id", ""), data if data == "[DONE]" else json.loads(data)))
    return out
