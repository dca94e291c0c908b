"""Facts of reasons and of warnings: why something is so, and what endangers people at a job."""

import re
from collections.abc import Iterator

from evals.generate.facts.fact import Fact, pages_of
from evals.generate.library import LibraryText, named_job
from evals.generate.required import rare_words
from evals.generate.wording.sentences import lower_first, sentences
from language.sentences import sentences as split

SHORTEST_REASON = 4
_BECAUSE = re.compile(
    r"^(?P<subject>(?:The |An? |All |Each |Some )?[A-Za-z][\w/ -]{2,60}?) (?P<aux>is|are|must|should|can|cannot|may) (?P<rest>[^.;]{3,90}?),? (?:because|since|so that) (?P<reason>[^.;]+)\.$"
)
_PRONOUN = re.compile(r"^(?:it|this|that|these|those|there|they|you|we|he|if|when|where|as)\b", re.IGNORECASE)
_DANGLING = re.compile(r"\b(?:these|this|those|such|above|but|it)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:that|which|who|when|if|is|are|and)\b")
_SIGNAL = re.compile(
    r"^(?:DANGER|WARNING|CAUTION|NOTICE|GEFAHR|WARNUNG|VORSICHT|HINWEIS|FARE|ADVARSEL|PELIGRO|ADVERTENCIA|PERIGO|AVISO)\W+"
)


def cause_facts(library: LibraryText) -> Iterator[Fact]:
    """Every sentence that gives the reason of a rule or a state."""
    for source in library.sources:
        if source.language != "en":
            continue
        for sentence in sentences(source):
            match = _BECAUSE.match(sentence)
            if not match or _PRONOUN.match(match["subject"]) or _CLAUSE.search(match["subject"]):
                continue
            said = f"{match['subject']} {match['rest']}"
            if _DANGLING.search(said):
                continue
            required = rare_words(match["reason"], library, 2, said)
            if len(match["reason"].split()) >= SHORTEST_REASON and len(required) == 2:
                slots = {"aux": match["aux"], "subject": lower_first(match["subject"]), "rest": match["rest"]}
                yield Fact("cause", "why", slots, required, source, pages_of(source, sentence), sentence)


def warning_facts(library: LibraryText) -> Iterator[Fact]:
    """The warnings of every section that gives any, by the job that they stand at."""
    for group in library.by_section():
        warnings = [source for source in group if source.passage.kind == "warning"]
        job = named_job(group[0].section, library)
        if not warnings or not job:
            continue
        source = warnings[0]
        text = _SIGNAL.sub("", " ".join(source.passage.text.split()))
        first = (split(text) or [text])[0]
        required = rare_words(text, library, 2, job, source.language)
        if len(required) == 2:
            slots = {"job": job}
            yield Fact("warning", "hazard", slots, required, source, pages_of(source, first), text, warnings=1)
