"""The prompts, and their version."""

import hashlib
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
NAMES = frozenset(path.stem for path in HERE.glob("*.md"))


@cache
def prompt(name: str, folder: Path | None = None) -> str:
    """The prompt of this name: the file in `folder` where there is one, else the bundled one."""
    return _file(name, folder).read_text(encoding="utf-8")


@cache
def prompt_version(folder: Path | None = None) -> str:
    """Twelve hex digits that change when any prompt changes."""
    digest = hashlib.sha256()
    for name in sorted(NAMES):
        digest.update(f"{name}.md".encode() + b"\0" + _file(name, folder).read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def prompts_in(folder: Path) -> list[str]:
    """The names of a folder's prompts.

    Raises:
        ValueError: it is no folder, holds none, or one of them would never be read.
    """
    found = sorted(path.stem for path in folder.glob("*.md")) if folder.is_dir() else []
    strange = next((name for name in found if name not in NAMES), "")
    if strange or not found:
        what = f"holds {strange}.md, which is no prompt" if strange else "holds no prompt"
        raise ValueError(f"the folder {folder} {what}; there are {', '.join(f'{name}.md' for name in sorted(NAMES))}")
    return found


def _file(name: str, folder: Path | None) -> Path:
    own = folder / f"{name}.md" if folder else HERE
    return own if own.is_file() else HERE / f"{name}.md"
