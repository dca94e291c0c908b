"""A second opinion beside our own: where the two differ nobody is believed."""

from pathlib import Path

import pytest

from domain.errors import SettingsError
from evals.contradiction.inference import OnnxInference
from evals.contradiction.verdict import contradicts, look

PUMP = (
    "3.2 Changing the seal",
    "Close valve V-11 before the cover is opened.\nTighten the cover bolts to 45 Nm.\nA drop of oil below the pump\nis normal after a cold start.",
    (),
)
OIL = ("5.1 Oil", "", (("Gear", "Oil", "Interval"), ("Small", "4 l", "12 months"), ("Large", "9 l", "6 months")))


class Told:
    """An opinion that is always the same; it remembers what it was asked."""

    languages = frozenset({"en"})

    def __init__(self, verdict: bool) -> None:
        self.verdict = verdict
        self.asked: list[str] = []

    def contradicts(self, place: str, sentence: str) -> bool:
        assert sentence
        self.asked.append(place)
        return self.verdict


@pytest.mark.parametrize(
    ("sentence", "turned", "says"),
    [
        ("The cover bolts are tightened to 45 Nm.", False, "stands"),
        ("The cover bolts are tightened to 45 Nm.", True, "unfit"),
        ("The cover bolts are tightened to 54 Nm.", True, "contradicts"),
        ("The cover bolts are tightened to 54 Nm.", False, "unfit"),
        ("Wait for the green lamp.", True, "contradicts"),
        ("Tighten the cover bolts to 45 Nm.", True, "stands"),  # the source's own sentence
    ],
)
def test_two_opinions(sentence: str, turned: bool, says: str) -> None:
    assert contradicts(sentence, [PUMP], second=Told(turned)).says == says


def test_a_language_that_it_does_not_read_is_not_asked_about() -> None:
    opinion = Told(True)
    assert contradicts("Die Deckelschrauben mit 45 Nm anziehen.", [PUMP], second=opinion) == contradicts(
        "Die Deckelschrauben mit 45 Nm anziehen.", [PUMP]
    )
    assert opinion.asked == []


def test_it_is_asked_about_the_place_that_is_meant() -> None:
    opinion = Told(False)
    for sentence in ("Below the pump a drop of oil is nothing unusual.", "How much oil does the large gear take? 9 l.", "Das große Getriebe braucht 9 l Öl."):  # fmt: skip
        found = look(sentence, [PUMP, OIL])
        assert found
        assert ("drop of oil" in found.place) == ("drop" in sentence)
        assert "9 l" in found.place or "drop" in sentence
        contradicts(sentence, [PUMP, OIL], second=opinion)
        assert opinion.asked[-1] == found.place or "ö" in sentence


def test_of_a_source_without_a_word_nobody_can_tell() -> None:
    assert contradicts("Anything.", [("", "", ())], second=Told(True)).says == "unfit"


@pytest.mark.parametrize("files", [{}, {"m.onnx": "x"}, {"m.onnx": "x", "tokenizer.json": "{}"}, {"a.onnx": "", "b.onnx": "", "tokenizer.json": "{}"}])  # fmt: skip
def test_a_folder_without_a_model_is_one_sentence(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match="NACELLE_NLI") as caught:
        OnnxInference(tmp_path, 0.9, ("en",))
    assert "\n" not in str(caught.value)
