"""A value that depends on the machine, and no machine is chosen: which choices there are, and the value of each."""

import re
from collections.abc import Iterable, Sequence

from agent.embedded.models_named import Machine
from agent.embedded.ranking import Ranker
from agent.embedded.sentences import Candidate, candidates
from agent.embedded.serials import is_for, names_range_of, only_for, serial_in
from agent.embedded.signs import asks_for_number, refers
from agent.entities import Catalogue
from agent.state import Choice, Round, Situation
from domain.answers import Evidence
from domain.records import Asset

POOL = 12
MOST = 6
COVERED = 0.5
"""The share of the question that a piece has to hold, or it is no answer that could differ."""
NEAR_BEST = 0.8
Best = dict[str, Candidate]


def machine_choices(situation: Situation, work: Round, catalogue: Catalogue, fleet: Sequence[Asset]) -> list[Choice]:
    """The models, or the machines of one model, for which the manuals give different values; none where it is one value."""
    if situation.model or not situation.may_ask or not depends_on_machine(situation):
        return []
    best = values_by_machine(situation, work, catalogue, fleet)
    models = {asset.model for asset in fleet if asset.tag in best or asset.model in best}
    choices: list[Choice] = []
    for name in best:
        tag = name if any(asset.tag == name for asset in fleet) else ""
        model = next((asset.model for asset in fleet if asset.tag == tag), name)
        label = f"{tag} ({model})" if tag and len(models) > 1 else name
        choices.append(Choice(label=label, model=model, asset=tag))
    return choices[:MOST]


def values_by_machine(situation: Situation, work: Round, catalogue: Catalogue, fleet: Sequence[Asset]) -> Best:
    """The piece with the value for each model where they differ, else for each range of serial numbers where these do."""
    ranker = Ranker(situation.search_text, work.evidence, None)
    pool = [c for _, c in ranker.rank(candidates(work.evidence, Machine()))[:POOL] if _figures(c)]
    covered = {id(c): ranker.coverage(f"{c.text} {c.context}") for c in pool}
    most = max(covered.values(), default=0.0)
    pool = [c for c in pool if covered[id(c)] >= max(COVERED, NEAR_BEST * most)]
    if situation.model:
        # Neither another model's row nor its machines' ranges of serial numbers are a value of this one.
        fleet = [asset for asset in fleet if asset.model == situation.model]
        machine = Machine.of(situation.model, "", catalogue)
        pool = [c for c in pool if _is_for_model(c, work.evidence, machine, situation.model)]
    models = list(dict.fromkeys(asset.model for asset in fleet if asset.model))
    by_model: Best = {}
    for model in models:
        machine = Machine.of(model, "", catalogue)
        fitting = [c for c in pool if _is_for_model(c, work.evidence, machine, model)]
        if fitting:
            by_model[model] = fitting[0]
    if len(by_model) > 1 and _differ(by_model.values()):
        return by_model
    return _by_serial(pool, fleet, work.evidence, catalogue)


def _by_serial(
    pool: list[Candidate], fleet: Sequence[Asset], evidence: Sequence[Evidence], catalogue: Catalogue
) -> Best:
    by_text: dict[str, tuple[str, Candidate]] = {}
    for asset in fleet:
        machine = Machine.of(asset.model, asset.serial, catalogue)
        fitting = [
            c for c in pool if _gives_value(c, asset.serial) and _is_for_model(c, evidence, machine, asset.model)
        ]
        # A piece for a range of serial numbers comes before one that names none.
        fitting.sort(key=lambda c: not names_range_of(c.text, asset.serial))
        if fitting:
            by_text.setdefault(fitting[0].text, (asset.tag, fitting[0]))
    best = dict(by_text.values())
    return best if len(best) > 1 and _differ(best.values()) else {}


def _gives_value(c: Candidate, serial: str) -> bool:
    """Whether the piece holds for this serial number, and says the value itself rather than where it stands."""
    return is_for(c.text, serial) and not refers(only_for(c.text, serial))


def depends_on_machine(situation: Situation) -> bool:
    """Whether a value of the manuals is asked for, without the machine, its serial number or a record beside it."""
    named = situation.entities
    if situation.asset or serial_in(situation.asked) or named.alarms or named.parts or named.work_orders:
        return False
    return asks_for_number(situation.search_text) or "value" in situation.wanted


def labelled_lines(situation: Situation, work: Round, catalogue: Catalogue, fleet: Sequence[Asset]) -> list[str]:
    """The value for each machine with its label, where no choice was made and none is asked for again."""
    if not depends_on_machine(situation):
        return []
    best = values_by_machine(situation, work, catalogue, fleet)
    return [f"- {_label(name, c, work)}{' '.join(c.text.split())} [{c.source + 1}]" for name, c in best.items()][:MOST]


def _label(name: str, c: Candidate, work: Round) -> str:
    """The model's name where the source says it; a row for a range of serial numbers says that itself."""
    return f"**{name}**: " if name in work.evidence[c.source].fields.get("models", "").split(", ") else ""


def _is_for_model(c: Candidate, evidence: Sequence[Evidence], machine: Machine, model: str) -> bool:
    models = evidence[c.source].fields.get("models", "")
    return (not models or model in models.split(", ")) and machine.is_meant(c.text) and machine.is_meant(c.context)


def _figures(c: Candidate) -> frozenset[str]:
    return frozenset(re.findall(r"\d+(?:[.,]\d+)*", c.text))


def _differ(found: Iterable[Candidate]) -> bool:
    return len({_figures(c) for c in found}) > 1
