"""What RAGAS measures, by the names under which its values stand beside ours."""

WITHOUT_JUDGE: tuple[str, ...] = (
    "RAGAS context precision (ids)",
    "RAGAS context recall (ids)",
    "RAGAS context precision (text)",
    "RAGAS context recall (text)",
    "RAGAS tool call accuracy",
    "RAGAS tool call F1",
)
WITH_JUDGE: tuple[str, ...] = (
    "RAGAS faithfulness",
    "RAGAS answer relevancy",
    "RAGAS factual correctness",
    "RAGAS agent goal accuracy",
)
RAGAS = (*WITHOUT_JUDGE, *WITH_JUDGE)
