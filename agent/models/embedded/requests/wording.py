"""Whether a change is asked for: as a command or surely enough, and neither asked about, denied, reported nor quoted."""

from collections.abc import Mapping
from itertools import pairwise

from agent.models.embedded.requests.arguments import CHANGE_OF, NEEDED, order_meant
from agent.models.embedded.talk.conversation import Conversation
from agent.models.embedded.topic import topic
from agent.question import nouns
from agent.question.leaning import has_pronoun
from agent.question.own_words import QUOTED
from language.numbers import digits
from language.vocabulary import says, vocabulary
from language.words import fold, is_stop, words

SURE, SURER = 0.55, 0.75
"""Probability from which a change is asked for; where it is worded as a question, or does not name its record, more."""
LONGEST_COMMAND = 8
BESIDES, FIRST = 0.35, 3
"""Probability of another frame from which it is no plain request; words in which a denial is one of the request itself."""


def is_asked_for(talk: Conversation, frames: Mapping[str, float], frame: str) -> bool:
    """Whether this change is asked for, and nothing else is: neither a question about it nor a denial."""
    share, key = frames.get(frame, 0.0), NEEDED[frame][0]
    named = bool(talk.header.values(key, f"unknown_{key}") or (frame == "create_order" and talk.header.tag))
    is_polite = bool(set(words(talk.asked)) & nouns.single_words("please", talk.header.language))
    limit = SURE if named and (is_polite or not talk.asked.rstrip().endswith("?")) else SURER
    # The order itself is spoken of in every request that names it.
    own = {*CHANGE_OF, "order"} if share >= SURER and not talk.asked.rstrip().endswith("?") else {*CHANGE_OF}
    besides = max((other for name, other in frames.items() if name not in own), default=0.0)
    told = _is_denied(talk, frame) or _is_of_the_past(talk) or _is_quoted(talk, key) or asks_how(talk)
    if frame == "set_status" and is_command(talk) and not told:
        return True
    told = told or (frame not in {"create_order", "add_note"} and _tells_what_was_done(talk))
    return limit <= share and share >= max(frames.values()) and besides < BESIDES and not told


def bought(talk: Conversation) -> list[str]:
    """The parts that are to be bought, by number or what they are called ("order 2 batteries", "wir müssen 3 Filter bestellen"): no tool does that."""
    language, numbers = talk.header.language, talk.header.values("part", "unknown_part")
    told, polite = words(talk.asked), nouns.single_words("please", language)
    left = [word for word in told if word not in polite]
    buys, wishes = nouns.single_words("buy", language), nouns.single_words("wish", language)
    begins = left[:1] and left[0] in buys
    must = says(fold(talk.asked), vocabulary(language).permission["must"])
    wished = (must or not wishes.isdisjoint(left) or len(left) < len(told)) and not buys.isdisjoint(left)
    counted = numbers or any(digits(word, language).isdecimal() for word in left)
    of_order = talk.header.values("work_order", "unknown_work_order")
    is_asked = asks_how(talk) or (talk.asked.rstrip().endswith("?") and len(left) == len(told))
    if not (begins or wished) or not counted or of_order or is_asked:
        return []
    return numbers or list(
        filter(None, [" ".join(word for word in topic(talk.asked, talk.header) if word not in buys)])
    )


def is_command(talk: Conversation) -> bool:
    """Whether it begins with the verb that sets an order's state, and an order is meant: "Luk JOB-77", "close it"."""
    told, language = words(talk.asked), talk.header.language
    polite = nouns.single_words("please", language)
    told = [word for word in told if word not in polite]
    begins = bool(told) and told[0] in nouns.single_words("command", language)
    named = [one for one in talk.header.named if one.kind in {"work_order", "unknown_work_order"} and one.at >= 0]
    short = len(told) <= LONGEST_COMMAND and ":" not in talk.asked
    other = talk.header.values("part", "unknown_part", "alarm", "document")  # what is done with it is another change
    meant = order_meant(talk) and (named or has_pronoun(told, language))
    return bool(begins and short and meant and not other)


def _tells_what_was_done(talk: Conversation) -> bool:
    """Somebody reports: "I reserved two", "wir haben den Auftrag geschlossen"."""
    language = talk.header.language
    told = words(talk.asked.partition(":")[0])
    subjects, wishes = nouns.single_words("subject", language), nouns.single_words("wish", language)
    acted = any(one in subjects and not is_stop(two, language) and two not in wishes for one, two in pairwise(told))
    return acted or bool(set(told) & nouns.single_words("past", language))


def _is_quoted(talk: Conversation, key: str) -> bool:
    """Whether the record stands in a quotation only: what a text says is no request."""
    unquoted = QUOTED.sub(" ", talk.asked)
    said = [one.said for one in talk.header.named if one.kind in {key, f"unknown_{key}"} and one.said in talk.asked]
    return bool(said) and not any(one in unquoted for one in said)


def asks_how(talk: Conversation) -> bool:
    """Whether it begins as a question does that wants to know."""
    asking = nouns.single_words("interrogative", talk.header.language)
    return any(word in asking for word in words(talk.asked)[:1])


def _is_of_the_past(talk: Conversation) -> bool:
    """What was done last week is no request."""
    head = talk.asked.partition(":")[0]
    periods = [one.value for one in talk.header.named if one.kind == "period" and 0 <= one.at < len(head)]
    return any("" < value.rpartition("..")[2] < talk.header.today.isoformat() for value in periods)


def _is_denied(talk: Conversation, frame: str) -> bool:
    """A word that denies among those that ask; what is wrong with a machine may well be "does not start"."""
    head = talk.asked.partition(":")[0]
    told = fold(head) if frame not in {"create_order", "add_note"} else " ".join(words(head)[:FIRST])
    return says(told, vocabulary(talk.header.language).negations)
