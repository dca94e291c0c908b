"""Which words for the state of a work order mean that nothing is left to do."""

from datetime import datetime

from stores.records.identifiers import key_of, words_of

CANCELLED = frozenset(
    key_of(word)
    for word in """
    cancelled canceled can void rejected withdrawn storniert abgebrochen abgelehnt annulleret afvist cancelada cancelado
    anulada anulado rechazada
    """.split()
)
DONE = frozenset(
    key_of(word)
    for word in """
    closed close complete completed comp done finished resolved teco clsd abgeschlossen erledigt fertig geschlossen beendet
    lukket afsluttet færdig udført løst cerrada cerrado completada completado terminada terminado finalizada finalizado
    resuelta realizada fechada fechado concluída concluído encerrada encerrado resolvida
    """.split()
)
STILL_OPEN = frozenset(
    key_of(word)
    for word in """
    open new inprogress started onhold pending planned scheduled waiting assigned offen neu inarbeit geplant wartend åben
    igang afventer planlagt abierta abierto encurso pendiente planificada aberta aberto pendente planeada
    """.split()
)
JUST_OPENED = tuple(
    key_of(word) for word in "open new offen neu åben ny abierta abierto nueva aberta aberto nova".split()
)
"""The states of a job that nobody has begun, the likelier word first."""
NOT_KNOWN = frozenset({"unknown"})
"""What an import writes where its file tells nothing of states: such jobs are counted neither as open nor as closed."""
SYSTEM_STATES = frozenset({"teco", "clsd", "tabg", "abgs"})
"""Technically completed and closed, in English and German, among the several short words of a system status ("REL CNF TECO PRC")."""


def is_open(status: str, closed: datetime | None) -> bool:
    """Whether a job with this state and closing date still waits to be done."""
    key = key_of(status)
    if key in CANCELLED | DONE | NOT_KNOWN or (status.isupper() and SYSTEM_STATES & set(words_of(status))):
        return False
    return closed is None or key in STILL_OPEN
