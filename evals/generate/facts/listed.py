"""Facts of lists in running text, in any language: lines that begin with a name and a colon, what stands below a line that ends in one, ways through menus."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, Source, named_job
from evals.generate.required import SHORT_PHRASE, Groups, rare_words, required_of
from language.words import is_stop
from stores.passages.wording.text import fold

FEWEST_NAMES, FEWEST_ITEMS, PAIR = 2, 3, 2
LONGEST_NAME, LONGEST_LEAD = 6, 22
SHORTEST_SENSE = 4
NEAR_HEADING = 200
"""Only a way that is told at once is the way to what the heading names."""
_NAMED = re.compile(r"^\s*(?:[•▪●*–-]\s+)?(?P<name>[^\W\d_](?!\))[^:\n.;!?]{1,44}?)\s?:\s+(?P<said>\S.+)$")
_ITEM = re.compile(r"^\s*[•▪●*–-]\s+(?P<said>\S.+)$")
_STEP = r"[^\W\d_][^>→\n.;:,()?!]{0,40}"
_PATH = re.compile(rf"(?P<first>{_STEP}?)(?:\s[>→]\s{_STEP}?)*\s[>→]\s(?P<last>{_STEP})")
_PROSE = frozenset({"prose", "procedure", "step"})


def listed_facts(library: LibraryText) -> Iterator[Fact]:
    """Each name with what is said of it, each list by the line above it, each section's first way through menus."""
    for group in library.by_section():
        told = [source for source in group if source.passage.kind in _PROSE and not source.passage.table]
        job = named_job(group[0].section, library)
        if not told or not job:
            continue
        yield from _entries(told, job, library)
        for source in told:
            yield from _lists(source, job, library)
        yield from _ways(told, job, library)


def _entries(group: Sequence[Source], job: str, library: LibraryText) -> Iterator[Fact]:
    named = [(m, source) for source in group for line in source.passage.text.splitlines() if (m := _name(line))]
    times = Counter(fold(match["name"]) for match, _ in named)
    if len(times) < FEWEST_NAMES:
        return
    for match, source in named:
        name, said = match["name"].strip(), match["said"]
        required = required_of(said, library, source.language, avoid=f"{name} {job}")
        short = len(said.split()) <= SHORT_PHRASE or any(c.isdigit() for group in required for c in group[0])
        if times[fold(name)] == 1 and len(required) >= (1 if short else PAIR) and len(said.split()) >= SHORTEST_SENSE:
            yield Fact(
                "entry", "entry", {"column": name, "row": job}, required, source, pages_of(source, said), match[0]
            )


def _name(line: str) -> re.Match[str] | None:
    match = _NAMED.match(line)
    whole = match and match["name"].count("(") == match["name"].count(")")
    return match if match and whole and len(match["name"].split()) <= LONGEST_NAME else None


def _lists(source: Source, job: str, library: LibraryText) -> Iterator[Fact]:
    lines = [" ".join(line.split()) for line in source.passage.text.splitlines()]
    for at, lead in enumerate(lines):
        if not lead.endswith(":") or _name(lead) or _ITEM.match(lead):
            continue
        items: list[str] = []
        for line in lines[at + 1 :]:
            name, item = _name(line), _ITEM.match(line)
            if not (name or item):
                break
            items.append(name["name"] if name else item["said"] if item else "")
        lead = re.split(r"(?<=[.!?])\s", lead)[-1]
        if len(items) >= FEWEST_ITEMS and SHORTEST_SENSE <= len(lead.split()) <= LONGEST_LEAD:
            chosen = list(dict.fromkeys((items[0], items[len(items) // 2], items[-1])))
            marks = [_mark(item, f"{lead} {job}", library, source.language) for item in chosen]
            required = tuple(dict.fromkeys(group for mark in marks for group in mark))
            if len(required) == FEWEST_ITEMS:
                quote = " / ".join(chosen)
                yield Fact("list", "list", {"lead": lead, "job": job}, required, source, pages_of(source, lead), quote)


def _mark(item: str, avoid: str, library: LibraryText, language: str) -> Groups:
    """A short name whole, else the most telling word."""
    short = len(item.split()) <= SHORTEST_SENSE and fold(item) not in fold(avoid)
    return ((item.strip(" .;:,"),),) if short else rare_words(item, library, 1, avoid, language)


def _ways(group: Sequence[Source], job: str, library: LibraryText) -> Iterator[Fact]:
    """The first "A > B > C" of a section, where it is the only one of its heading: its first name's last word and its last name's first."""
    if library.titles[fold(group[0].section.title)] > 1:
        return
    source = group[0]
    match = _PATH.search(source.passage.text[:NEAR_HEADING])
    if not match:
        return
    first, last = match["first"].split()[-1], match["last"].split()[0]
    telling = all(len(end) > 2 and not is_stop(end, source.language) for end in (first, last)) and first != last
    # Names of menus begin with a capital where the script has any; "foo > bar" is a command.
    if telling and not last[0].islower():
        quote = " ".join(match[0].split())
        yield Fact("menu", "way", {"job": job}, ((first,), (last,)), source, pages_of(source, match["last"]), quote)
