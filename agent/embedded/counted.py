"""Sentences from figures about work orders: the figure, the filter in the records' own words, the numbers where few."""

from collections.abc import Sequence

from agent.language import phrase
from domain.answers import Evidence

FEW = 8
_NOWHERE, _WITHOUT, _WITHOUT_ANY = "In no work order at all: ", "Without ", "Without any of these words: "


def is_figure(item: Evidence) -> bool:
    """Whether a piece of evidence is what `query_work_orders` worked out."""
    return item.kind == "work_order" and "query" in item.fields


def fields_asked(items: Sequence[Evidence]) -> tuple[str, ...]:
    """What each listed order has to say besides its text: what it is ranked by, the parts used."""
    told = [item.fields for item in items if is_figure(item)]
    ranked = {one["of"].capitalize() for one in told if one["query"] in {"highest", "lowest"}}
    return (*ranked, *({"Parts used"} if any(one["parts"] for one in told) else ()))


def figure_lines(number: int, item: Evidence, language: str, *, listed: bool) -> list[str]:
    """The answer's lines; `listed`: the orders themselves follow."""
    rows = [region.text for region in item.regions]
    count = rows[0].removeprefix("Work orders: ")
    told = item.fields
    of_what = f" ({told['filter']})" if told["filter"] else ""
    groups = int(told["groups"])
    notes = _notes(rows, told)
    if count == "0" and notes:
        head = phrase("none_of_all", language, filter=told["filter"])
        return [f"{head} [{number}]", *(f"- {_note(note, language)} [{number}]" for note in notes)]
    head = phrase("counted_one" if count == "1" else "counted", language, count=count)
    out = [f"{head}{of_what} [{number}]"]
    if told["query"] != "count" and count != "0":
        value = rows[2].split(": ", 1)[1]
        name = phrase(f"{told['query']}_{told['of']}", language)
        measured = phrase("measured", language, count=count, measured=_measured(value))
        out = [f"{name}: **{value.split(' (')[0]}**{of_what}; {measured} [{number}]"]
    if told["whole"] and not groups:
        share = next(row for row in rows if row.startswith("Share: ")).removeprefix("Share: ").partition(" %")[0]
        measured = rows[2].split(": ", 1)[1].split(" (")[0] if told["of"] else count
        name = f"shared_{told['of']}" if told["of"] else "shared"
        shared = phrase(name, language, share=share, count=measured, whole=told["whole"])
        out = [f"{shared}{of_what} [{number}]"]
    out += [f"{phrase(name, language, count=told[name])} [{number}]" for name in _told_besides(told)]
    out += [f"{_note(note, language)} [{number}]" for note in notes]
    if groups:
        first = next(place for place, row in enumerate(rows) if row.startswith("By "))
        in_time = told["by"] in {"year", "quarter", "month"}
        shown = rows[first + 1 : first + 1 + groups]
        out += [f"{'-' if in_time else f'{place}.'} {row} [{number}]" for place, row in enumerate(shown, start=1)]
    numbers = next((row for row in rows if row.startswith("Numbers: ")), "")
    if numbers and not groups and not listed and "(first" not in numbers and numbers.count(",") < FEW:
        out.append(f"{numbers.removeprefix('Numbers: ')} [{number}]")
    if int(told["undated"]):
        out.append(f"{phrase('undated', language, count=told['undated'])} [{number}]")
    return out


def _told_besides(told: dict[str, str]) -> list[str]:
    """How many share the highest or lowest figure, how many are left out at 0."""
    return [name for name, least in (("alike", 2), ("zeros", 1)) if int(told[name]) >= least]


def _notes(rows: Sequence[str], told: dict[str, str]) -> list[str]:
    """The rows of the notes, which stand behind the figures."""
    first = 2 + (told["query"] != "count") + len(_told_besides(told))
    return list(rows[first : first + int(told["notes"])])


def _note(row: str, language: str) -> str:
    if row.startswith(_NOWHERE):
        return phrase("in_no_order", language, filter=row.removeprefix(_NOWHERE))
    if row.startswith("Parts used: "):
        return phrase("parts_not_told", language)
    said, _, count = row.rpartition(": ")
    if row.startswith(_WITHOUT_ANY):
        return phrase("without_words", language, count=count)
    return phrase("without_filter", language, filter=said.removeprefix(_WITHOUT), count=count)


def _measured(value: str) -> str:
    return value.rpartition("(")[2].split(" ", 1)[0]
