"""Finds the things of the cited evidence that a sentence names, and its values."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from agent.claims.evidence.ground import Ground, Spot
from agent.claims.facts.fact import Fact
from agent.claims.facts.finding import facts
from agent.claims.facts.spelling import spelled
from agent.claims.matching.naming import apart, bare_name
from agent.claims.pairing.tokens import Thing, Tokens, Value, forms
from agent.claims.reading.claim import Said
from agent.claims.wording.stems import stems_of
from language.folding import aligned
from language.vocabulary import vocabulary
from language.words import fold

LONGEST = 8
"""Words of a cell or field that is a value and no note."""
MOST = 4_000
"""Names and values of cited tables that are sought in a sentence."""


def tokens_of(said: Said, ground: Ground, cites: frozenset[int]) -> Tokens:
    """The things of the cited evidence that a sentence names, with their values; no things where it names none."""
    cited = [spot for spot in ground.spots if spot.n in cites and spot.place.form in {"cell", "field"}]
    text, places = aligned(said.spelt)
    rows, columns = _by(cited, lambda spot: spot.place.name), _by(cited, lambda spot: spot.place.column)
    found = list(_mentions(said, text, places, {**columns, **rows}))
    if not any(one.name in rows for one in found):
        rows = _by_another_name(cited)
        found = list(_mentions(said, text, places, {**columns, **rows}))
    told_rows = [one for one in found if one.name in rows]
    told_columns = [one for one in found if one.name not in rows]
    records = list(_records(said, cited))
    things, named, across = [*records, *told_rows], told_columns, False
    known = frozenset[Fact]()
    if not records and len(told_rows) < 2 <= len(told_columns):
        things, named, across = told_columns, told_rows, True
    if len(records) == 1 and len(places_ := list(_labels(records[0], said, text, places))) > 1:
        things, found = places_, [*found, *records]  # "6 at Porto and 2 in Van 7"
        known = frozenset(fact for fact in said.facts if not fact.numeric)  # a bin's name is said of none of them
    things = list({one.name: one for one in sorted(things, key=lambda one: -one.start)}.values())
    names = [*things, *named, *found]
    masked = frozenset(
        fact for fact in said.facts if any(one.start <= fact.start and fact.end <= one.end for one in names)
    )
    values = _values(said, [*names], masked | known, cited, text, places)
    return Tokens(tuple(sorted(things, key=lambda one: one.start)), tuple(named), tuple(values), masked, across)


def _by_another_name(cited: Sequence[Spot]) -> dict[str, tuple[Spot, ...]]:
    """The cells of each row under what else names it: a text of words that no other row has ("P10 | Opening speed | 450 mm/s")."""
    named, rows = defaultdict[str, list[Spot]](list), defaultdict[tuple[int, int], list[Spot]](list)
    for spot in (one for one in cited[:MOST] if one.place.form == "cell"):
        rows[spot.at].append(spot)
        label = spot.place.label
        if len(label.split()) <= LONGEST and not facts(label, spot.place.language):
            named[label].append(spot)
    return {label: tuple(rows[spots[0].at]) for label, spots in named.items() if len(spots) == 1}


def _by(cited: Iterable[Spot], name: Callable[[Spot], str]) -> dict[str, tuple[Spot, ...]]:
    """The cells of tables by a name of theirs."""
    out: defaultdict[str, list[Spot]] = defaultdict(list)
    for spot in cited:
        if spot.place.form == "cell" and name(spot):
            out[name(spot)].append(spot)
    return {key: tuple(spots) for key, spots in list(out.items())[:MOST]}


def _mentions(said: Said, text: str, places: Sequence[int], known: dict[str, tuple[Spot, ...]]) -> Iterator[Thing]:
    """Where the text names them, the longer names first; each character is of one name."""
    left = text
    for name, spots in sorted(known.items(), key=lambda pair: -len(pair[0])):
        language = spots[0].cut.language
        for form in dict.fromkeys(one.strip("* ") for one in (name, bare_name(name))):
            wanted = fold(spelled(form, language)).strip()
            if wanted not in left or not _is_name(form, said, language):
                continue
            for match in re.finditer(rf"(?<![\w-])(?<!\d[.,]){re.escape(wanted)}(?![\w-]|[.,]\d)", left):
                yield Thing(name, places[match.start()], places[match.end()], spots)
                left = left[: match.start()] + "\0" * len(match.group()) + left[match.end() :]


def _is_name(name: str, said: Said, language: str) -> bool:
    """Whether a name tells something by itself: "all" and "12" are none, "Total" and "UK" where they are written so."""
    figured = any(sign.isdigit() for sign in name)
    if fold(name) in vocabulary(language).altogether or not (figured or stems_of(name, language)):
        return name != name.lower() and name in said.spelt
    return bool(re.search(r"[^\W\d]|[°%]", name))


def _records(said: Said, cited: Sequence[Spot]) -> Iterator[Thing]:
    """The cited records whose number the sentence names."""
    blocks: defaultdict[int, list[Spot]] = defaultdict(list)
    for spot in cited:
        if spot.cut.record:
            blocks[spot.n].append(spot)
    for spots in blocks.values():
        head = next((one.heads for one in spots if one.heads), None)
        for fact in (fact for fact in said.facts if head and fact.held_by(head)):
            yield Thing(head.written if head else "", fact.start, fact.end, tuple(spots))


def _labels(record: Thing, said: Said, text: str, places: Sequence[int]) -> Iterator[Thing]:
    """What tells fields of one kind apart, where the sentence names it: the stores of "Stock at Porto", "Stock at Van 7"."""
    known: dict[str, tuple[Spot, ...]] = {}
    for spot in record.spots:
        own, *others = apart(spot) if spot.place.name else [""]
        if own and len(others) > 1:
            known[own] = (*known.get(own, ()), spot)
    yield from _mentions(said, text, places, known)


def _values(
    said: Said, names: Sequence[Thing], masked: frozenset[Fact], cited: Sequence[Spot], text: str, places: Sequence[int]
) -> list[Value]:
    """Whole cells and fields that are said word for word, and what facts are left, a tolerance with its value."""
    taken = [(one.start, one.end) for one in names]
    free = [
        fact for fact in said.facts if fact not in masked and not any(s < fact.end and fact.start < e for s, e in taken)
    ]
    out: list[Value] = []
    for wanted, spot in _whole(cited):
        for match in (
            re.finditer(rf"(?<!\w)(?<!\d[.,]){re.escape(wanted)}(?!\w|[.,]\d)", text) if wanted in text else ()
        ):
            start, end = places[match.start()], places[match.end()]
            inside = tuple(fact for fact in free if start <= fact.start and fact.end <= end)
            cut = any(fact.start < end and start < fact.end and fact not in inside for fact in free)
            if (
                not cut
                and not any(s < end and start < e for s, e in taken)
                and all(spot.holding(fact) for fact in inside)
            ):
                taken.append((start, end))
                rest = text[match.start() : match.end()]
                for fact in inside:
                    rest = rest.replace(fold(fact.written), " ")
                out.append(Value(start, end, inside, wanted, bool(re.search(r"[^\W\d]{2}", rest))))
    for fact in (fact for fact in free if not any(s <= fact.start and fact.end <= e for s, e in taken)):
        last = out[-1] if out else None
        if last and not last.text and fact.start < last.end:
            out[-1] = Value(last.start, max(last.end, fact.end), (*last.facts, fact))
        elif fact.upper is not None and not any(spot.holding(fact) for spot in cited):
            low, high = fact.ends()  # "3 min et 15 min"
            out += [
                Value(fact.start, fact.end - 1, (low,), whole=fact),
                Value(fact.end - 1, fact.end, (high,), whole=fact),
            ]
        else:
            out.append(Value(fact.start, fact.end, (fact,)))
    return sorted(out, key=lambda one: one.start)


def _whole(cited: Sequence[Spot]) -> Iterator[tuple[str, Spot]]:
    """The texts of short cells and fields, the longer ones first."""
    known = {form: spot for spot in cited[:MOST] for form in forms(spot) if len(form.split()) <= LONGEST}
    for wanted, spot in sorted(known.items(), key=lambda pair: -len(pair[0])):
        if any(sign.isdigit() for sign in wanted) or " " in wanted or stems_of(wanted, spot.cut.language):
            yield wanted, spot
