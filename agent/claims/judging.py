"""The verdict on one sentence of a model, from the evidence of this turn."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from agent.claims.applying import serials_of
from agent.claims.checking import FAIR, Finding, check
from agent.claims.claim import Said, read
from agent.claims.cutting import STEP, Cut, cut
from agent.claims.facts import facts
from agent.claims.frames import is_frame, says_little
from agent.claims.ground import Ground, ground, said_in
from agent.claims.injection import addressed_to_a_model
from agent.claims.marking import split
from agent.claims.markup import plain, sends_away, without_addresses
from agent.claims.meaning import Embedder, Meaning
from agent.claims.placing import World
from agent.claims.quoting import quoted
from agent.claims.replacing import in_its_place, line_of
from agent.claims.wording import lifts, says_any, stems_of
from domain.answers import Evidence
from language.detecting import detect

Verdict = Literal["stated", "derived", "unsure", "quoted", "frame", "withheld"]
LONGEST = 2_500
SAME_LANGUAGE = 0.6
SURE = 0.9
"""The share of its words that its places must have where it has no value: what one word more would say code cannot tell."""
RECORD = 0.7
NEAR_ENOUGH, NEAR_RECORD = 0.3, 0.45
"""How near in meaning the nearest place must be to what is said in other words, 0 at the middle of all places."""
_BRACKET = re.compile(r"\w+\s?\[\d{1,4}\]")
_HIDDEN = str.maketrans({"[": "\ue000", "]": "\ue001"})
_SHOWN = str.maketrans({"\ue000": "[", "\ue001": "]"})
_CONTEXT = re.compile(r"<context>.*?</context>", re.DOTALL)


@dataclass(frozen=True)
class Judgement:
    """What reaches a reader of a sentence.

    `text` is what is shown, without markers: the sentence, or for `quoted` the source's own line. `cites` are evidence numbers; `source` is
    the source's line under an `unsure` or `derived` one; `places` are (evidence, row).
    """

    verdict: Verdict
    text: str
    cites: tuple[int, ...] = ()
    source: str = ""
    reason: str = ""
    places: tuple[tuple[int, int], ...] = ()


def judge(
    sentence: str,
    evidence: Mapping[int, Evidence],
    *,
    question: str = "",
    today: date | None = None,
    embedder: Embedder | None = None,
) -> Judgement:
    """Judge one sentence or line, with `[n]` markers that number `evidence`.

    Args:
        sentence: What the model wrote.
        evidence: What tools gave in this turn, and the machine's record, by its number in the conversation.
        question: What was asked, its header included; its own names may be said again.
        today: The day of the conversation: "open for 46 days".
        embedder: Tells meaning apart where words cannot; without one a paraphrase without any fact is quoted rather than shown.
    """
    bare, cited = split(_own_brackets(sentence, evidence), evidence)
    bare = bare.translate(_SHOWN)
    text = plain(bare)
    if not text:
        return Judgement("withheld", "", reason="nothing is said")
    if len(text) > LONGEST:
        return Judgement("withheld", text[:LONGEST], reason="too long to be checked")
    if addressed_to_a_model(bare):
        return Judgement("withheld", text, reason="speaks to the assistant, not to the technician")
    sources = {n: item for n, item in evidence.items() if item.applies}
    own = [(n, cut(sources[n])) for n in cited if n in sources]
    every = [*own, *((n, cut(item)) for n, item in sources.items() if n not in cited)]
    if not sends_away(bare) and (place := quoted(text, own) or quoted(text, every)):
        return _guarded(Judgement("stated", text, (place[0],), places=(place,)), every)
    asked = _CONTEXT.sub(" ", question)
    wanted = frozenset(stems_of(asked, detect(asked))) if asked else frozenset[str]()
    if is_frame(text, bool(cited), [held for _, held in every], wanted, detect(text, _main(every))):
        return Judgement("frame", text)
    if not every:
        return Judgement("withheld", text, reason="no evidence for this machine")
    return _weighed(text, own, every, question, today, embedder, away=sends_away(bare))


def _own_brackets(sentence: str, evidence: Mapping[int, Evidence]) -> str:
    """The sentence with those brackets kept apart that its source has itself: "fault[2]", "see table [3]"."""

    def hidden(match: "re.Match[str]") -> str:
        own = any(match.group() in item.text for item in evidence.values())
        return match.group().translate(_HIDDEN) if own else match.group()

    return _BRACKET.sub(hidden, sentence[: 2 * LONGEST]) + sentence[2 * LONGEST :]


def _weighed(
    text: str,
    own: list[tuple[int, Cut]],
    every: list[tuple[int, Cut]],
    question: str,
    today: date | None,
    embedder: Embedder | None,
    *,
    away: bool,
) -> Judgement:
    """The verdict on a sentence that is no quotation."""
    floor = ground(every)
    language = _main(own or every)
    said, same = _said(text, floor, language, today)
    meaning = Meaning(embedder, floor, _cited_of(own)) if embedder else None
    finding = check(said, floor, _world(question, every, own, same=same, today=today, meaning=meaning))
    if finding.hard and same and finding.share < FAIR and not finding.derived and not _where_cited(finding, own):
        finding.amiss(finding.doubt or "hardly in the words of the evidence")
    if same and lifts(text, language) and not any(lifts(spot.place.own, language) for spot in finding.spots):
        finding.amiss("lifts a duty that the evidence does not lift")
    reworded = same and not finding.hard and not finding.derived and finding.share < SURE and not finding.trouble
    record = finding.share < RECORD and all(spot.cut.record for spot in finding.spots)
    if reworded and meaning and meaning.nearest(said.text)[0] < (NEAR_RECORD if record else NEAR_ENOUGH):
        finding.amiss("far in meaning from everything in the evidence")
    if finding.trouble or away:
        reason = "sends the reader to an address" if away else finding.trouble or finding.doubt
        spot = in_its_place(said, finding.spots, floor, _cited_of(own))
        if spot is None or (away and spot.n not in _cited_of(own)):
            return Judgement("withheld", text, reason=reason)
        return Judgement("quoted", without_addresses(line_of(spot)), (spot.n,), line_of(spot), reason, (spot.at,))
    return _guarded(_passed(text, finding, own or every, same=same), every)


def _cited_of(own: Sequence[tuple[int, Cut]]) -> frozenset[int]:
    """The numbers of what a sentence cites."""
    return frozenset(n for n, _ in own)


def _where_cited(finding: Finding, own: Sequence[tuple[int, Cut]]) -> bool:
    cited = _cited_of(own)
    return not cited or all(spot.n in cited for spot in finding.spots)


def _said(text: str, floor: Ground, language: str, today: date | None) -> tuple[Said, bool]:
    """The sentence read, and whether it is in the language of the evidence."""
    body = STEP.sub("", text).replace("*", "")
    said = read(body, language, today)
    stems = set(said.stems)
    known = [stem for stem in stems if floor.saying(stem)]
    spoken = detect(body, language)
    if len(known) >= SAME_LANGUAGE * len(stems) > 0:
        spoken = language
    same = spoken == language
    if not same:
        said = read(body, spoken, today)
    return said, same


def _world(
    question: str,
    every: list[tuple[int, Cut]],
    own: list[tuple[int, Cut]],
    *,
    same: bool,
    today: date | None,
    meaning: Meaning | None,
) -> World:
    machines = [held for _, held in every if held.record and held.places and _is_machine(held)]
    asked = _CONTEXT.sub(" ", question)
    named = facts(question[:2_000], detect(asked)) if question else ()
    tags = tuple(fact for held in machines for line in held.lines for fact in facts(line, held.language))
    records = ["\n".join(held.lines) for held in machines]
    return World(
        known=tuple(fact for fact in (*named, *tags) if fact.kind in {"identifier", "size"}),
        stems=frozenset(stems_of(asked, detect(asked))) if asked else frozenset(),
        serials=serials_of(records or [question]),
        today=today,
        cites=frozenset(n for n, _ in own),
        same_language=same,
        meaning=meaning,
    )


def _is_machine(held: Cut) -> bool:
    return any(place.name == "Serial number" or place.name == "Controller" for place in held.places)


def _passed(text: str, finding: Finding, own: list[tuple[int, Cut]], *, same: bool) -> Judgement:
    """Stated, derived or unsure."""
    cites = tuple(dict.fromkeys(spot.n for spot in finding.spots)) or tuple(n for n, _ in own[:1])
    places = tuple(dict.fromkeys(spot.at for spot in finding.spots))
    source = line_of(finding.spots[0]) if finding.spots else ""
    if says_little(text, own[0][1].language if own else "en"):
        return Judgement("frame", text, cites, source, "says nothing by itself", places)
    if finding.derived:
        return Judgement("derived", text, cites, source, finding.derived, places)
    if (
        (finding.share >= (FAIR if finding.hard else SURE) and not finding.doubt)
        if same
        else (finding.hard and not finding.doubt)
    ):
        return Judgement("stated", text, cites, "", "", places)
    return Judgement("unsure", text, cites, source, finding.doubt or "in other words than the evidence", places)


def _guarded(good: Judgement, every: list[tuple[int, Cut]]) -> Judgement:
    """What lifts a duty is not shown against a warning of the same evidence that lays it on."""
    language = _main(every)
    if not says_any(good.text, language, "needless"):
        return good
    floor = ground(every)
    stems = stems_of(good.text, language)
    for spot in floor.spots:
        own = spot.place
        if says_any(own.own, language, "must", "forbidden") and not says_any(own.own, language, "needless"):
            shared = said_in(stems, own.stems)
            if stems and len(shared) >= 0.5 * len(set(stems)):
                return Judgement(
                    "quoted",
                    line_of(spot),
                    (spot.n,),
                    line_of(spot),
                    "another place of the evidence demands it",
                    (spot.at,),
                )
    return good


def _main(sources: Sequence[tuple[int, Cut]]) -> str:
    return sources[0][1].language if sources else "en"
