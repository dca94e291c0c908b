/** What the server sends, by the names the client uses. The shapes are generated (`npm run api-types`) from what it says of itself. */
import type { components } from "@/shared/api-schema";

type Schemas = components["schemas"];

/** A field with a default is always sent: "present and empty, never missing". */
type Sent<T> = T extends readonly (infer Item)[]
  ? number extends T["length"]
    ? Sent<Item>[]
    : T
  : T extends object
    ? { [Key in keyof T]-?: Sent<T[Key]> }
    : T;

export type Answer = Sent<Schemas["Answer"]>;
export type Status = Answer["status"];
export type Claim = Pick<Answer["claims"][number], "text" | "citations"> & Partial<Answer["claims"][number]>;
export type SafetyWarning = Pick<Answer["warnings"][number], "text" | "citations"> &
  Partial<Answer["warnings"][number]>;
export type Citation = Answer["citations"][number];
export type EvidenceKind = Citation["kind"];
/** `[x0, y0, x1, y1]` in PDF points from the top left of the page. */
export type Box = [number, number, number, number];
export type Gap = Answer["gaps"][number];
export type ToolCall = Answer["tool_calls"][number];
export type PendingApproval = Answer["approvals"][number];

/** A write and what became of it. */
export type Approval = Sent<Schemas["SeenApproval"]>;

/** Who is signed in. */
export type Person = Sent<Schemas["Person"]>;
export type SignedOut = Schemas["SignedOut"];
export type SignInWays = Sent<Schemas["Ways"]>;
/** Signs in one phone, once. */
export type PhoneCode = Sent<Schemas["ShownCode"]>;

export type Asset = Sent<Schemas["AssetOverview"]>;
/** A page of an alarm list: what stands under one code, and the codes beside it. */
export type AlarmListPage = Sent<Schemas["AlarmListPage"]>;
export type AlarmEntry = AlarmListPage["entries"][number];
export type WorkOrder = Sent<Schemas["WorkOrder"]>;
export type Part = Sent<Schemas["Part-Output"]>;

export type DocumentSummary = Sent<Schemas["SeenDocument"]>;
/** As the library lists it. */
export type IndexedDocument = Sent<Schemas["Document"]>;
/** Files on their way into the library. */
export type IngestJob = Sent<Schemas["IngestJob"]>;

export type ThreadSummary = Sent<Schemas["Thread"]>;
export type ThreadTurn = Sent<Schemas["Turn"]>;
export type Thread = Sent<Schemas["WholeThread"]>;

export type EvaluationRun = Sent<Schemas["EvaluationRun"]>;
export type RunWithCases = Sent<Schemas["RunWithCases"]>;
export type CaseLine = RunWithCases["cases"][number];
export type EvaluatedCase = Sent<Schemas["EvaluatedCase"]>;
export type CaseLabel = EvaluatedCase["labels"][number];
export type Comparison = Sent<Schemas["Comparison"]>;
export type Trend = Sent<Schemas["Trend"]>;
export type Drifted = Sent<Schemas["Drifted"]>;

/** An error, as RFC 9457 has it. */
export interface Problem {
  type?: string;
  title: string;
  status?: number;
  detail?: string;
  request_id?: string;
}
