"""Who may read an uploaded document: always said, never everybody by default."""

from collections.abc import Sequence

from domain.callers import LOCAL, Caller
from domain.errors import BadInput, Forbidden


def readers_of(
    who: Caller, sites: Sequence[str], roles: Sequence[str], *, everyone: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sites and roles that a document is kept for; none of either is everybody.

    Whoever has sites of their own and names none adds for these. The person at a machine where nobody signs in need not say it.

    Raises:
        BadInput: nothing was said, or two things at once.
        Forbidden: it is not for their own sites.
    """
    if everyone and (sites or roles):
        raise BadInput("Send either `everyone` or who may read the documents (`site`, `role`), not both.")
    if not all(who.at(one) for one in sites) or (who.sites is not None and (everyone or not who.sites)):
        raise Forbidden("You can add documents for your own sites only.")
    if who.sites is not None:
        return tuple(sites) or who.sites, tuple(roles)
    if not (sites or roles or everyone or who == LOCAL):
        raise BadInput("Say who may read the documents: `site`, `role`, or `everyone=true`.")
    return tuple(sites), tuple(roles)
