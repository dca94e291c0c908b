"""Guess which column feeds which field, from the names of columns and from what stands in them."""

from collections.abc import Collection, Sequence

from ingestion.records.columns.mapping import Mapping
from ingestion.records.columns.names import compact, fit, is_bare_label, is_label, known_names, words_of_name
from ingestion.records.columns.profiles import Profile
from ingestion.records.columns.surveys import Survey
from ingestion.records.columns.telling import decimals, is_code, is_state, share_of_codes
from ingestion.records.fields import DATES, IDENTITY, LABELLED, LISTS, NAME_OF, NUMBERS, TEXTS, Kind

ENOUGH = 0.45
ALSO = 0.65
SURELY = 0.7
TRANSLATED = frozenset(
    "en de da dk es pt fr english german deutsch danish dansk spanish espanol portuguese translated translation".split()
)


def by_likeness(kind: Kind, survey: Survey, mapping: Mapping, closed: set[str]) -> None:
    """Give each field the free column whose name and values fit best."""
    likely: list[tuple[float, int, str]] = []
    for place, column in enumerate(survey.columns):
        fits = {name: fit(column, name, kind) for name in known_names(kind)}
        figure = max((fits[name] for name in fits if name in NUMBERS), default=0.0)
        # A column of figures is of one kind: a labour cost is no labour.
        likely += [
            (score, place, name)
            for name, score in fits.items()
            if name not in closed and not (name in NUMBERS and score < figure)
        ]
    scored = [
        (score * _plausible(name, kind, survey, place, survey.columns[place]), -place, name)
        for score, place, name in likely
        if score >= ENOUGH
    ]
    for score, place, name in sorted(scored, reverse=True):
        if score < ENOUGH:
            break
        if name not in mapping.fields and -place not in mapping.used and -place not in mapping.ignored:
            mapping.fields[name] = [-place]


def _plausible(name: str, kind: Kind, survey: Survey, place: int, column: str) -> float:
    """How well the values fit the field, from 0 to 1."""
    profile = survey.profiles[place]
    if not profile.filled:
        return 0.6
    if name in DATES:
        return 1.0 if profile.share("moment") + profile.share("serial") >= 0.6 else 0.0
    if name in NUMBERS:
        return 1.0 if profile.share("number") + profile.share("span") >= 0.6 else 0.0
    if profile.share("moment") > 0.8:
        return 0.0
    if name == IDENTITY[kind]:
        unique = min(1.0, 0.5 + profile.distinct) if kind in {"work-orders", "assets"} else 1.0
        return unique * min(1.0, 0.4 + profile.coverage) * (1.0 if profile.longest <= 60 else 0.4)
    odd = _unlike(name, column, profile)
    if odd is not None:
        return odd
    flag = profile.share("flag") > 0.95 and profile.share("number") < 1.0
    if flag and name not in {"kind", "reset"}:
        return 0.4
    return 0.4 if name == "kind" and not flag and is_flag_name(column) else 1.0


def _unlike(name: str, column: str, profile: Profile) -> float | None:
    """How ill the values fit a field that is known by its values, None where nothing speaks against it."""
    if name == "parts_used" and profile.share("number") > 0.9 and decimals(profile.sample) > 0.3:
        return 0.0
    if name == "title" and (profile.share("number") > 0.9 or profile.share("flag") > 0.9 or is_code(profile)):
        return 0.3
    if name in {"actions", "description"} and profile.share("number") > 0.9:
        return 0.0
    if name in {"kind", "status", "priority", "asset", "severity", "site"} and profile.mean_length > 40:
        return 0.4
    if (
        name in {"models", "model"}
        and profile.values
        and sum(map(is_severity, profile.values)) > len(profile.values) / 2
    ):
        return 0.0
    if name == "component" and "loc" in compact(column) and _like_numbers(profile):
        return 0.4  # a place in the plant, not a part of the machine
    if name == "status" and compact(column) == "state" and not any(map(is_state, profile.values)):
        return 0.4  # of an address
    return None


def _like_numbers(profile: Profile) -> bool:
    return sum(any(c.isdigit() for c in cell) for cell in profile.sample) > len(profile.sample) / 2


