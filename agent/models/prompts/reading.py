"""The prompts, and their version."""

import hashlib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def prompt(name: str) -> str:
    """The prompt file of this name."""
    return (HERE / f"{name}.md").read_text(encoding="utf-8")


@cache
def prompt_version() -> str:
    """Twelve hex digits that change when any prompt changes."""
    digest = hashlib.sha256()
    for path in sorted(HERE.glob("*.md")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
