"""Facts of single figures in sentences of any language, asked by the sentence with the figure left out."""

from collections.abc import Iterator

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText
from evals.generate.required import Groups, figures_of
from evals.generate.wording.sentences import sentences
from language.units import quantities

GAP = "…"
_MARKS = frozenset("\"'”’“")
"""An inch or the end of a quotation: nobody knows."""
SHORTEST, LONGEST = 6, 26


def gap_facts(library: LibraryText) -> Iterator[Fact]:
    """Every sentence of prose with one quantity in it: a limit, a time, a setting, under whatever condition the sentence gives."""
    for source in library.sources:
        for sentence in sentences(source):
            found = quantities(sentence)
            if len(found) != 1 or not found[0].unit or not SHORTEST <= len(sentence.split()) <= LONGEST:
                continue
            start = found[0].start
            end = start + len(sentence[start : found[0].end].rstrip(" ."))
            said = f"{sentence[:start]}{GAP}{sentence[end:]}".replace(f"{GAP}.", GAP)
            if start and sentence[end - 1] not in _MARKS and not any(c.isdigit() for c in said):
                required = _forms(sentence[start:end])
                yield Fact("gap", "gap", {"said": said}, required, source, pages_of(source, sentence), sentence)


def _forms(written: str) -> Groups:
    """As the manuals write it, with its unit's other spellings where English ones are known."""
    return figures_of(written) or ((written, "".join(written.split())),)
