/** Answers for tests, whole by default. */
import type { Answer, Citation } from "@/shared/api-types";

export function answerWith(change: Partial<Answer> = {}): Answer {
  return {
    id: "run-1",
    thread_id: "th-1",
    status: "answered",
    language: "en",
    text: "Tighten to **520 Nm** [1].",
    claims: [],
    warnings: [],
    citations: [],
    withheld: [],
    gaps: [],
    tool_calls: [],
    approvals: [],
    model: "embedded",
    degraded: null,
    usage: { model_calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 },
    timing: { first_status_ms: 1, first_text_ms: 2, total_ms: 3 },
    ...change,
  };
}

export function citationWith(change: Partial<Citation> = {}): Citation {
  return {
    n: 1,
    kind: "manual",
    title: "K112 manual",
    document_id: "d1",
    path: null,
    revision: "D",
    page: 112,
    section: "7.3 Pads",
    boxes: [[72, 100, 500, 120]],
    quote: "Tighten to 520 Nm.",
    source_id: null,
    as_of: null,
    url: null,
    ...change,
  };
}
