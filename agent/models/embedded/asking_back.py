"""When the person is asked back before places are read: several machines may be meant, or nothing says what it is about."""

from collections.abc import Sequence

from agent.models.embedded.slots import Call
from agent.models.embedded.talk.conversation import Conversation
from agent.phrases.saying import phrase
from agent.question.leaning import has_pronoun, own_stems
from agent.turn.found import ASK
from domain.answers import Evidence
from language.words import words

VAGUE = 1
MOST = 6


def too_vague(talk: Conversation, meant: frozenset[str]) -> bool:
    """A question that points at something nobody has named ("How do I replace it?"), or has no word that names anything."""
    if talk.earlier or talk.replied or talk.header.machine or talk.header.named or "out_of_scope" in meant:
        return False
    own = own_stems(talk.asked, talk.header)
    if not own:
        return not any(letter.isdigit() for letter in talk.asked)
    return has_pronoun(words(talk.asked), talk.header.language) and len(own) <= VAGUE


def what_about(talk: Conversation) -> Call:
    """Ask what a vague question is about."""
    return ask("which_subject", talk.header.language)


def question_back(talk: Conversation, meant: frozenset[str]) -> Call | None:
    """Which machine is meant, where that decides the answer and nobody has said it."""
    if talk.header.machine or talk.header.values("asset", "model"):
        return None
    if unknown := talk.header.values("unknown_asset"):
        alike = next((call.nearest for call in talk.calls if call.name == "get_asset" and call.nearest), ())
        kind = phrase("kind_asset", talk.header.language)
        return ask("unknown_record", talk.header.language, alike, kind=kind, tag=unknown[0]) if alike else None
    several = talk.header.values("which_asset")
    if len(several) > 1:
        return ask("which_machine", talk.header.language, several)
    by_code = any(call.name == "lookup_alarm" for call in talk.calls)
    alarms = [item for item in talk.evidence.values() if by_code and item.kind == "alarm" and item.source_id]
    by_model = _models_apart(alarms) if len({item.title for item in alarms}) > 1 else []
    if len(by_model) > 1 and "alarm" in meant:
        return ask("which_asset", talk.header.language, by_model, code=alarms[0].source_id or "")
    return None


def ask(name: str, language: str, choices: Sequence[str] = (), **values: object) -> Call:
    """The call that asks the person, in their language."""
    text = phrase(name, language, **values)
    return ASK, {"question": text, "choices": list(choices)[:MOST]}


def _models_apart(items: Sequence[Evidence]) -> list[str]:
    """The models of items that share none, in their order; nothing where one of them is for any machine."""
    found: list[str] = []
    for item in items:
        models = [name for name in item.fields.get("models", "").split(", ") if name]
        if not models:
            return []
        if not set(models) & set(found):
            found.append(models[0])
    return found
