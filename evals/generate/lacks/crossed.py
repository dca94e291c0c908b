"""A measured column of one table asked of a row of another, where nothing about that row tells it: proved by structure and units, in any language."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact
from evals.generate.lacks.lack import Lack
from evals.generate.lacks.things import units_of
from evals.generate.library import LibraryText, Source, content_stems
from language.units import canonical, quantities

MOST_ROWS = 4
"""So many rows are asked about one column."""


def crossed(library: LibraryText, facts: Sequence[Fact]) -> Iterator[Lack]:
    """Rows of tables without the column: no passage of a section that names the row names the column or has a unit of its cells."""
    sections: dict[str, list[Source]] = defaultdict(list)
    for source in library.sources:
        sections[source.section.id].append(source)
    cells = [fact for fact in facts if fact.asks == "cell"]
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in cells:
        units[fact.slots["column"], fact.source.language] |= _measured(fact)
    rows = {(fact.slots["row"], fact.source.language): fact for fact in cells}
    for (column, language), measured in units.items():
        wanted = content_stems(column, language)
        if not measured or not wanted:
            continue
        asked = 0
        for (row, of), fact in rows.items():
            named = content_stems(row, language)
            if of != language or not named or asked == MOST_ROWS:
                continue
            near = {source.section.id for source in library.holding(named, 1.0)}
            about = [source for one in near for source in sections[one]]
            if about and not any(wanted & s.stems or measured & units_of(s.passage.text) for s in about):
                asked += 1
                proof = f"none of the {len(about)} passages of the sections that name '{row}' tells '{column}' or a unit of it"
                yield Lack("cell", {"column": column, "row": row}, proof, twin=fact.id, language=language)


def _measured(fact: Fact) -> set[str]:
    """The units of a cell's figures, and those that its column's name gives."""
    forms = tuple(form for group in fact.required for form in group)
    if not any(form[0].isdigit() for form in forms):
        return set()
    own = {one.unit for one in quantities(fact.quote) if one.unit and one.written.startswith(forms)}
    return own | {unit for word in fact.slots["column"].split() if (unit := canonical(word.strip("()[],")))}
