/** Answers for tests, whole by default. */
import type { Answer, Citation, Claim, SafetyWarning } from "@/shared/api-types";

type Change = Omit<Partial<Answer>, "claims" | "warnings"> & {
  claims?: Claim[];
  warnings?: SafetyWarning[];
};

export function answerWith({ claims = [], warnings = [], ...change }: Change = {}): Answer {
  return {
    id: "run-1",
    thread_id: "th-1",
    status: "answered",
    language: "en",
    text: "Tighten to **520 Nm** [1].",
    claims: claims.map((claim) => ({ verdict: "stated" as const, source: "", ...claim })),
    warnings: warnings.map((warning) => ({ governs: [], ...warning })),
    citations: [],
    figures: [],
    disagreements: [],
    withheld: [],
    gaps: [],
    tool_calls: [],
    approvals: [],
    model: "embedded",
    degraded: null,
    usage: { model_calls: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0, estimated: false, prompts: "" },
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
