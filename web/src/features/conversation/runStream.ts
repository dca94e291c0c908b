/** One run over a bad line: post it once, follow its events, resume where they broke. */
import { parseRunEvent } from "@/features/conversation/runEvents";
import type { TurnAction } from "@/features/conversation/turnState";
import { currentConnection, networkOrTimeout } from "@/shared/connection";
import { ApiError, problemFrom } from "@/shared/http";
import { readSse } from "@/shared/sse";

export interface RunRequest {
  threadId: string;
  input: string;
  asset: string | null;
  idempotencyKey: string;
}

export interface RunCursor {
  runId: string | null;
  lastEventId: string | null;
}

const waits = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];
const temporary = new Set([408, 425, 429, 502, 503, 504]);

/**
 * Follow a run to its end. Every drop of the line is answered by a resume with `Last-Event-ID` (or, before the
 * run's id is known, by the same post with the same `Idempotency-Key`).
 *
 * Throws: `ApiError` when the server refuses, `TypeError` when it stays out of reach.
 */
export async function followRun(
  request: RunRequest | null,
  cursor: RunCursor,
  dispatch: (action: TurnAction) => void,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const before = cursor.lastEventId;
    try {
      await readOnce(request, cursor, dispatch, signal);
      return;
    } catch (error) {
      if (signal.aborted) return;
      failures = cursor.lastEventId === before ? failures + 1 : 0;
      const refused = error instanceof ApiError && !temporary.has(error.status);
      if (refused || (failures >= waits.length && currentConnection() !== "offline")) throw error;
    }
    dispatch({ kind: "phase", phase: cursor.runId ? "resuming" : "waiting" });
    await networkOrTimeout(waits[Math.min(failures, waits.length - 1)] ?? 0, signal);
  }
}

/** Read one response to the run's last event. Throws where it ends before that. */
async function readOnce(
  request: RunRequest | null,
  cursor: RunCursor,
  dispatch: (action: TurnAction) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await open(request, cursor, signal);
  if (!response.ok || !response.body) throw await problemFrom(response);
  for await (const message of readSse(response.body)) {
    const event = parseRunEvent(message.data);
    if (!event) continue;
    dispatch({ kind: "event", id: message.id, event });
    if (event.type === "RUN_STARTED") cursor.runId = event.runId;
    cursor.lastEventId = message.id ?? cursor.lastEventId;
    if (event.type === "RUN_FINISHED" || event.type === "RUN_ERROR") return;
  }
  throw new TypeError("the stream ended before the run");
}

function open(request: RunRequest | null, cursor: RunCursor, signal: AbortSignal): Promise<Response> {
  const headers = new Headers({ Accept: "text/event-stream" });
  if (cursor.runId) {
    if (cursor.lastEventId !== null) headers.set("Last-Event-ID", cursor.lastEventId);
    return fetch(`/api/runs/${encodeURIComponent(cursor.runId)}/events`, { headers, signal });
  }
  if (!request) throw new TypeError("nothing to resume");
  headers.set("Content-Type", "application/json");
  headers.set("Idempotency-Key", request.idempotencyKey);
  return fetch(`/api/threads/${encodeURIComponent(request.threadId)}/runs`, {
    method: "POST",
    headers,
    body: JSON.stringify({ input: request.input, ...(request.asset ? { asset: request.asset } : {}) }),
    signal,
  });
}
