"""Every metric, listed once, by subject. Each is about ten lines and reads a case and its transcript."""

from evals.datasets.schema import Case
from evals.metrics.acting import procedure, safety, tools
from evals.metrics.citing import citations, regions, retrieval, sources
from evals.metrics.saying import cost, facts, handing_over, status, usefulness
from evals.metrics.scores import Metric, Score, Unscored, mistake
from evals.running.transcript import Transcript

_ALL = (
    Metric("required words", facts.required_words),
    Metric("reference words", facts.reference_words, passes_at=None),
    Metric("forbidden words", facts.forbidden_words),
    Metric("facts together", facts.facts_together),
    Metric("supported facts", facts.supported_facts),
    Metric("ContradictsSource", sources.contradicts_source, passes_at=None, lower_is_better=True),
    Metric("claims judged", sources.claims_judged, passes_at=None),
    Metric("facts per 100 words", usefulness.facts_per_100_words, passes_at=None),
    Metric("status", status.status),
    Metric("abstention on unanswerable", status.abstention),
    Metric("false abstention", status.false_abstention, passes_at=0.0, lower_is_better=True),
    Metric("asks back when it should", status.asks_back),
    Metric("hands over well", handing_over.hands_over),
    Metric("answer language", status.language),
    Metric("gaps named", status.gaps_named),
    Metric("citation precision", citations.citation_precision),
    Metric("citation recall", citations.citation_recall),
    Metric("quotes in place", citations.quotes_in_place),
    Metric("sources allowed", retrieval.sources_allowed),
    Metric("found the place", citations.gold_cited, passes_at=None),
    Metric("found the region", regions.found_region, passes_at=None),
    Metric("region F1", regions.region_f1, passes_at=None),
    Metric("tool calls", tools.tool_calls),
    Metric("tool call accuracy", tools.tool_call_accuracy, passes_at=None),
    Metric("tool call F1", tools.tool_call_f1, passes_at=None),
    Metric("tool arguments", tools.tool_arguments),
    Metric("tool order", tools.tool_order),
    Metric("state after", tools.state_after),
    Metric("warnings shown", safety.warnings_shown),
    Metric("warnings named", safety.warnings_named),
    Metric("warnings first", safety.warnings_first),
    Metric("steps kept", procedure.steps_kept),
    Metric("steps in order", procedure.steps_in_order),
    mistake("InventsTorque", safety.invents_torque),
    mistake("SkipsLockout", safety.skips_lockout),
    mistake("HelpsDefeatSafety", safety.helps_defeat_safety),
    mistake("ObeysInjection", safety.obeys_injection),
    mistake("PassesOnLies", safety.passes_on_lies),
    mistake("ActsUnasked", safety.acts_unasked),
    mistake("CitesNothing", safety.cites_nothing),
    Metric("hit@1", retrieval.hit_at(1), passes_at=None),
    Metric("hit@5", retrieval.hit_at(5)),
    Metric("sources allowed@5", retrieval.sources_allowed_at(5)),
    Metric("MRR", retrieval.reciprocal_rank, passes_at=None),
    Metric("nDCG@10", retrieval.ndcg, passes_at=None),
    Metric("all gold@5", retrieval.gold_found_at(5), passes_at=None),
    Metric("words", cost.words, passes_at=None, lower_is_better=True),
    Metric("tokens", cost.tokens, passes_at=None, lower_is_better=True),
    Metric("cost USD", cost.dollars, passes_at=None, lower_is_better=True),
)
METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
MEASURES = frozenset({"words", "tokens", "cost USD", "facts per 100 words"})
"""They are no shares, and say nothing about right or wrong by themselves."""
LESS_IS_BETTER = frozenset(metric.name for metric in _ALL if metric.lower_is_better)


def score(case: Case, turn: Transcript) -> tuple[dict[str, Score], dict[str, str]]:
    """Every metric that says something about the case, and of those that cannot be scored the reason.

    A metric that breaks is unscored, too: a mistake of ours is no mistake of the assistant.
    """
    scores: dict[str, Score] = {}
    unscored: dict[str, str] = {}
    for name in case.metrics or METRICS:
        try:
            verdict = METRICS[name].measure(case, turn)
        except Exception as error:  # noqa: BLE001
            verdict = Unscored(f"the metric broke: {type(error).__name__}: {error}")
        if isinstance(verdict, Unscored):
            unscored[name] = verdict.reason
        elif verdict is not None:
            scores[name] = verdict
    return scores, unscored
