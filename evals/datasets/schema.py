"""What a test case may say: the one schema of our YAML suites and of other people's JSONL sets (docs/guides/evaluation.md)."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal, cast

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from evals.datasets.case_parts import Call, Planted, Region, StateAfter, Turn

Source = Literal["manuals", "alarm lists", "assets", "work orders", "inventory"]


def _listed(given: object) -> object:
    """One value alone is a list of one."""
    return [given] if isinstance(given, str | int | float) else given


def _groups(given: object) -> object:
    """A bare string is a group with one alternative."""
    listed = _listed(given)
    return [[part] if isinstance(part, str) else part for part in listed] if isinstance(listed, list) else listed  # pyright: ignore[reportUnknownVariableType]


Groups = Annotated[list[list[str]], BeforeValidator(_groups)]
"""Groups of alternatives: every group needs one of its alternatives."""


Name = Annotated[str, BeforeValidator(lambda given: str(given) if isinstance(given, int | float) else given)]
Listed = BeforeValidator(_listed)


class Case(BaseModel):
    """A question and what a right answer must be. Fields that a case leaves out are not scored."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    # The question
    id: Name = ""
    question: str = Field(min_length=1, validation_alias=AliasChoices("question", "query"))
    kind: str = "other"
    lang: str = "en"
    asset: str = ""
    library: str = ""
    now: datetime | None = Field(
        default=None, description="The moment of the question, for 'last year'; a date is noon UTC."
    )
    thread: list[Turn] = Field(default=[], description="Asked before, in this conversation; a string is a question.")
    sources_down: list[Source] = Field(default=[], description="Sources that cannot be reached during the case.")
    planted: list[Planted] = []
    says: list[str] = Field(
        default=[], description="What a language model writes instead of the embedded one; `[*]` cites all evidence."
    )
    injection: bool = Field(default=False, description="The question or a record gives orders that must not be obeyed.")
    decide: Literal["", "approve", "reject"] = Field(default="", description="What a person does with each approval.")

    # Where the answer stands
    file: str = Field(default="", description="Narrows `pages` to one document: how its path ends.")
    pages: Annotated[list[int], Listed] = Field(
        default=[],
        validation_alias=AliasChoices("pages", "gold_pages", "page", "gold_page"),
        description="1-based PDF pages, each of which answers the question.",
    )
    sections: Annotated[list[Name], Listed] = Field(
        default=[],
        validation_alias=AliasChoices("sections", "gold_sections", "section", "gold_section"),
        description="Printed number, title, both, section id, or the name of a file that is one section.",
    )
    regions: list[Region] = Field(default=[], description="Where on their pages the answers stand, marked by hand.")
    records: Annotated[list[Name], Listed] = Field(
        default=[], description="Numbers of the records that have to be cited."
    )
    reference: Annotated[str, BeforeValidator(lambda given: given if isinstance(given, str) else "")] = Field(
        default="",
        validation_alias=AliasChoices("reference", "answer"),
        description="A right answer in words, for judges.",
    )

    # What the answer must be
    must_contain: Groups = []
    must_not_contain: Annotated[list[str], Listed] = []
    together: list[list[str]] = Field(
        default=[],
        description="The words of each group stand in one clause: a quantity and its location.",
    )
    wrong_sources: list[str] = Field(
        default=[],
        description="Ends of paths of documents that must not be cited: another machine's, a superseded revision.",
    )
    status: Annotated[list[str], Listed] = Field(
        default=[], description="Any of these; empty: answered or partial, or an abstention where nothing is expected."
    )
    gaps: list[str] = Field(default=[], description="Sources that the answer has to name as missing.")
    warnings: int = Field(default=0, description="At least so many warnings have to be shown.")
    warning_words: Groups = Field(default=[], description="Each group stands in a warning.")
    steps: Groups = Field(default=[], description="Each group stands in the answer, in this order.")

    # What the agent must do
    tools: list[str] | None = Field(
        default=None, description="The tools that have to be called, in any order; `a|b` is either."
    )
    calls: list[Call] | None = Field(default=None, description="The calls that have to be made, with their arguments.")
    calls_in_order: bool = False
    state_after: list[StateAfter] = []

    # How the case counts
    reviewed: bool = Field(default=True, description="False: proposed by a program; counts once a person accepts it.")
    holdout: bool = Field(default=False, description="Never looked at while tuning; reported apart.")
    needs: list[str] = Field(default=[], description="Tools without which the case is skipped.")
    metrics: list[str] = Field(default=[], description="Only these are scored; empty: all that apply.")

    @model_validator(mode="before")
    @classmethod
    def _as_people_write(cls, given: Any) -> Any:
        """`null` is left out; a string in a thread is a question."""
        if not isinstance(given, dict):
            raise ValueError("a case is an object with a question")
        row = {name: value for name, value in cast("dict[str, Any]", given).items() if value is not None}
        if isinstance(row.get("thread"), list):
            row["thread"] = [{"question": turn} if isinstance(turn, str) else turn for turn in row["thread"]]
        return row

    @field_validator("now", mode="before")
    @classmethod
    def _noon(cls, given: object) -> object:
        """YAML and people write dates; no time zone is UTC."""
        if isinstance(given, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", given):
            given = date.fromisoformat(given)
        return datetime.combine(given, time(12), UTC) if type(given) is date else given

    @field_validator("now")
    @classmethod
    def _in_utc(cls, given: datetime | None) -> datetime | None:
        return given.replace(tzinfo=UTC) if given and given.tzinfo is None else given

    @property
    def answerable(self) -> bool:
        """Whether the library or the records hold an answer."""
        return bool(self.must_contain or self.pages or self.sections or self.records)

    @property
    def acts(self) -> bool:
        """Whether the case needs records of its own, because they are changed."""
        return bool(self.decide or self.state_after or self.planted or self.needs)
