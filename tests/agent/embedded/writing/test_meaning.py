"""What is meant, where the words are not the source's; ranges of cells."""

import pytest

from agent.models.embedded.writing.ranges import lies_in
from agent.question.header import Header
from tests.agent.embedded.writing.pump_manual import TODAY, WordVectors, lines, passage, rows, written

FLANGES = (("Flange", "Torque"), ("Section 1/2 of the mast", "410 Nm"), ("Section 2/3 of the mast", "260 Nm"))


SPANS = (("Span of the rope, m", "Sag"), ("up to 40", "11 cm"), ("over 40 to 90", "23 cm"), ("over 90", "37 cm"))
JOB = "1. Hold the drum.\n2. Turn it back by ten degrees."


class TestWhatIsMeant:
    def test_a_row_with_fewer_of_the_words_is_not_shown_beside_the_one_meant(self) -> None:
        told = "\n".join(lines("Torque of the mast flange, section 1/2?", rows(FLANGES)))
        assert "410 Nm" in told
        assert "260 Nm" not in told

    @pytest.mark.parametrize(("span", "sag"), [("40", "11 cm"), ("41", "23 cm"), ("90", "23 cm"), ("91", "37 cm")])
    def test_a_figure_that_bounds_a_range_without_lying_in_it_does_not_name_its_row(self, span: str, sag: str) -> None:
        told = "\n".join(lines(f"Sag of the rope, span {span}?", rows(SPANS)))
        assert {each for each in ("11 cm", "23 cm", "37 cm") if each in told} == {sag}

    def test_rows_that_are_asked_alike_all_stand(self) -> None:
        told = "\n".join(lines("Torque of the mast flange?", rows(FLANGES)))
        assert "410 Nm" in told
        assert "260 Nm" in told

    def test_a_title_page_does_not_answer_by_its_title(self) -> None:
        title = "Torque of the impeller nut"
        front = passage(f"Marine Works\n{title}\nApplies to: BP-4, 48 or 52 Nm", section=title, score=9.0)
        front = front.model_copy(update={"title": title})
        body = rows(caption="Torques").model_copy(update={"title": title})
        told = lines("What is the torque of the impeller nut?", front, body)
        assert any("Impeller nut M12" in line for line in told[:2])

    def test_a_serial_number_in_the_question_is_a_machine(self) -> None:
        told = "\n".join(
            lines(
                "Torque of the keel bolts, serial number BP-0412?",
                passage("Keel bolts: 62 Nm, serial numbers up to BP-0399.", section="5.1"),
                passage("Keel bolts: 95 Nm, serial numbers from BP-0400.", section="5.2"),
            )
        )
        assert "95 Nm" in told
        assert "62 Nm" not in told

    @pytest.mark.parametrize("sent", ["(BP-OM 8.4)", "(see 8.4)", "(8.4)", "(Abschnitt 8.4)"])
    def test_the_job_that_a_step_sends_to_stands_before_it(self, sent: str) -> None:
        own = {"number": "BP-OM"}
        listed = passage(
            f"1. Look at the rope.\n2. Untwist the rope {sent}.", section="12 Stops", kind="procedure", fields=own
        )
        job = passage(JOB, section="8.4 Rope", kind="procedure", score=0.0, fields=own)
        told = [line.replace("**", "") for line in lines("How do I untwist the rope?", listed, job)]
        assert "1. Hold the drum. [2]" in told
        assert told.index("1. Hold the drum. [2]") < told.index(f"2. Untwist the rope {sent}. [1]")

    @pytest.mark.parametrize("cell", ["see SB-77", "siehe SB-77", "se Bulletin SB-77 2.1", "see SB-77."])
    def test_a_row_that_sends_to_a_document_in_the_place_of_a_value_stands_behind_what_that_says(
        self, cell: str
    ) -> None:
        sending = rows((("Screw", "Torque", "Grease"), ("Keel bolt", cell, "paste"), ("Cover screw", "21 Nm", "dry")))
        bulletin = rows(
            (("", "from 2021"), ("Bolt", "M30 keel bolt, grade 10.9"), ("Final torque", "1380 Nm")),
            caption="Keel bolts",
            score=2.0,
        ).model_copy(update={"id": "sb77/1", "document_id": "sb77", "title": "Keel", "fields": {"number": "SB-77"}})
        told = lines("Torque of the keel bolt?", sending, bulletin)
        value = next(at for at, line in enumerate(told) if "1380 Nm" in line)
        assert value < next(at for at, line in enumerate(told) if cell in line)

    def test_a_row_whose_value_stands_in_it_sends_nowhere(self) -> None:
        named = rows((("Screw", "Torque", "Source"), ("Keel bolt", "62 Nm", "SB-77"), ("Cover screw", "21 Nm", "OM 4")))
        other = passage("The keel was painted again after the torque test of its bolts.", section="1", score=2.0)
        other = other.model_copy(update={"id": "sb77/1", "document_id": "sb77", "fields": {"number": "SB-77"}})
        assert any("62 Nm" in line for line in lines("Torque of the keel bolt?", named, other)[:2])

    def test_a_job_is_not_crowded_out_by_rows_that_have_the_words_of_its_heading(self) -> None:
        cells = tuple((f"Change {letter} of winch oil", "change yearly") for letter in "ABCDEFGHIJKLMNOPQR")
        other = passage(
            "1. Look at the rope.\n2. Winch: change the oil every year.", section="9.1 Rope", kind="procedure"
        )
        job = passage(
            "1. Lock out the hoist motor.\n2. Drain it into the can.\n3. Fill it to the mark.",
            section="6.4 Change of the winch oil",
            kind="procedure",
            score=4.0,
        )
        table = rows((("Item", "Interval"), *cells), score=5.0)
        assert any("Lock out" in line for line in lines("How do I change the winch oil?", other, job, table))

    def test_rows_of_another_language_all_stand(self) -> None:
        table = (("", "from 2021"), ("Bolt", "M30, grade 10.9"), ("Final torque", "1380 Nm"), ("Lubricant", "paste"))
        keel, header = {1: rows(table, caption="Keel")}, Header(today=TODAY, language="da")
        told = written("Hvad er tilspændingsmomentet for boltene?", keel, header, WordVectors())
        assert any("1380 Nm" in line for line in told)

    def test_a_line_that_announces_is_said_once(self) -> None:
        told = lines(
            "What slows the impeller?",
            passage("The impeller is slowed by these:\n• weeds in the basket\n• a worn ring\nThe impeller is old."),
        )
        assert sum("slowed by these" in line for line in told) == 1


@pytest.mark.parametrize(
    ("value", "cell", "inside"),
    [
        (50, "41-60", True),
        (60, "over 60 to 80", False),
        (61, "over 60 to 80", True),
        (25, "up to 25", True),
        (26, "up to 25", False),
        (301, "> 300", True),
        (7, "M8", False),
    ],
)
def test_ranges_of_cells(value: float, cell: str, inside: bool) -> None:
    assert bool(lies_in(value, cell, "en")) is inside
