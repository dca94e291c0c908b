"""One text of an answer, whole and in pieces: warnings before what they govern, the source's line apart."""

from api.protocols.openai.text import piece, whole_text
from api.running.agui import AguiStream
from domain.answers import Answer, AnswerEvent, Claim, SafetyWarning

UNSURE = "It takes an hour. [1]\n> The source says: duration 1 h"
ANSWER = Answer(
    id="a",
    thread_id="t",
    status="answered",
    text=f"{UNSURE}\n1. Open V4. [2]\n2. Drain the oil. [2]",
    claims=(
        Claim(text="It takes an hour.", citations=(1,), verdict="unsure", source="duration 1 h"),
        Claim(text="1. Open V4.", citations=(2,)),
        Claim(text="2. Drain the oil.", citations=(2,)),
    ),
    warnings=(
        SafetyWarning(text="DANGER Stored pressure.", citations=(3,), governs=(1, 2)),
        SafetyWarning(text="Hot oil.", citations=(3,), governs=(2,)),
    ),
)
EVENTS = [
    AnswerEvent(kind="sentence", data={"text": UNSURE, "verdict": "unsure", "source": "duration 1 h"}),
    AnswerEvent(kind="warning", data={"text": "DANGER Stored pressure. [3]", "level": "danger"}),
    AnswerEvent(kind="sentence", data={"text": "1. Open V4. [2]"}),
    AnswerEvent(kind="warning", data={"text": "Hot oil. [3]", "level": "caution"}),
    AnswerEvent(kind="sentence", data={"text": "2. Drain the oil. [2]"}),
]


def test_the_whole_text_is_what_its_pieces_come_to() -> None:
    said = ""
    for event in EVENTS:
        said += piece(event, said=said)
    assert said == whole_text(ANSWER)
    assert said.split("\n\n") == [
        UNSURE,
        "⚠ DANGER Stored pressure. [3]",
        "1. Open V4. [2]",
        "⚠ **Warning:** Hot oil. [3]",
        "2. Drain the oil. [2]",
    ]


def test_a_sentence_after_a_sources_line_is_no_part_of_it() -> None:
    given = ANSWER.model_copy(update={"warnings": ()})
    assert whole_text(given) == f"{UNSURE}\n\n1. Open V4. [2]\n2. Drain the oil. [2]"
    stream = AguiStream("t", "r")
    deltas = [payload["delta"] for event in EVENTS for payload in stream.convert(event) if "delta" in payload]
    assert deltas == [f"{UNSURE}\n\n", "1. Open V4. [2]\n", "2. Drain the oil. [2]\n"]
