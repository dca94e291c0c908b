"""What companies call the urgency of a job, from the most urgent down."""

import re
from collections.abc import Iterable

from stores.records.identifiers import words_of

URGENT, HIGH, LOW = "urgent", "high", "low"
_RANKS = (
    frozenset("urgent emergency critical immediate kritisch dringend notfall sofort urgente urgence emergencia emergência crítica critica crítico critique immédiat immediat inmediata imediata akut haster hastende kritisk spoed spoedeisend critico emergenza brådskande akuta hastesak".split()),
    frozenset("high hoch haute haut élevée elevee alta alto høj hoj major important wichtig hoog hög høy importante viktig".split()),
    frozenset("medium normal mittel moyenne moyen media média mediana moderate mellem standard normale normaal gemiddeld medel middels".split()),
    frozenset("low niedrig gering basse faible baja baixa bajo baixo lav minor planning planned routine laag låg bassa basso".split()),
)  # fmt: skip
_VERY = frozenset(
    "very highest top sehr höchste höchster hochste très tres muy máxima maxima muito meget højeste hojeste maximale".split()
)
"""With one of these a high priority is an urgent one."""
_COUNTED = re.compile(r"[^\W\d_]{0,2}\s?([1-9])", re.IGNORECASE)
_ASKED = {URGENT: 0, HIGH: 1, "medium": 2, LOW: 3}


def rank_of(priority: str) -> int | None:
    """0 for urgent to 3 for low; None where the word tells nothing ("2", "P-B")."""
    told = set(words_of(priority))
    rank = next((rank for rank, words in enumerate(_RANKS) if words & told), None)
    return 0 if told & _VERY and (rank == 1 or len(told) == 1) else rank


def priorities_like(wanted: str, priorities: Iterable[str]) -> tuple[str, ...]:
    """Those of a company's priorities that `wanted` means, by rank; the most urgent there is where none is called urgent.

    Numbers ("1", "P1") count down from 1, as in the usual systems.
    """
    rank, known = rank_of(wanted), [one for one in priorities if one.strip()]
    if rank is None:
        return ()
    same = tuple(one for one in known if rank_of(one) == rank)
    if same or rank > 1 or wanted.strip().casefold() not in _ASKED:
        return same
    ranks = sorted({found for one in known if (found := rank_of(one)) is not None and found <= 1})
    if ranks and rank == 0:
        return tuple(one for one in known if rank_of(one) == ranks[0])
    figures = sorted(one for one in known if _COUNTED.fullmatch(one.strip()))
    return (figures[0],) if len(figures) == len(known) and figures else ()
