"""Sentences of known truth, judged: how many true ones are lost, how many false ones are shown."""

import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from agent.claims.evidence.meaning import Embedder
from agent.claims.facts.finding import facts
from agent.claims.judging import judge
from agent.claims.reading.stream import SentenceReader
from agent.claims.verdict import Judgement, is_believed
from bench.report import table
from domain.answers import Evidence
from language.detecting import detect

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
"""The day on which the demo plays; "open for 46 days" is true of it."""
WORST_FIRST = ("stated", "derived", "frame", "unsure", "quoted", "withheld")
SHOWN = {"stated", "derived", "frame"}
LOST = {"quoted", "withheld"}
REPLY = 5
"""Sentences of a reply of known truth: five that follow each other in the set."""
PLACE = re.compile(r"\[\[(.*?)\]\](?!\])")
PLAIN = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Case:
    """A sentence, judged."""

    truth: bool
    kind: str
    text: str
    judgement: Judgement
    milliseconds: float


def embedder() -> Embedder | None:
    """The one that the gate has where the assistant runs."""
    from stores.embedders.multilingual import MultilingualEmbedder  # noqa: PLC0415

    return MultilingualEmbedder() if MultilingualEmbedder.installed() else None


def cited(text: str, evidence: Mapping[int, Evidence]) -> str | None:
    """A sentence with the numbers of the places that it cites as `[[pattern]]`; None where the evidence lacks one."""
    places = [place_of(pattern, evidence) for pattern in PLACE.findall(text)]
    numbers = iter(places)
    return PLACE.sub(lambda _: f"[{next(numbers)}]", text) if all(places) else None


def place_of(pattern: str, evidence: Mapping[int, Evidence]) -> int | None:
    """The first piece of evidence that the pattern finds; a record of a count is found by its figures."""
    return next((n for n, item in evidence.items() if re.search(pattern, item.text, re.DOTALL)), None)


def judged(row: Mapping[str, Any], text: str, evidence: Mapping[int, Evidence], meaning: Embedder | None) -> Case:
    """What the gate makes of one sentence of a set (`truth`, `kind`, `question`): the worst verdict of its pieces."""
    started = time.perf_counter()
    question = row.get("question", "")
    pieces = [
        judge(piece, evidence, question=question, today=NOW.date(), embedder=meaning)
        for piece in sentences_of(text, evidence)
    ]
    spent = (time.perf_counter() - started) * 1000
    order = WORST_FIRST[::-1]
    return Case(row["truth"], row["kind"], text, min(pieces, key=lambda one: order.index(one.verdict)), spent)


def sentences_of(text: str, evidence: Mapping[int, Evidence]) -> Iterator[str]:
    """The sentences of a reply as a turn reads them."""
    reader = SentenceReader(evidence)
    yield from reader.feed(text)
    yield from reader.finish()


def report(name: str, cases: Sequence[Case], *, sealed: bool = False) -> None:
    """Print the verdicts by kind, and the shares; with `--show` what went wrong, unless the set is sealed."""
    counted: defaultdict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    for case in cases:
        for kind in (case.kind, "all"):
            counted[case.truth, kind][case.judgement.verdict] += 1
    rows = [
        [str(truth).lower(), kind, *(str(held[verdict] or "") for verdict in WORST_FIRST), _wrong(truth, held)]
        for (truth, kind), held in sorted(
            counted.items(), key=lambda pair: (not pair[0][0], pair[0][1] == "all", pair[0][1])
        )
    ]
    print(f"\n{name}\n\n{table(['said', 'kind', *WORST_FIRST, 'wrong'], rows)}")
    true, false = counted[True, "all"], counted[False, "all"]
    print(f"\ntrue, quoted or withheld: {_share(true, LOST)}; withheld: {_share(true, {'withheld'})}")
    lost = [case for case in cases if case.truth and case.judgement.verdict in LOST]
    print(f"of these the line in its place lacks one of its values: {sum(map(_is_lost, lost))} of {len(lost)}")
    under = _share(false, SHOWN | {"unsure"})
    print(f"false, shown as if true: {_share(false, SHOWN)}; with the source's line under it too: {under}")
    kept = {truth: _kept([case.judgement for case in cases if case.truth == truth]) for truth in (True, False)}
    print(f"replies of {REPLY} sentences that are believed: true ones {kept[True]}, false ones {kept[False]}")
    times = sorted(case.milliseconds for case in cases)
    if times:
        print(
            f"milliseconds a sentence: median {statistics.median(times):.1f}, 95 % {times[int(0.95 * (len(times) - 1))]:.1f}"
        )
    for case in cases if "--show" in sys.argv and not sealed else ():
        if case.judgement.verdict in (LOST if case.truth else SHOWN | {"unsure"}):
            print(
                f"{case.truth} {case.kind}: {case.text}\n    {case.judgement.verdict}: {case.judgement.reason} | {' // '.join(one.text for one in case.judgement.lines)}",
                file=sys.stderr,
            )


def _is_lost(case: Case) -> bool:
    """Whether what is shown in the place of a sentence lacks a value, name or date of it: what it said is lost with it."""
    text, line = PLAIN.sub("", case.text), "\n".join(one.text for one in case.judgement.lines)
    held = facts(line, detect(line), loose=True)
    missing = [one for one in facts(text, detect(text)) if not any(one.held_by(own) for own in held)]
    return case.judgement.verdict == "withheld" or bool(missing)


def _kept(judged: Sequence[Judgement]) -> str:
    replies = [judged[at : at + REPLY] for at in range(len(judged) - REPLY + 1)]
    return f"{sum(map(is_believed, replies))} of {len(replies)}"


def _wrong(truth: bool, held: Counter[str]) -> str:
    """The share of true ones that are held back, of false ones that are shown as if true."""
    return f"{sum(held[verdict] for verdict in (LOST if truth else SHOWN)) / held.total():.2f}"


def _share(held: Counter[str], verdicts: set[str]) -> str:
    whole = sum(held.values())
    part = sum(held[verdict] for verdict in verdicts)
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "none"
