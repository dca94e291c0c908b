/** What the server sends, field for field as `domain/answers.py` and `domain/records.py` give it. */

export type EvidenceKind = "manual" | "alarm" | "work_order" | "part" | "asset" | "calculation";
export type Status =
  | "answered"
  | "partial"
  | "no_evidence"
  | "clarify"
  | "refused"
  | "awaiting_approval"
  | "failed";
/** `[x0, y0, x1, y1]` in PDF points from the top left of the page. */
export type Box = [number, number, number, number];

/**
 * `stated`: its source says it. `derived`: worked out of cited values. `unsure`: its source's own line stands under it.
 * `quoted`: the source's own line in place of what a model wrote.
 */
export type Verdict = "stated" | "derived" | "unsure" | "quoted";

export interface Claim {
  text: string;
  citations: number[];
  verdict?: Verdict;
  source?: string;
}

export interface SafetyWarning {
  text: string;
  citations: number[];
  /** Indexes of the claims that may not be read without it. */
  governs?: number[];
}

export interface Citation {
  n: number;
  kind: EvidenceKind;
  title: string;
  document_id: string | null;
  path: string | null;
  revision: string | null;
  page: number | null;
  section: string | null;
  boxes: Box[];
  quote: string;
  source_id: string | null;
  as_of: string | null;
  url: string | null;
}

export interface Withheld {
  text: string;
  reason: string;
}

export interface Gap {
  source: string;
  reason: string;
  as_of: string | null;
}

export interface ToolCall {
  name: string;
  args: Record<string, unknown>;
  status: "ok" | "empty" | "error" | "timeout" | "rejected";
  ms: number;
}

export interface PendingApproval {
  id: string;
  tool: string;
  args: Record<string, unknown>;
  summary: string;
  expires_at: string;
  /** Who may decide; empty: whoever asked. */
  roles: string[];
  site: string;
  requested_by: string;
}

/** `domain/approvals.py: Approval`: a write and what became of it. */
export interface Approval extends PendingApproval {
  status: "pending" | "approved" | "rejected" | "withdrawn" | "running" | "done" | "failed";
  decided_by: string;
  decided_at: string | null;
  note: string;
  /** Whether the person who asked for it may approve or reject it. */
  may_decide: boolean;
  created: string;
  /** Open jobs on the same machine that a new one would repeat. */
  alike: { number: string; title: string }[];
  /** By the server's clock: a phone's may be days off. */
  expired: boolean;
  result: Record<string, unknown> | null;
}

export interface Usage {
  model_calls: number;
  input_tokens: number;
  output_tokens: number;
  cost_usd: number;
  estimated?: boolean;
  prompts?: string;
}

export interface Timing {
  first_status_ms: number | null;
  first_text_ms: number | null;
  total_ms: number;
}

export interface Answer {
  id: string;
  thread_id: string;
  status: Status;
  language: string;
  text: string;
  claims: Claim[];
  warnings: SafetyWarning[];
  citations: Citation[];
  withheld: Withheld[];
  gaps: Gap[];
  tool_calls: ToolCall[];
  approvals: PendingApproval[];
  model: string;
  degraded: string | null;
  usage: Usage;
  timing: Timing;
}

/** Who is signed in. */
export interface Person {
  name: string;
  role: string;
  roles: string[];
  sites: string[] | null;
  may_change_library: boolean;
}

export interface Asset {
  tag: string;
  model: string;
  serial: string;
  controller: string;
  site: string;
  status: string;
  commissioned: string | null;
  fields: Record<string, string>;
  open_work_orders?: number;
}

export interface WorkOrder {
  number: string;
  asset: string;
  title: string;
  description: string;
  status: string;
  kind: string;
  priority: string;
  alarm_code: string;
  component: string;
  failure_mode: string;
  opened: string | null;
  closed: string | null;
  assigned_to: string;
  actions: string;
  parts_used: string[];
  hours: number | null;
  cost: number | null;
  fields: Record<string, string>;
}

export interface Stock {
  location: string;
  quantity: number;
  reserved: number;
  bin: string;
  as_of: string | null;
}

export interface Part {
  number: string;
  name: string;
  description: string;
  models: string[];
  unit: string;
  lead_time_days: number | null;
  price: number | null;
  currency: string;
  manufacturer: string;
  superseded_by: string;
  supersedes: string[];
  equivalents: string[];
  stock: Stock[];
  fields: Record<string, string>;
}

/** The part of `domain/documents.py: Document` that the viewer shows. */
export interface DocumentSummary {
  id: string;
  title: string;
  revision: string;
  pages: number | null;
  language: string;
  superseded_by: string;
  superseded_by_title: string;
  /** Whether it is for the machine asked about; null where that cannot be told. */
  applies: boolean | null;
}

/** `domain/documents.py: Document`, as the library lists it. */
export interface IndexedDocument {
  id: string;
  title: string;
  path: string;
  number: string;
  revision: string;
  issued: string | null;
  language: string;
  applies_to: { models: string[] };
  superseded_by: string;
  pages: number | null;
  problems: string[];
}

export interface IngestReport {
  added: number;
  unchanged: number;
  replaced: number;
  failed: { path: string; page: number | null; reason: string }[];
}

export interface ThreadSummary {
  id: string;
  title: string;
  asset: string | null;
  created: string;
  updated: string;
}

export interface ThreadTurn {
  id: string;
  question: string;
  answer: Answer | null;
  /** "running", "cancelled", or the answer's own. */
  status?: string;
  created: string;
}

export interface Thread extends ThreadSummary {
  turns: ThreadTurn[];
  earlier?: boolean;
}

export interface Problem {
  type?: string;
  title: string;
  status?: number;
  detail?: string;
  request_id?: string;
}
