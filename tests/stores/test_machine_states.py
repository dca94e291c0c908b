"""What companies call the state of a machine."""

import pytest

from stores.records.machine_states import machine_state_of


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Running, derated", "running"),
        ("OPERATING", "running"),
        ("Up", "running"),
        ("Down - fault 12", "stopped"),
        ("Not running", "stopped"),
        ("Nicht in Betrieb", "stopped"),
        ("Außer Betrieb (Lager)", "stopped"),
        ("En panne - vanne 3", "stopped"),
        ("Fuera de servicio", "stopped"),
        ("I drift", "running"),
        ("Ferma", "stopped"),
        ("चालू", "running"),
        ("Ready, off site", ""),
        ("Sold", ""),
        ("", ""),
    ],
)
def test_a_state_by_the_first_words_that_tell_it(status: str, state: str) -> None:
    assert machine_state_of(status) == state