def is_severity(value: str) -> bool:
    """Whether a value says how bad an alarm is: that is no model."""
    return bool(words_of_name(value)) and words_of_name(value)[0] in SEVERITIES


SEVERITIES = frozenset(
    "alarm warning warn fault failure error info information message event trip stop minor major critical high medium low fatal severe notice "
    "warnung fehler stoerung hinweis meldung advarsel fejl besked aviso advertencia fallo falla critico critica menor mayor alarma erro falha "
    "alarme avertissement defaut mineur majeur critique".split()
)


def is_flag_name(column: str) -> bool:
    """A name that asks for yes or no ("preventive", "geplant")."""
    return bool(set(words_of_name(column)) & (PLANNED | CORRECTIVE)) and len(words_of_name(column)) <= 2


PLANNED = frozenset(
    "preventive preventiv preventivo vorbeugend planned geplant forebyggende planificado planeado planlagt planejado scheduled".split()
)
CORRECTIVE = frozenset(
    "corrective korrektiv correctivo corretivo breakdown unplanned ungeplant emergency uplanlagt".split()
)


def beside(kind: Kind, survey: Survey, mapping: Mapping, closed: set[str]) -> None:
    """Second columns of a field: the name of a code, more free text, the second cause."""
    several = (TEXTS | LISTS[kind] | LABELLED | ({"actions"} if kind == "work-orders" else set[str]())) - closed
    for name in several & set(mapping.fields):
        for place in list(mapping.kept):
            column = survey.columns[place]
            if not survey.profiles[place].filled or _translates(column, survey.columns):
                continue
            if name in LABELLED:
                # A code and its name go together only where each code has one name.
                likely = is_label(column, kind) == name or fit(column, name, kind) >= 0.9
                first = mapping.fields[name][0]
                if len(mapping.fields[name]) == 1 and likely and _names_code(survey, first, place):
                    mapping.fields[name] = sorted([first, place], key=lambda n: survey.profiles[n].mean_length)
            elif fit(column, name, kind) >= ALSO and survey.profiles[place].share("number") < 0.9:
                mapping.fields[name].append(place)
    for name in several & set(mapping.fields):
        if name not in LABELLED:
            mapping.fields[name].sort()


def _names_code(survey: Survey, one: int, other: int) -> bool:
    code, label = sorted((one, other), key=lambda n: survey.profiles[n].mean_length)
    return survey.determines(code, label)


def _translates(column: str, columns: Sequence[str]) -> bool:
    """A second language of another column ("Description_EN" beside "Description")."""
    words = words_of_name(column)
    plain = [word for word in words if word not in TRANSLATED]
    return len(plain) < len(words) and any("".join(plain) == compact(other) for other in columns if other != column)


def identify(kind: Kind, survey: Survey, mapping: Mapping, said: Collection[str]) -> None:
    """Of two columns of a machine the identifier identifies it and the other is its name; a name that stands alone identifies it."""
    identity = "asset" if kind == "work-orders" else "tag"
    name = NAME_OF[identity]
    if identity in said or name in said:
        return
    if identity not in mapping.fields and name in mapping.fields:
        mapping.fields[identity] = mapping.fields.pop(name)
    if identity not in mapping.fields:
        return
    chosen = mapping.fields[identity][0]
    free = [*mapping.kept, *mapping.fields.get(name, ())]
    others = [n for n in free if fit(survey.columns[n], identity, kind) >= SURELY or n in mapping.fields.get(name, ())]
    if name not in mapping.fields:
        others += [n for n in mapping.kept if _names_machines(survey, n)]
    for place in others:
        if _like_identifiers(survey, place) > _like_identifiers(survey, chosen) and survey.determines(place, chosen):
            chosen, place = place, chosen
            mapping.fields[identity], mapping.fields[name] = [chosen], [place]
        elif name not in mapping.fields and survey.determines(chosen, place) and _like_identifiers(survey, place) < 1:
            mapping.fields[name] = [place]


def _names_machines(survey: Survey, place: int) -> bool:
    """A bare "Bezeichnung" that repeats itself; that each machine has one of them is seen besides."""
    return is_bare_label(survey.columns[place]) and 0 < survey.profiles[place].distinct < 1


def _like_identifiers(survey: Survey, place: int) -> float:
    return share_of_codes(survey.profiles[place].sample)
