"""Which machines are so: by a value of theirs, by when they are due for service, by what their own records say."""

from collections.abc import Mapping, Sequence

from domain.errors import BadInput
from domain.records import Asset
from stores.passages.applying.applicability import same_name
from stores.records.machine_states import MACHINE_STATES
from stores.records.orders.wording import OR, saying, searchable
from tools.context import ToolContext
from tools.evidence import asset_evidence
from tools.orders.spans import in_words, span_of
from tools.orders.values import matching, states_of_machines, unknown_value
from tools.orders.wishes import wish_of
from tools.phrases.saying import either, say, word
from tools.wording import telling_words


def serviced(ctx: ToolContext, machines: Sequence[Asset], span: str) -> tuple[list[Asset], str]:
    """The machines whose next service falls into "2026-04-01..2026-04-30", the first due first, and how it is said."""
    since, _, until = span.partition("..")
    start, end = span_of(ctx, since, until)
    days = [(one.next_service, one) for one in machines if one.next_service]
    found = [
        one
        for day, one in sorted(days, key=lambda pair: pair[0])
        if (not start or day >= start.date()) and (not end or day < end.date())
    ]
    return found, f"{word('next_service', ctx.language)} {in_words(start, end, ctx.language)}"


def called(found: Sequence[Asset], words: Sequence[str], machines: Sequence[Asset]) -> tuple[list[Asset], list[str]]:
    """Those whose own records say the words, and the words that no machine says."""
    texts = {one.tag: searchable(asset_evidence(one).text) for one in machines}
    unsaid = [each for each in words if not any(saying(each).search(text) for text in texts.values())]
    patterns = [saying(each) for each in words if each not in unsaid]
    return [one for one in found if all(each.search(texts[one.tag]) for each in patterns)], [
        each.split(OR)[0] for each in unsaid
    ]


def saying_words(machines: Sequence[Asset], jobs: Mapping[str, str], language: str) -> list[Asset]:
    """The machines whose own records say the words, where only words were given ("Kestrel turbines")."""
    if set(jobs) != {"text"}:
        return []
    patterns = [saying(word) for word in telling_words(jobs["text"], language)]
    texts = {one.tag: searchable(asset_evidence(one).text) for one in machines}
    return [one for one in machines if patterns and all(each.search(texts[one.tag]) for each in patterns)]


def allowed_values(name: str, written: str, machines: Sequence[Asset], language: str) -> tuple[set[str], str]:
    """The values of the machines that are meant, and how it is said."""
    values = tuple(dict.fromkeys(getattr(one, name) for one in machines if getattr(one, name)))
    wish = wish_of(written, values)
    meant: set[str] = set()
    for one in wish.values:
        meaning = states_of_machines if name == "status" else matching
        same = meaning(one, values) if one else ("",)
        if not same and name == "status" and one in MACHINE_STATES:
            continue  # no machine is so now
        if not same and name == "model":
            same = tuple(value for value in values if same_name(value, one))
        if not same:
            raise BadInput(unknown_value(name, one, values, noun="machine"))
        meant |= set(same)
    if wish.excluded:
        meant = {*values, ""} - meant
    field = word(name, language)
    if wish.empty:
        return meant, say("told" if wish.excluded else "not_told", language, field=field)
    values = either(wish.values, language)
    return meant, say("is_not" if wish.excluded else "is", language, field=field, values=values)
