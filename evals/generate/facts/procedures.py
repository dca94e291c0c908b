"""Facts of procedures: the steps of a job, and what comes after a step."""

import re
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, Source, named_job
from evals.generate.required import Groups, figures_of, rare_words
from stores.passages.wording.text import fold

FEWEST_STEPS, MOST_GROUPS = 3, 4
_STEP = re.compile(r"^\s*\(?(?P<number>\d{1,2})[.)]\s+(?P<text>\S.*)$")
_VOWELS = "aeiou"
Step = tuple[int, str, Source]


def procedure_facts(library: LibraryText) -> Iterator[Fact]:
    """Every section with three steps or more that count from one."""
    verbs = frozenset(_first_word(text) for group in library.by_section() for _, text, _ in steps_of(group))
    for group in library.by_section():
        steps = steps_of(group)
        job = named_job(group[0].section, library)
        if len(steps) < FEWEST_STEPS or not job:
            continue
        warned = any(source.passage.kind == "warning" for source in group)
        yield from _whole(job, steps, library, verbs, warned=warned)
        yield from _next_step(job, steps, library)


def steps_of(group: Sequence[Source]) -> list[Step]:
    """The numbered steps of a section from 1 on without a gap; none where the numbering is another one."""
    steps: list[Step] = []
    for source in group:
        if source.passage.kind not in {"procedure", "step"}:
            continue
        for line in source.passage.text.splitlines():
            match = _STEP.match(line)
            if match and int(match["number"]) == len(steps) + 1:
                steps.append((len(steps) + 1, match["text"].strip(), source))
            elif match and int(match["number"]) == 1:
                return []
            elif steps and source is steps[-1][2] and not match:
                number, text, of = steps[-1]
                steps[-1] = (number, f"{text} {line.strip()}", of)
    return steps


def _whole(
    job: str, steps: Sequence[Step], library: LibraryText, verbs: frozenset[str], *, warned: bool
) -> Iterator[Fact]:
    """The job as a whole: something of the first, the last and two steps between."""
    middle = [steps[len(steps) // 3], steps[2 * len(steps) // 3]]
    chosen = list(dict.fromkeys((steps[0], *middle, steps[-1])))[:MOST_GROUPS]
    required = tuple(group for _, text, _ in chosen for group in _mark(text, job, library))
    infinitive = job_as_verb(job, verbs, library) if steps[0][2].language == "en" else ""
    slots = {"job": infinitive or job}
    asks = "how" if infinitive else "steps"
    sources = list(dict.fromkeys(source.passage.id for _, _, source in steps))
    pages = tuple(sorted({page for _, text, source in steps for page in pages_of(source, text)}))
    if len(required) >= FEWEST_STEPS - 1 and sources:
        quote = " / ".join(text for _, text, _ in chosen)
        yield Fact("procedure", asks, slots, required, steps[0][2], pages, quote, warnings=int(warned))


def _next_step(job: str, steps: Sequence[Step], library: LibraryText) -> Iterator[Fact]:
    """What comes after one step in the middle of the job."""
    at = len(steps) // 2 - 1
    before, (_, after, source) = steps[at][1], steps[at + 1]
    mark = _mark(after, f"{before} {job}", library)
    short = re.split(r"(?<=\w)[.;:]\s", before, maxsplit=1)[0].rstrip(". ")
    if mark and len(short.split()) <= 14:
        slots = {"step": short, "job": job}
        yield Fact("step", "next", slots, mark, source, pages_of(source, after), after)


def _mark(text: str, avoid: str, library: LibraryText) -> Groups:
    """One group that shows that a step was said: a figure of it, else its rarest word."""
    held = fold(avoid)
    figures = [group for group in figures_of(text) if fold(group[0]) not in held]
    return tuple(figures[:1]) or rare_words(text, library, 1, avoid)


def job_as_verb(job: str, verbs: frozenset[str], library: LibraryText) -> str:
    """A title such as "Replacing a motor" as "replace a motor"; empty where it names no doing."""
    first, _, rest = job.partition(" ")
    word = first.casefold()
    if not rest or "(" in job or ":" in job:
        return ""
    if word in verbs and not word.endswith("ing"):
        return f"{word} {rest}"
    if not word.endswith("ing") or len(word) < 6:
        return ""
    base = word.removesuffix("ing")
    forms = [base, f"{base}e"] + ([base[:-1]] if base[-1] == base[-2] and base[-1] not in _VOWELS else [])
    known = [form for form in forms if form in verbs or library.surfaces[form]]
    if not known:
        return ""
    best = max(known, key=lambda form: (form in verbs, library.surfaces[form]))
    joined = re.sub(r"\band (\w+)ing\b", lambda m: f"and {_plain(m.group(1), verbs, library)}", rest)
    return f"{best} {joined}"


def _plain(base: str, verbs: frozenset[str], library: LibraryText) -> str:
    forms = [base, f"{base}e", base[:-1]]
    return max(forms, key=lambda form: (form in verbs, library.surfaces[form]))


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0].casefold().strip(".,;:")
