"""Who may read an upload is said or follows from the uploader's own sites; never everybody because nothing was said."""

import pytest

from api.readers import readers_of
from domain.callers import LOCAL, Caller
from domain.errors import BadInput, Forbidden

CENTRAL, NORTH, NOWHERE = (Caller(name="e", roles=("engineer",), sites=sites) for sites in (None, ("North",), ()))


@pytest.mark.parametrize(
    ("who", "sites", "roles", "everyone", "readers"),
    [
        (NORTH, (), (), False, (("North",), ())),
        (NORTH, (), ("planner",), False, (("North",), ("planner",))),
        (NORTH, ("north",), (), False, (("north",), ())),
        (CENTRAL, ("South",), (), False, (("South",), ())),
        (CENTRAL, (), ("planner",), False, ((), ("planner",))),
        (CENTRAL, (), (), True, ((), ())),
        (LOCAL, (), (), False, ((), ())),
    ],
)
def test_who_may_read(
    who: Caller, sites: tuple[str, ...], roles: tuple[str, ...], everyone: bool, readers: tuple[tuple[str, ...], ...]
) -> None:
    assert readers_of(who, sites, roles, everyone=everyone) == readers


def test_somebody_of_every_site_has_to_say_it() -> None:
    with pytest.raises(BadInput, match="everyone"):
        readers_of(CENTRAL, (), (), everyone=False)
    with pytest.raises(BadInput):
        readers_of(CENTRAL, ("North",), (), everyone=True)


@pytest.mark.parametrize(
    ("who", "sites", "everyone"), [(NORTH, (), True), (NORTH, ("South",), False), (NOWHERE, (), False)]
)
def test_nobody_adds_for_other_sites(who: Caller, sites: tuple[str, ...], everyone: bool) -> None:
    with pytest.raises(Forbidden):
        readers_of(who, sites, (), everyone=everyone)
