"""A job under a heading that says the opposite of what is asked is no answer."""

import pytest

from agent.models.embedded.writing.opposite import turned
from agent.turn.found import NO_EVIDENCE
from tests.agent.embedded.writing.pump_manual import lines, passage


@pytest.mark.parametrize(
    ("question", "asked_in", "wrong", "right", "written_in"),
    [
        ("Wie stelle ich die Rotorarretierung fest?", "de", "2.6 Releasing the rotor lock", "Setting the rotor lock", "en"),
        ("how do I switch the dryer off?", "en", "Switching on the dryer", "Switching off the dryer", "en"),
        ("Wie schalte ich die Pumpe aus?", "de", "Pumpe einschalten", "Pumpe ausschalten", "de"),
        ("como desligo o secador?", "pt", "3.1 Ligar o secador", "3.2 Desligar o secador", "pt"),
        ("come blocco l'albero?", "it", "Sbloccare l'albero", "Bloccare l'albero", "it"),
        ("comment fermer la vanne", "fr", "Ouverture de la vanne", "Fermeture de la vanne", "fr"),
        ("How do I lock the rotor?", "en", "Releasing the rotor lock", "Engage and release the rotor lock", "en"),
        ("how do I close the valve?", "en", "Ouverture de la vanne", "Fermeture de la vanne", "fr"),
        ("Come si blocca il rotore", "it", "3.4 Release", "3.3 Engage", "en"),
        ("Hvordan låser jeg rotoren op?", "da", "Setting the rotor lock", "Releasing the rotor lock", "en"),
        ("Hur låser man rotorn?", "sv", "Lås upp rotorn", "Lås rotorn", "sv"),
        ("Hoe vergrendel ik de rotor?", "nl", "Rotorverriegelung lösen, entriegeln", "Rotor verriegeln", "de"),
        ("How do I remove the pump?", "en", "Fitting the pump", "Removing and refitting the pump", "en"),
    ],
)  # fmt: skip
def test_opposites(question: str, asked_in: str, wrong: str, right: str, written_in: str) -> None:
    assert turned(wrong, question, asked_in, written_in)
    assert not turned(right, question, asked_in, written_in)


def test_what_both_are_about_is_told() -> None:
    assert turned("2.6 Releasing the lock of the rotor", "Wie stelle ich den Rotor fest?", "de", "en").endswith(
        "lock of the rotor"
    )


def test_where_only_the_opposite_is_found_it_is_at_best_near() -> None:
    job = passage("1. Open the drain.\n2. Wait until the tank is empty.", section="5.2 Draining the tank", order=1)
    assert lines("How do I drain the tank?", job)[0] != NO_EVIDENCE
    assert lines("How do I fill the tank?", job)[0] == NO_EVIDENCE
