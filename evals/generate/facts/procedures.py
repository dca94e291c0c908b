"""Facts of procedures: the steps of a job, and what comes before and after a step."""

import re
from collections.abc import Iterator, Sequence

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, Source, named_job
from evals.generate.required import Groups, figures_of, rare_words
from stores.passages.wording.text import fold

FEWEST_STEPS, MOST_GROUPS, LONGEST_STEP = 3, 4, 14
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
        yield from _single(job, steps, library)


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
    required = tuple(group for _, text, of in chosen for group in _mark(text, job, library, of.language))
    infinitive = job_as_verb(job, verbs, library) if steps[0][2].language == "en" else ""
    slots = {"job": infinitive or job}
    asks = "how" if infinitive else "steps"
    sources = list(dict.fromkeys(source.passage.id for _, _, source in steps))
    pages = tuple(sorted({page for _, text, source in steps for page in pages_of(source, text)}))
    if len(required) >= FEWEST_STEPS - 1 and sources:
        quote = " / ".join(text for _, text, _ in chosen)
        yield Fact("procedure", asks, slots, required, steps[0][2], pages, quote, warnings=int(warned))


def _single(job: str, steps: Sequence[Step], library: LibraryText) -> Iterator[Fact]:
    """Of steps spread over the job: which comes behind, which before, and which has a number."""
    places = dict.fromkeys((len(steps) // 2 - 1, 0, len(steps) - 2))
    for at in places:
        (number, before, first), (_, after, source) = steps[at], steps[at + 1]
        yield from _asked("next", _short(before), after, source, job, library)
        yield from _asked("before", _short(after), before, first, job, library)
        mark = _mark(before, job, library, first.language)
        if mark:
            slots = {"n": str(number), "job": job}
            yield Fact("step", "nth", slots, mark, first, pages_of(first, before), before)


def _asked(asks: str, step: str, answer: str, source: Source, job: str, library: LibraryText) -> Iterator[Fact]:
    mark = _mark(answer, f"{step} {job}", library, source.language)
    if mark and step:
        yield Fact("step", asks, {"step": step, "job": job}, mark, source, pages_of(source, answer), answer)


def _short(step: str) -> str:
    """Its first sentence; "" where that is too long to be asked by."""
    short = re.split(r"(?<=\w)[.;:]\s", step, maxsplit=1)[0].rstrip(". ")
    return short if len(short.split()) <= LONGEST_STEP else ""


def _mark(text: str, avoid: str, library: LibraryText, language: str) -> Groups:
    """One group that shows that a step was said: a figure of it, else its rarest word."""
    held = fold(avoid)
    figures = [group for group in figures_of(text) if fold(group[0]) not in held]
    return tuple(figures[:1]) or rare_words(text, library, 1, avoid, language)


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
