"""The verdict on one sentence of a model, from the evidence of this turn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from agent.claims.evidence.cut import Cut
from agent.claims.evidence.cutting import cut
from agent.claims.evidence.ground import Spot, ground, said_in
from agent.claims.evidence.meaning import Embedder, Meaning
from agent.claims.evidence.quoting import quoted
from agent.claims.frames import is_frame, says_little
from agent.claims.matching.checking import NOT_TOGETHER, check
from agent.claims.matching.finding import FAIR, Finding
from agent.claims.matching.states import has_the_words
from agent.claims.matching.world import CONTEXT, cited_of, main_language, said_of, world_of
from agent.claims.reading.injection import addressed_to_a_model
from agent.claims.reading.leads import without_lead
from agent.claims.reading.marking import cited_parts, normalised, split, split_but_own
from agent.claims.reading.markup import plain, sends_away, without_addresses
from agent.claims.replacing import as_printed, in_its_place, line_of, under_it
from agent.claims.turning.condition import LEFT_OUT
from agent.claims.turning.silence import is_silence
from agent.claims.verdict import Judgement
from agent.claims.wording.polarity import lifts, says_any
from agent.claims.wording.stems import stems_of
from domain.answers import Evidence
from language.detecting import detect

LONGEST = 2_500
SURE = 0.9
"""The share of its words that its places must have where it has no value: what one word more would say code cannot tell."""
RECORD = 0.7
"""The share of its words that a record must have where it is not near."""
NEAR_ENOUGH, NEAR_RECORD = 0.3, 0.5
"""How near in meaning the nearest place must be to what is said in other words; a line of a record, which says less than RECORD of them, nearer."""
SAID = {"stated", "derived", "unsure"}


def judge(
    sentence: str,
    evidence: Mapping[int, Evidence],
    *,
    question: str = "",
    today: date | None = None,
    embedder: Embedder | None = None,
    heads: Sequence[str] = (),
) -> Judgement:
    """Judge one sentence or line, with `[n]` markers that number `evidence`.

    Args:
        sentence: What the model wrote.
        evidence: What tools gave in this turn, and the machine's record, by its number in the conversation.
        question: What was asked, its header included; its own names may be said again.
        today: The day of the conversation: "open for 46 days".
        embedder: Tells meaning apart where words cannot; without one a paraphrase without any fact is quoted rather than shown.
        heads: What the model wrote above the cells, where the line is a row of its table.
    """
    found = _judge(sentence, evidence, question, today, embedder, heads)
    # A row's cells are held against their heads.
    apart = found.reason.startswith(NOT_TOGETHER) and not heads
    pieces = cited_parts(normalised(sentence, evidence), evidence) if apart else []
    parts = [_judge(piece, evidence, question, today, embedder, heads) for piece in pieces] if len(pieces) > 1 else []
    if not parts or any(part.verdict not in SAID for part in parts):
        return found
    text = plain(split(sentence, evidence)[0])
    cites = tuple(dict.fromkeys(n for part in parts for n in part.cites))
    places = tuple(dict.fromkeys(at for part in parts for at in part.places))
    doubt = next((part.reason for part in parts if part.verdict == "unsure"), "")
    lines = "\n".join(dict.fromkeys(part.source for part in parts if part.source))
    return Judgement("unsure" if doubt else "stated", text, cites, lines, doubt, places)


def _judge(
    sentence: str,
    evidence: Mapping[int, Evidence],
    question: str,
    today: date | None,
    embedder: Embedder | None,
    heads: Sequence[str],
) -> Judgement:
    bare, cited = split_but_own(sentence[: 2 * LONGEST], [item.text for item in evidence.values()], evidence)
    bare += sentence[2 * LONGEST :]
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
    spoken = detect(text, main_language(every))
    body = without_lead(text, spoken)
    forms = dict.fromkeys((text, body))
    place = next(filter(None, (quoted(form, held) for held in (own, every) for form in forms)), None)
    if place and not sends_away(bare):
        return _guarded(Judgement("stated", text, (place[0],), places=(place,)), every)
    asked = CONTEXT.sub(" ", question)
    wanted = frozenset(stems_of(asked, detect(asked))) if asked else frozenset[str]()
    if is_frame(text, bool(cited), [held for _, held in every], wanted, spoken):
        return Judgement("frame", text)
    if not every:
        return Judgement("withheld", text, reason="no evidence for this machine")
    return _weighed(text, body, own, every, question, today, embedder, heads, away=sends_away(bare))


def _weighed(
    text: str,
    body: str,
    own: list[tuple[int, Cut]],
    every: list[tuple[int, Cut]],
    question: str,
    today: date | None,
    embedder: Embedder | None,
    heads: Sequence[str],
    *,
    away: bool,
) -> Judgement:
    """The verdict on a sentence that is no quotation; `body`: what is left of it without its lead."""
    floor = ground(tuple(every))
    language = main_language(own or every)
    said, same = said_of(body, floor, language, today)
    meaning = Meaning(embedder, floor, cited_of(own), said) if embedder else None
    world = replace(world_of(question, every, own, same=same, today=today, meaning=meaning), heads=tuple(heads))
    finding = check(said, floor, world)
    reworded = same and not finding.hard and not finding.derived and finding.share < SURE and not finding.trouble
    reworded = reworded and not has_the_words(finding.spots, said, floor, SURE)
    record = finding.share < RECORD and all(spot.cut.record for spot in finding.spots)
    if reworded and meaning and meaning.nearest(said.text)[0] < (NEAR_RECORD if record else NEAR_ENOUGH):
        finding.amiss("far in meaning from everything in the evidence")
    if finding.trouble and same and is_silence(said, finding.spots, floor):
        finding.trouble, finding.doubt = "", "says that the evidence does not say it"
    if finding.trouble or away:
        reason = "sends the reader to an address" if away else finding.trouble or finding.doubt
        spots = in_its_place(said, finding.spots, floor, world.cites, world.serials)
        if not spots and not same:  # the words of another language lead to no line, its meaning may
            spots = tuple(one for one in finding.spots if one.n in world.cites and line_of(one, world.serials))[:1]
        if away:
            spots = tuple(one for one in spots if one.n in world.cites)
        if not spots:
            return Judgement("withheld", text, reason=reason)
        printed = as_printed(spots, floor, world.serials, whole=not same)
        first, *more = (_quoted(*one, reason) for one in printed)
        return replace(first, more=tuple(more))
    passed = _passed(text, finding, own or every, world.stems, same=same)
    if passed.verdict != "stated":
        near = (meaning.nearest(said.text)[1],) if meaning and not same and not finding.hard else ()
        lines = dict.fromkeys(spot for spot in (*near, *under_it(said, finding.spots, world.serials)) if spot)
        under = as_printed(tuple(lines), floor, world.serials)
        passed = replace(passed, source="\n".join(line for _, line, _ in under))
    return _guarded(passed, every)


def _quoted(spot: Spot, text: str, lines: str, reason: str) -> Judgement:
    return Judgement("quoted", without_addresses(text), (spot.n,), lines, reason, (spot.at,))


def _passed(text: str, finding: Finding, own: list[tuple[int, Cut]], asked: frozenset[str], *, same: bool) -> Judgement:
    """Stated, derived or unsure."""
    cites = tuple(dict.fromkeys(spot.n for spot in finding.spots)) or tuple(n for n, _ in own[:1])
    places = tuple(dict.fromkeys(spot.at for spot in finding.spots))
    language = own[0][1].language if own else "en"
    if not finding.doubt.startswith(LEFT_OUT) and says_little(text, language):
        new = set(stems_of(text, language)) - asked
        return Judgement("unsure" if new else "frame", text, cites, "", "says little by itself", places)
    if finding.derived:
        return Judgement("derived", text, cites, "", finding.derived, places)
    said = finding.share >= FAIR if finding.hard else finding.own >= SURE
    if same and said and not finding.doubt:  # in another language code sees the facts, and not what is said of them
        return Judgement("stated", text, cites, "", "", places)
    return Judgement("unsure", text, cites, "", finding.doubt or "in other words than the evidence", places)


def _guarded(good: Judgement, every: list[tuple[int, Cut]]) -> Judgement:
    """What lifts a duty is not shown against a warning of the same evidence that lays it on."""
    language = main_language(every)
    if not lifts(good.text, language):
        return good
    floor = ground(tuple(every))
    stems = stems_of(good.text, language)
    for spot in floor.spots:
        own = spot.place
        if says_any(own.own, language, "must", "forbidden") and not lifts(own.own, language):
            shared = said_in(stems, own.stems)
            if stems and len(shared) >= 0.5 * len(set(stems)):
                return _quoted(spot, line_of(spot), line_of(spot), "another place of the evidence demands it")
    return good
