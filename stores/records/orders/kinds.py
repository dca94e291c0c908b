"""What companies call corrective and preventive work."""

from collections.abc import Iterable

from stores.records.identifiers import key_of

_SYNONYMS = {
    "corrective": "corrective cm cor corr bm em breakdown reactive unplanned unscheduled emergency repair korrektiv korrektive instandsetzung störung "
    "reparatur entstörung ungeplant afhjælpende korrigerende reparation akut correctivo correctiva reparación avería corretiva corretivo "
    "reparação avaria correttiva correttivo riparazione guasto correctif corrective curatif dépannage réparation storing correctief reparatie "
    "avhjälpande felavhjälpande reparation akutunderhåll korrigerende feilretting reparasjon correctivemaintenance correctiveaction breakdownmaintenance",
    "preventive": "preventive pm preventative planned scheduled prev ppm routine vorbeugend vorbeugende präventiv wartung geplant forebyggende planlagt "
    "preventivo preventiva programado programada programmata programmato préventif préventive systématique preventief periodiek förebyggande planerat "
    "planlagt preventivemaintenance plannedmaintenance",
    "inspection": "inspection insp inspektion prüfung eftersyn inspección inspeção ispezione verifica contrôle inspectie keuring besiktning inspektion inspeksjon kontroll check survey",
}
MEANING = {key_of(word): concept for concept, words in _SYNONYMS.items() for word in words.split()}


def kinds_like(wanted: str, kinds: Iterable[str]) -> tuple[str, ...]:
    """Those of `kinds` that `wanted` names: as written, by a synonym, or as a whole word within."""
    key = key_of(wanted)
    known = list(kinds)
    exact = tuple(kind for kind in known if key_of(kind) == key)
    concept = MEANING.get(key, "")
    alike = tuple(kind for kind in known if concept and concept_of(kind) == concept)
    return exact or alike or tuple(kind for kind in known if key and key in {key_of(word) for word in kind.split()})


def concept_of(kind: str) -> str:
    """Corrective, preventive, inspection, or nothing: by the whole name, else by its first telling word."""
    whole = MEANING.get(key_of(kind), "")
    return whole or next(
        (MEANING[key_of(word)] for word in kind.replace("-", " ").split() if key_of(word) in MEANING), ""
    )
