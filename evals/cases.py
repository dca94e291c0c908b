"""One schema for every test case: our YAML suites and other people's JSONL sets."""

import json
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import BadInput


class Case(BaseModel):
    """A question and what a right answer must be.

    `must_contain` is a list of groups of alternatives: every group needs one alternative in the answer.
    `pages` are 1-based PDF pages that answer the question; `file` narrows them to one document.
    """

    model_config = ConfigDict(extra="ignore")

    id: str
    question: str
    kind: str = "other"
    lang: str = "en"
    asset: str = ""
    library: str = ""
    file: str = ""
    pages: list[int] = []
    must_contain: list[list[str]] = []
    must_not_contain: list[str] = []
    status: list[str] = Field(
        default=[], description="Any of these; empty: answered or partial, or an abstention where nothing is expected."
    )
    tools: list[str] | None = Field(default=None, description="The tools that have to be called, in any order.")
    warnings: int = Field(default=0, description="At least so many warnings have to be shown.")
    holdout: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the library or the records hold an answer."""
        return bool(self.must_contain or self.pages)


def load_suite(path: Path) -> list[Case]:
    """Read a `.jsonl` or `.yaml` suite.

    Raises:
        BadInput: names the file, the line or case, and the field that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"The suite {path} cannot be read: {error.strerror or error}.") from error
    cases: list[Case] = []
    for place, row in _rows(path, text):
        try:
            cases.append(Case.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "the case"
            raise BadInput(f"{path}, {place}: {field}: {first['msg']}.") from error
    if not cases:
        raise BadInput(f"The suite {path} holds no case.")
    return cases


def _rows(path: Path, text: str) -> list[tuple[str, Any]]:
    try:
        if path.suffix == ".jsonl":
            return [(f"line {n}", json.loads(line)) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
        loaded = cast("dict[str, Any] | list[Any]", yaml.safe_load(text))
    except (ValueError, yaml.YAMLError) as error:
        raise BadInput(f"{path} is not readable as {path.suffix.lstrip('.').upper()}: {error}") from error
    rows = loaded.get("cases", []) if isinstance(loaded, dict) else loaded
    return [(f"case {n}", row) for n, row in enumerate(rows, 1)]


def find_suite(name: str) -> Path:
    """A path, or the name of one of the bundled suites."""
    path = Path(name)
    bundled = Path(__file__).parent / "suites" / f"{name}.yaml"
    if path.exists() or not bundled.exists():
        return path
    return bundled
