"""RAGAS metrics of one case. The only module that imports RAGAS, which takes seconds and needs `requirements-evals.lock`."""

import asyncio
import importlib
import logging
import math
import os
import warnings
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from domain.errors import SettingsError, Unavailable
from evals.judges.model_failures import reason_of
from evals.judges.names import WITH_JUDGE, WITHOUT_JUDGE
from evals.metrics.saying.facts import ABSTAINS
from evals.metrics.scores import Score, Unscored
from evals.running.runner import Outcome
from evals.running.transcript import Transcript
from evals.settings import EvalSettings
from stores.protocols import Embedder

DEPTH = 5
"""How many places and passages of the search are looked at."""
PATIENCE = 5
GIVEN_UP = f"not asked: the judge gave no verdict in {PATIENCE} cases one after the other"
Call = Callable[[], Awaitable[float]]
Given = Mapping[str, Score | Unscored]


class Ragas:
    """Scores outcomes. Raises ImportError where RAGAS is not installed, SettingsError for an unusable judge."""

    def __init__(self, settings: EvalSettings, embedder: Embedder | None = None) -> None:
        # What a judge says that is no verdict has its reason; each attempt need not be told as well.
        logging.getLogger("instructor").setLevel(logging.CRITICAL)
        os.environ["RAGAS_DO_NOT_TRACK"] = "true"  # noqa: TID251  (RAGAS reports its use to its makers unless told not to)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._metrics: Any = importlib.import_module("ragas.metrics.collections")
            self._precision: Any = importlib.import_module("ragas.metrics._context_precision")
            self._recall: Any = importlib.import_module("ragas.metrics._context_recall")
            self._sample: Any = importlib.import_module("ragas.dataset_schema").SingleTurnSample
            self._messages: Any = importlib.import_module("ragas.messages")
        self._settings = settings
        self._silent = 0
        self._limit = asyncio.Semaphore(settings.judge_concurrency)
        self._llm: Any = self._judge() if settings.judge_model else None
        self._embeddings: Any = self._bundled(embedder) if embedder else None

    async def fixed(self, outcome: Outcome) -> Given:
        """What needs no judge; only what applies to the case."""
        return await self._each(self._fixed_calls(outcome), seconds=None)

    async def judged(self, outcome: Outcome) -> Given:
        """What the judge says; a verdict that did not come or cannot be read is unscored.

        A judge that gave no verdict in `PATIENCE` cases one after the other is not asked again.
        """
        if self._llm is None:
            return {}
        async with self._limit:
            calls = self._judged_calls(outcome)
            if self._silent >= PATIENCE:
                return dict.fromkeys(calls, Unscored(GIVEN_UP))
            given = await self._each(calls, seconds=self._settings.judge_timeout_s)
        if calls:
            self._silent = 0 if any(isinstance(each, Score) for each in given.values()) else self._silent + 1
        return given

    async def _each(self, calls: Mapping[str, Call], seconds: float | None) -> Given:
        given: dict[str, Score | Unscored] = {}
        for name, call in calls.items():
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    async with asyncio.timeout(seconds):
                        value = float(await call())
                given[name] = Unscored("the verdict is not a number") if math.isnan(value) else Score(round(value, 6))
            except TimeoutError:
                given[name] = Unscored(f"no verdict within {seconds:g} s" if seconds else "took too long")
            except Exception as error:  # noqa: BLE001  (whatever a judge does wrong, the others go on)
                given[name] = Unscored(reason_of(error))
        return given

    def _fixed_calls(self, outcome: Outcome) -> dict[str, Call]:
        case, turn, calls = outcome.case, outcome.transcript, dict[str, Call]()
        if turn is None:
            return calls
        if turn.hits and turn.gold:
            ids = self._sample(
                retrieved_context_ids=list(dict.fromkeys(hit.place for hit in turn.hits))[:DEPTH],
                reference_context_ids=list(dict.fromkeys(place.place for place in turn.gold)),
            )
            text = self._sample(
                retrieved_contexts=[hit.text for hit in turn.hits[:DEPTH]],
                reference_contexts=[p.text for p in turn.gold],
            )
            metrics = (
                (self._precision.IDBasedContextPrecision(), ids),
                (self._recall.IDBasedContextRecall(), ids),
                (self._precision.NonLLMContextPrecisionWithReference(), text),
                (self._recall.NonLLMContextRecall(), text),
            )
            calls |= {
                name: partial(metric.single_turn_ascore, sample)
                for name, (metric, sample) in zip(WITHOUT_JUDGE[:4], metrics, strict=True)
            }
        if case.calls is not None:
            names = [call.name for call in turn.answer.tool_calls]
            wanted = [self._messages.ToolCall(name=c.called(names), args=c.args) for c in case.calls]
            said = self._conversation(outcome, turn)
            accuracy = self._metrics.ToolCallAccuracy(strict_order=case.calls_in_order)
            calls[WITHOUT_JUDGE[4]] = lambda: _value(accuracy.ascore(user_input=said, reference_tool_calls=wanted))
            f1 = self._metrics.ToolCallF1()
            calls[WITHOUT_JUDGE[5]] = lambda: _value(f1.ascore(user_input=said, reference_tool_calls=wanted))
        return calls

    def _judged_calls(self, outcome: Outcome) -> dict[str, Call]:
        turn, question, calls = outcome.transcript, outcome.case.question, dict[str, Call]()
        if turn is None or turn.answer.status in ABSTAINS or not turn.answer.text:
            return calls
        # Not the quotes: an answer is always faithful to what it quotes.
        said, contexts = turn.answer.text, [text for found in turn.looked_up for text in found.evidence]
        reference = outcome.case.reference or "; ".join(group[0] for group in outcome.case.must_contain)
        if contexts:
            faithful = self._metrics.Faithfulness(llm=self._llm)
            calls[WITH_JUDGE[0]] = lambda: _value(
                faithful.ascore(user_input=question, response=said, retrieved_contexts=contexts)
            )
        if self._embeddings is not None:
            relevant = self._metrics.AnswerRelevancy(llm=self._llm, embeddings=self._embeddings)
            calls[WITH_JUDGE[1]] = lambda: _value(relevant.ascore(user_input=question, response=said))
        if reference:
            factual = self._metrics.FactualCorrectness(llm=self._llm, mode="recall")
            calls[WITH_JUDGE[2]] = lambda: _value(factual.ascore(response=said, reference=reference))
            goal = self._metrics.AgentGoalAccuracyWithReference(llm=self._llm)
            conversation = self._conversation(outcome, turn)
            calls[WITH_JUDGE[3]] = lambda: _value(goal.ascore(user_input=conversation, reference=reference))
        return calls

    def _conversation(self, outcome: Outcome, turn: Transcript) -> list[Any]:
        """The turn with what its tools brought: whether a goal was reached cannot be told from their names."""
        made = [self._messages.ToolCall(name=c.name, args=c.args) for c in turn.answer.tool_calls]
        return [
            self._messages.HumanMessage(content=outcome.case.question),
            self._messages.AIMessage(content="", tool_calls=made),
            *(self._messages.ToolMessage(content=found.text) for found in turn.looked_up),
            self._messages.AIMessage(content=turn.answer.text),
        ]

    def _judge(self) -> Any:
        openai: Any = importlib.import_module("openai")
        key = self._settings.openai_api_key.get_secret_value() or (
            "none-needed" if self._settings.openai_base_url else ""
        )
        if not key:
            raise SettingsError(
                "NACELLE_JUDGE needs OPENAI_API_KEY, or OPENAI_BASE_URL of an endpoint that asks for none."
            )
        client = openai.AsyncOpenAI(
            base_url=self._settings.openai_base_url or None,
            api_key=key,
            timeout=self._settings.judge_timeout_s,
            max_retries=1,
        )
        factory: Any = importlib.import_module("ragas.llms").llm_factory
        return _heard(factory(self._settings.judge_model, client=client))

    def _bundled(self, embedder: Embedder) -> Any:
        base: Any = importlib.import_module("ragas.embeddings.base").BaseRagasEmbedding

        class Bundled(base):
            """The library's own embedder in RAGAS's clothes."""

            def embed_text(self, text: str, **_: Any) -> list[float]:
                return [float(part) for part in embedder.embed([text])[0]]

            async def aembed_text(self, text: str, **_: Any) -> list[float]:
                return await asyncio.to_thread(self.embed_text, text)

        return Bundled()


def _heard(llm: Any) -> Any:
    """The judge, whose empty list of claims is no verdict: RAGAS counts none right of none as 0."""
    ask = llm.agenerate

    async def answered(prompt: str, form: Any) -> Any:
        given = await ask(prompt, form)
        empty = [name for name, value in given if value == []]
        if empty:
            raise Unavailable(f"its list of {empty[0]} is empty")
        return given

    llm.agenerate = answered
    return llm


async def _value(result: Awaitable[Any]) -> float:
    return (await result).value
