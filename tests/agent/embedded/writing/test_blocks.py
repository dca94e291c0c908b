"""What is quoted: whole blocks in the source's own words, or that nothing says it."""

import re

import pytest

from agent.models.embedded.writing.blocks import cut
from agent.question.header import Header
from agent.turn.found import NO_EVIDENCE, PERHAPS
from tests.agent.embedded.writing.pump_manual import TODAY, WordVectors, lines, passage, rows, written

CODES = (
    ("Anzeige", "Ursache", "Abhilfe"),
    ("F 07", "12 s zu lang", "Band tauschen"),
    ("F 12", "Regler", "Prüfer rufen"),
)


class TestCodes:
    @pytest.mark.parametrize("question", ["F12?", "f-12", "What does F 12 mean?", "que significa F12"])
    def test_the_row_of_a_code_is_its_meaning_in_whatever_language(self, question: str) -> None:
        told = "\n".join(lines(question, rows(CODES, caption="")))

        assert "Prüfer rufen" in told
        assert "Band tauschen" not in told
        assert NO_EVIDENCE not in told

    def test_a_code_that_has_no_row_is_not_another_one(self) -> None:
        assert "Prüfer rufen" not in "\n".join(lines("F 1?", rows(CODES, caption=""))).partition(NO_EVIDENCE)[0]


class TestBlocks:
    def test_a_row_stands_under_its_header_with_exact_cells(self) -> None:
        told = lines("Torque of the cover screw?", rows())
        assert any(line.startswith("Screw: Cover screw M8; Torque (Nm): 21; Grease: paste [1]") for line in told)

    def test_steps_stay_together_over_passages_and_a_warning_between(self) -> None:
        told = lines(
            "How do I replace the impeller?",
            passage("Replace the impeller as follows:", order=1),
            passage("WARNING Sharp edges. Wear gloves.", kind="warning", order=2, score=0.0),
            passage("1. Close the sea cock.\n2. Take off the cover.", kind="procedure", order=3),
            passage("3. Pull the impeller.\n4. Fit the new one.", kind="procedure", order=4),
        )
        steps = [line.replace("**", "") for line in told if line.lstrip("*")[:1].isdigit() and line[1:2] == "."]
        assert steps == [
            "1. Close the sea cock. [3]",
            "2. Take off the cover. [3]",
            "3. Pull the impeller. [4]",
            "4. Fit the new one. [4]",
        ]

    def test_every_line_is_the_sources_own(self) -> None:
        found = [
            passage("The impeller is made of nitrile. It lasts 400 hours. Keep it away from fuel."),
            passage("1. Close the sea cock.\n2. Take off the cover.", kind="procedure", order=1),
            rows(),
        ]
        for line in lines("How long does the impeller last?", *found):
            if line == PERHAPS:
                continue
            text, _, n = line.replace("**", "").rpartition(" [")
            item = found[int(n.rstrip("]")) - 1]
            own = (item.section, item.fields.get("caption", ""), *item.text.split("\n"))
            cells = {cell for row in item.table for cell in row}
            assert any(text in str(one) for one in own) or set(re.split(r"; |: ", text)) <= cells, text

    def test_a_number_finds_the_row_whose_range_holds_it(self) -> None:
        table = (("Shaft mm", "Grease g"), ("20-40", "15"), ("41-60", "30"), ("61-80", "55"))
        told = lines("How much grease for a 50 mm shaft?", rows(table, caption="Grease"))
        assert told[1].startswith("Shaft mm: 41-60; Grease g: 30")

    def test_a_long_job_is_cut_at_its_end_and_says_so(self) -> None:
        steps = "\n".join(
            f"{n}. Turn valve number {n} {'slowly and watch the gauge ' * 6}until it is shut." for n in range(1, 16)
        )
        told = lines("How do I shut the valves?", passage(steps, kind="procedure", section="7 Shut the valves"))
        assert told[-1].startswith("MISSING: ")
        assert told[-1].endswith("-15: 7 Shut the valves, p. 12")

    def test_cut_parts_nothing_twice(self) -> None:
        blocks = cut({1: rows(), 2: passage("A line.\nAnother line.")})
        assert len(blocks) == len({(block.kind, block.units) for block in blocks})


