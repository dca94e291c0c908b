"""Generated cases as they are written: one schema with the suites', plus what a reviewer needs to judge them."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from domain.errors import BadInput
from evals.datasets.cases import Case


class DraftCase(Case):
    """A case that a person has still to accept. `quote` says the answer; `origin` tells where the case came from."""

    reviewed: bool = False
    difficulty: str = ""
    section_path: list[str] = []
    quote: str = ""
    origin: str = ""
    note: str = Field(default="", description="What a reviewer should know: a proof, a reason, a correction.")


def read_drafts(path: Path) -> list[DraftCase]:
    """The cases of a review file.

    Raises:
        BadInput: names the line and the field that is wrong.
    """
    drafts: list[DraftCase] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadInput(f"The review file {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"The review file {path} is not UTF-8 text.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            drafts.append(DraftCase.model_validate(json.loads(line)))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "the case"
            raise BadInput(f"{path}, line {number}: {field}: {first['msg']}.") from error
        except ValueError as error:
            raise BadInput(f"{path}, line {number} is not readable as JSON: {error}.") from error
    return drafts


def write_drafts(path: Path, drafts: Iterable[DraftCase]) -> None:
    """Write a review file whole, or leave the old one."""
    lines = [json.dumps(_row(draft), ensure_ascii=False) + "\n" for draft in drafts]
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_text("".join(lines), encoding="utf-8")
    os.replace(new, path)


def _row(draft: DraftCase) -> dict[str, object]:
    """Fields that say something; `reviewed` always."""
    row = draft.model_dump(mode="json", exclude_defaults=True)
    return {**row, "reviewed": draft.reviewed}


def by_kind(drafts: Sequence[DraftCase]) -> dict[str, int]:
    """How many cases of each kind."""
    kinds = sorted({draft.kind for draft in drafts})
    return {kind: sum(draft.kind == kind for draft in drafts) for kind in kinds}
