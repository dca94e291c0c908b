/** The AG-UI events of one run, as the server sends them. */
import type { Answer, ToolCall } from "@/shared/api-types";

export type WarningLevel = "danger" | "warning" | "caution" | "notice";

export type RunEvent =
  | { type: "RUN_STARTED"; threadId: string; runId: string }
  | { type: "CUSTOM"; name: "status"; value: { text: string } }
  | { type: "CUSTOM"; name: "warning"; value: { text: string; level?: string } }
  | { type: "CUSTOM"; name: "answer"; value: Answer }
  | { type: "TOOL_CALL_START"; toolCallId: string; toolCallName: string }
  | { type: "TOOL_CALL_ARGS"; toolCallId: string; delta: string }
  | { type: "TOOL_CALL_END"; toolCallId: string }
  | { type: "TOOL_CALL_RESULT"; toolCallId: string; content: string }
  | { type: "TEXT_MESSAGE_START"; messageId: string; role: string }
  | { type: "TEXT_MESSAGE_CONTENT"; messageId: string; delta: string }
  | { type: "TEXT_MESSAGE_END"; messageId: string }
  | { type: "RUN_FINISHED" }
  | { type: "RUN_ERROR"; message: string; code?: string };

export interface ToolResult {
  status: ToolCall["status"];
  ms: number;
}

/** The event in one SSE `data`; null for what is not an event (a newer server may send more). */
export function parseRunEvent(data: string): RunEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null && "type" in value ? (value as RunEvent) : null;
  } catch {
    return null;
  }
}

export function parseToolResult(content: string): ToolResult {
  try {
    const value = JSON.parse(content) as Partial<ToolResult>;
    return { status: value.status ?? "ok", ms: value.ms ?? 0 };
  } catch {
    return { status: "ok", ms: 0 };
  }
}
