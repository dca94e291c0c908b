"""A language model asks the same questions in a technician's words; what is right stays with the library."""

import asyncio
import re

from langchain_core.language_models import BaseChatModel

from evals.judges.model_failures import reason_of
from language.identifiers import identifiers
from language.numbers import numbers

PROMPT = """You write test questions for a service technician's assistant. Ask the question below again, the way a technician
at the machine would type it: short, informal, other words where you can. Keep every number, code, model and part name as it is.
Do not answer it. Write the question only, on one line.

Question: {question}"""
LONGEST = 300
PATIENCE = 3
_WRAPPING = re.compile(r"^[\s\"'“”]*(?:question\s*:)?\s*|[\s\"'“”]+$", re.IGNORECASE)


class Reworder:
    """From a question to its new wording; empty where the model's words cannot be used or none came.

    The wording must keep every figure and identifier of the question and add none. A model that failed `PATIENCE` times
    one after the other is not asked again.

    The model is asked without blocking, where its limits of time are kept, in one event loop: its connections live in that.
    """

    def __init__(self, model: BaseChatModel) -> None:
        self._model = model
        self._runner = asyncio.Runner()
        self._failed_in_a_row = 0
        self.asked = self.used = self.failed = 0
        self.reason = ""

    def __call__(self, question: str) -> str:
        """The same question in other words, or nothing."""
        if self._failed_in_a_row >= PATIENCE:
            return ""
        self.asked += 1
        try:
            said = self._runner.run(self._model.ainvoke(PROMPT.format(question=question))).text
        except Exception as error:  # noqa: BLE001  (whatever the model does wrong, the manual's wording is there)
            self._failed_in_a_row += 1
            self.failed, self.reason = self.failed + 1, reason_of(error, "it")
            return ""
        self._failed_in_a_row = 0
        lines = [line for line in said.splitlines() if line.strip()]
        wording = _WRAPPING.sub("", lines[0]) if lines else ""
        usable = 0 < len(wording) <= LONGEST and same_facts(question, wording)
        self.used += usable
        return wording if usable else ""

    def close(self) -> None:
        """End the event loop."""
        self._runner.close()

    @property
    def told(self) -> str:
        """For people: how many of its wordings are used, and why some did not come."""
        failed = f"; {self.failed} times it failed: {self.reason}" if self.failed else ""
        given_up = ", and was not asked again" if self._failed_in_a_row >= PATIENCE else ""
        return f"The language model worded {self.used} of {self.asked} questions so that they can be used{failed}{given_up}."


def same_facts(question: str, wording: str) -> bool:
    """Whether a wording names the same figures and identifiers as the question."""
    return _named(question) == _named(wording)


def _named(text: str) -> set[object]:
    return {*(number.values for number in numbers(text)), *(code.key for code in identifiers(text))}
