/** The one reducer: run events in, what the screen shows of a turn out. Pure. */

import { parseToolResult, type RunEvent } from "@/features/conversation/running/runEvents";
import type { Answer, ThreadTurn, ToolCall } from "@/shared/api-types";

export type Phase =
  | "sending"
  | "waiting"
  | "running"
  | "resuming"
  | "unreachable"
  | "done"
  | "failed"
  | "stopped";

export interface ToolView {
  id: string;
  name: string;
  args: string;
  status: "running" | ToolCall["status"];
  ms: number;
}

export interface WarningView {
  text: string;
  level: string;
}

/** What was said so far, in the order in which it came: a warning stands before the sentence that it governs. */
export type Said = { kind: "warning"; warning: WarningView } | { kind: "sentence"; text: string };

export interface TurnState {
  key: string;
  question: string;
  phase: Phase;
  /** Whether this device could keep the question, should the page close. */
  kept: boolean;
  runId: string | null;
  lastEventId: string | null;
  status: string;
  tools: ToolView[];
  said: Said[];
  answer: Answer | null;
  error: { message: string; requestId: string | null } | null;
}

/** The server's code for a run that somebody stopped (`api/live_run.py`). */
const CANCELLED = "cancelled";

export type TurnAction =
  | { kind: "event"; id: string | null; event: RunEvent }
  | { kind: "phase"; phase: "sending" | "waiting" | "resuming" | "unreachable" | "stopped" }
  | { kind: "failed"; message: string; requestId?: string | null }
  | { kind: "unkept" };

export function newTurn(key: string, question: string): TurnState {
  return {
    key,
    question,
    phase: "sending",
    kept: true,
    runId: null,
    lastEventId: null,
    status: "",
    tools: [],
    said: [],
    answer: null,
    error: null,
  };
}

/** A turn of a reopened thread. */
export function pastTurn(turn: ThreadTurn): TurnState {
  const phase = turn.answer ? "done" : turn.status === CANCELLED ? "stopped" : "failed";
  return { ...newTurn(turn.id, turn.question), runId: turn.id, answer: turn.answer, phase };
}

export function isOver(phase: Phase): boolean {
  return phase === "done" || phase === "failed" || phase === "stopped";
}

export function reduceTurn(turn: TurnState, action: TurnAction): TurnState {
  switch (action.kind) {
    case "phase":
      return isOver(turn.phase) ? turn : { ...turn, phase: action.phase };
    case "unkept":
      return { ...turn, kept: false };
    case "failed":
      return {
        ...turn,
        phase: "failed",
        error: { message: action.message, requestId: action.requestId ?? null },
      };
    case "event": {
      if (isOver(turn.phase) || (action.event.type !== "RUN_ERROR" && alreadySeen(turn, action.id)))
        return turn;
      return reduceEvent({ ...turn, lastEventId: action.id ?? turn.lastEventId }, action.event);
    }
  }
}

/** A resumed stream may repeat events; ids only grow within a run. How it ended is never a repetition. */
function alreadySeen(turn: TurnState, id: string | null): boolean {
  return id !== null && turn.lastEventId !== null && Number(id) <= Number(turn.lastEventId);
}

function reduceEvent(turn: TurnState, event: RunEvent): TurnState {
  switch (event.type) {
    case "RUN_STARTED":
      return { ...turn, phase: "running", runId: event.runId };
    case "CUSTOM":
      return reduceCustom(turn, event);
    case "TOOL_CALL_START": {
      const tool: ToolView = {
        id: event.toolCallId,
        name: event.toolCallName,
        args: "",
        status: "running",
        ms: 0,
      };
      return { ...turn, phase: "running", tools: [...turn.tools, tool] };
    }
    case "TOOL_CALL_ARGS":
      return withTool(turn, event.toolCallId, (tool) => ({ ...tool, args: tool.args + event.delta }));
    case "TOOL_CALL_RESULT":
      return withTool(turn, event.toolCallId, (tool) => ({ ...tool, ...parseToolResult(event.content) }));
    case "TEXT_MESSAGE_CONTENT":
      return { ...turn, phase: "running", said: [...turn.said, { kind: "sentence", text: event.delta }] };
    case "RUN_FINISHED":
      return { ...turn, phase: "done", status: "" };
    case "RUN_ERROR":
      return event.code === CANCELLED
        ? { ...turn, phase: "stopped" }
        : { ...turn, phase: "failed", error: { message: event.message, requestId: turn.runId } };
    default:
      return turn;
  }
}

function reduceCustom(turn: TurnState, event: Extract<RunEvent, { type: "CUSTOM" }>): TurnState {
  switch (event.name) {
    case "status":
      return { ...turn, phase: "running", status: event.value.text };
    case "warning": {
      const warning = { text: event.value.text, level: event.value.level ?? "" };
      return { ...turn, said: [...turn.said, { kind: "warning", warning }] };
    }
    case "answer":
      return { ...turn, answer: event.value };
    default:
      return turn;
  }
}

function withTool(turn: TurnState, id: string, change: (tool: ToolView) => ToolView): TurnState {
  return { ...turn, tools: turn.tools.map((tool) => (tool.id === id ? change(tool) : tool)) };
}

/** The warnings among what was said. */
export function warningsOf(said: Said[]): WarningView[] {
  return said.flatMap((each) => (each.kind === "warning" ? [each.warning] : []));
}

/** What was said, cut where warnings come: each stretch with the warnings in front of it. */
export function stretchesOf(said: Said[]): { warnings: WarningView[]; sentences: string[] }[] {
  const stretches: { warnings: WarningView[]; sentences: string[] }[] = [];
  for (const each of said) {
    const last = stretches.at(-1);
    if (each.kind === "sentence" && last) last.sentences.push(each.text);
    else if (each.kind === "sentence") stretches.push({ warnings: [], sentences: [each.text] });
    else if (last && last.sentences.length === 0) last.warnings.push(each.warning);
    else stretches.push({ warnings: [each.warning], sentences: [] });
  }
  return stretches;
}

/** The sentences so far as one text: each on its own line unless it brings its own spacing. */
export function joinSentences(sentences: string[]): string {
  return sentences.reduce(
    (text, next) => (text === "" || /\s$/.test(text) || /^\s/.test(next) ? text + next : `${text}\n${next}`),
    "",
  );
}