class TestQuestions:
    def test_what_asks_comes_after_what_answers(self) -> None:
        exam = passage(
            "12. How often is the impeller of the pump replaced?\n1. Never\n2. Each day", kind="question", score=9.0
        )
        told = lines(
            "How often is the impeller of the pump replaced?",
            exam,
            passage("The impeller lasts 400 hours.", section="5 Care"),
        )
        assert "lasts 400 hours" in "".join(told[:2])

    def test_a_frequent_question_leads_to_its_answer(self) -> None:
        said = passage("How often is the impeller replaced?\nEvery 400 hours, or when it is hard.")
        assert any("Every 400 hours" in line for line in lines("How often is the impeller replaced?", said))


class TestSilence:
    def test_nothing_found_is_said(self) -> None:
        assert lines("What does the anchor weigh?") == [NO_EVIDENCE]

    def test_without_an_embedder_words_decide(self) -> None:
        told = written("Torque of the cover screw?", {1: rows()}, Header(today=TODAY))
        assert any("Cover screw M8" in line for line in told)

    @pytest.mark.parametrize(
        ("question", "denied", "is_answer"),
        [
            ("When are the screws of the cover replaced?", frozenset[int](), True),
            ("When are the screws of the cover replaced?", frozenset({1}), False),
            ("When are the screws of the cover replaced?", frozenset({2}), True),
            ("Are the screws of the cover greased with paste?", frozenset({1}), True),
        ],
        ids=["nobody denies", "likely not, and denied", "another place denied", "plain, and denied"],
    )
    def test_what_a_model_that_read_it_denies_has_to_be_likely(
        self, question: str, denied: frozenset[int], *, is_answer: bool
    ) -> None:
        greased = passage("The screws of the cover are greased with paste. Nothing else is used on the pump.")
        told = written(question, {1: greased}, Header(today=TODAY), WordVectors(), denied=denied)
        assert (told[0] != NO_EVIDENCE) == is_answer
        assert any("greased with paste" in line for line in told), "the place is shown either way"

    @pytest.mark.parametrize(
        ("question", "is_plain"),
        [("When are the screws of the cover replaced?", False), ("Are the screws of the cover greased?", True)],
    )
    def test_what_may_be_no_answer_is_said_to_be_so(self, question: str, *, is_plain: bool) -> None:
        greased = passage("The screws of the cover are greased with paste. Nothing else is used on the pump.")
        told = written(question, {1: greased}, Header(today=TODAY), WordVectors())
        assert (told[0] != PERHAPS) == is_plain
        assert NO_EVIDENCE not in told

    def test_far_places_are_named_as_nearest_and_cited(self) -> None:
        far = passage("The paint of the hull is renewed every second spring.", section="9 Hull", score=0.5)
        told = lines("Who is the owner of the patent for the ejector nozzle?", far)
        assert told[0] == NO_EVIDENCE
        assert told[1:] == ["The paint of the hull is renewed every second spring. [1]"]

    @pytest.mark.parametrize(
        ("question", "shown"), [("power of the FP-260L?", "5.2 kW"), ("power of the FP-260?", "4.5 kW")]
    )
    def test_of_models_that_differ_by_a_letter_behind_the_one_asked_for(self, question: str, shown: str) -> None:
        table = (("Item", "FP-260", "FP-260L"), ("Installed power", "4.5 kW", "5.2 kW"), ("Mass", "820 kg", "990 kg"))
        told = "\n".join(lines(question, rows(table)))
        assert [one for one in ("4.5 kW", "5.2 kW") if one in told] == [shown]

    def test_a_line_that_leads_a_second_list_ends_the_first(self) -> None:
        text = "Gain on receive:\n• amp, 14 dB\n• vga, 62 dB\nGain on transmit:\n• amp, 14 dB\n• lna, 47 dB"
        runs = [block.text for block in cut({1: passage(text)}) if block.kind == "steps" and len(block.units) > 1]
        assert sorted(runs) == sorted((text.partition("\nGain on t")[0], text[text.index("Gain on t") :]))
