"""What stands inside a test case: an earlier question, a call, a record's end, a text put into the records."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator


def either(tools: str) -> list[str]:
    """The tools of an expectation, any of which will do: "count_work_orders|find_work_orders"."""
    return [name.strip() for name in tools.split("|")]


class Part(BaseModel):
    """Parts of a case are strict: an unknown field is a mistake of its writer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Turn(Part):
    """An earlier question of the same conversation. Only the last question of a case is scored."""

    question: str
    asset: str = ""


class Call(Part):
    """A tool call that has to happen; `args` are those that must have exactly these values (others are free).

    `name` may be alternatives: "count_work_orders|find_work_orders".
    """

    name: str
    args: dict[str, Any] = {}

    def fits(self, called: str) -> bool:
        """Whether a call of that tool is this one."""
        return called in either(self.name)

    def called(self, made: Sequence[str]) -> str:
        """Its name, of alternatives that of the tool which was called."""
        return next(filter(self.fits, made), either(self.name)[0])


class StateAfter(Part):
    """What a field of a record must be once the case is over; nothing may be changed before a person has decided.

    `record` is a work order's or part's number, or `new work order` for the one that the case made. `field` is a field of the
    record, or `reserved at LOCATION` / `quantity at LOCATION` of a part. One of `equals`, `contains`.
    """

    record: str
    field: str
    equals: str | None = None
    contains: str | None = None

    @model_validator(mode="after")
    def _one_wish(self) -> "StateAfter":
        if (self.equals is None) == (self.contains is None):
            raise ValueError("give one of equals, contains")
        return self


class Region(Part):
    """A place on a page, marked by hand: `box` in PDF points from the top left, of the 1-based `page`."""

    page: int
    box: tuple[float, float, float, float]

    @model_validator(mode="after")
    def _has_size(self) -> "Region":
        if self.box[2] <= self.box[0] or self.box[3] <= self.box[1]:
            raise ValueError("a box is left, top, right, bottom")
        return self


class Planted(Part):
    """Text put into a work order or part of the case's own copy of the records, before the question is asked."""

    record: str
    field: str = "description"
    text: str
