/** One run over a bad line: post it once, follow its events, resume where they broke. */
import { parseRunEvent } from "@/features/conversation/running/runEvents";
import type { TurnAction } from "@/features/conversation/running/turnState";
import { currentConnection, networkOrTimeout } from "@/shared/connection";
import { ApiError, postJson, request } from "@/shared/http";
import { signedInAgain } from "@/shared/sessionEvents";
import { readSse } from "@/shared/sse";

export interface Question {
  question: string;
  asset: string | null;
  /** The `Idempotency-Key`. */
  key: string;
}

/** How far a question has come; `followRun` moves it on. */
export interface Cursor {
  threadId: string | null;
  runId: string | null;
  lastEventId: string | null;
}

const waits = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];
const temporary = new Set([408, 425, 429, 502, 503, 504]);
/** After so many fruitless tries the person is told that the server, not the line, is away. */
const PATIENCE = 3;

/**
 * Follow a run to its end, however long the line or the server is away. Every break is answered by a resume with
 * `Last-Event-ID` (or, before the run's id is known, by the same post with the same `Idempotency-Key`); an ended
 * session by waiting for somebody to sign in.
 *
 * Throws: `ApiError` when the server refuses.
 */
export async function followRun(
  question: Question,
  cursor: Cursor,
  dispatch: (action: TurnAction) => void,
  onThread: (id: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const before = cursor.lastEventId;
    try {
      cursor.threadId ??= await newThread(question, onThread);
      if (signal.aborted) return;
      await readOnce(question, cursor, dispatch, signal);
      return;
    } catch (error) {
      if (signal.aborted) return;
      failures = cursor.lastEventId === before ? failures + 1 : 1;
      if (error instanceof ApiError && error.status === 401) {
        dispatch({ kind: "phase", phase: "waiting" });
        await signedInAgain(signal);
        continue;
      }
      if (error instanceof ApiError && !temporary.has(error.status)) throw error;
    }
    const away = failures >= PATIENCE && currentConnection() !== "offline";
    dispatch({ kind: "phase", phase: away ? "unreachable" : cursor.runId ? "resuming" : "waiting" });
    await networkOrTimeout(waits[Math.min(failures, waits.length) - 1] ?? 0, signal);
  }
}

/** Begin a thread on the server; its title is the first question. */
async function newThread({ question, asset }: Question, onThread: (id: string) => void): Promise<string> {
  const body = { title: question.slice(0, 80), ...(asset ? { asset } : {}) };
  const thread = await postJson<{ id: string }>("/api/threads", body);
  if (!thread) throw new TypeError("the server gave no thread");
  onThread(thread.id);
  return thread.id;
}

/** Read one response to the run's last event. Throws where it ends before that. */
async function readOnce(
  question: Question,
  cursor: Cursor,
  dispatch: (action: TurnAction) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await open(question, cursor, signal);
  if (!response.body) throw new TypeError("the stream has no body");
  for await (const message of readSse(response.body)) {
    const event = parseRunEvent(message.data);
    if (!event) continue;
    dispatch({ kind: "event", id: message.id ?? null, event });
    if (event.type === "RUN_STARTED") cursor.runId = event.runId;
    cursor.lastEventId = message.id ?? cursor.lastEventId;
    if (event.type === "RUN_FINISHED" || event.type === "RUN_ERROR") return;
  }
  throw new TypeError("the stream ended before the run");
}

function open(question: Question, cursor: Cursor, signal: AbortSignal): Promise<Response> {
  const headers = new Headers({ Accept: "text/event-stream" });
  if (cursor.runId) {
    if (cursor.lastEventId !== null) headers.set("Last-Event-ID", cursor.lastEventId);
    return request(`/api/runs/${encodeURIComponent(cursor.runId)}/events`, { headers, signal });
  }
  headers.set("Content-Type", "application/json");
  headers.set("Idempotency-Key", question.key);
  return request(`/api/threads/${encodeURIComponent(cursor.threadId ?? "")}/runs`, {
    method: "POST",
    headers,
    body: JSON.stringify({
      input: question.question,
      ...(question.asset ? { asset: question.asset } : {}),
    }),
    signal,
  });
}
