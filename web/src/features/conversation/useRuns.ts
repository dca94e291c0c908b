/** The runs of this browser session, by thread; they go on while another thread is looked at. */
import { useCallback, useMemo, useReducer, useRef } from "react";
import { followRun, type RunCursor, type RunRequest } from "@/features/conversation/runStream";
import { newTurn, reduceTurn, type TurnAction, type TurnState } from "@/features/conversation/turnState";
import { ApiError, postJson } from "@/shared/http";
import { recall, remember } from "@/shared/storage";

type Turns = Record<string, TurnState[]>;
type Action =
  | { kind: "start"; threadId: string; turn: TurnState }
  | { kind: "turn"; threadId: string; key: string; action: TurnAction }
  | { kind: "drop"; threadId: string; key: string };

function reduceTurns(turns: Turns, action: Action): Turns {
  const own = turns[action.threadId] ?? [];
  switch (action.kind) {
    case "start":
      return { ...turns, [action.threadId]: [...own, action.turn] };
    case "drop":
      return { ...turns, [action.threadId]: own.filter((turn) => turn.key !== action.key) };
    case "turn": {
      const changed = own.map((turn) => (turn.key === action.key ? reduceTurn(turn, action.action) : turn));
      return { ...turns, [action.threadId]: changed };
    }
  }
}

interface Pending {
  threadId: string;
  runId: string;
  question: string;
}

/** The run that was under way when the page was closed or reloaded. */
export function pendingRun(): Pending | null {
  try {
    return JSON.parse(recall("pending") ?? "null") as Pending | null;
  } catch {
    return null;
  }
}

export interface Runs {
  turns: Turns;
  ask: (threadId: string, question: string, asset: string | null) => void;
  resume: (pending: Pending) => void;
  stop: (turn: TurnState, threadId: string) => Promise<void>;
  drop: (threadId: string, key: string) => void;
}

export function useRuns(onFinished: (threadId: string) => void): Runs {
  const [turns, dispatch] = useReducer(reduceTurns, {});
  const aborts = useRef(new Map<string, AbortController>());

  const follow = useCallback(
    (threadId: string, key: string, question: string, request: RunRequest | null, cursor: RunCursor) => {
      if (aborts.current.has(key)) return;
      const abort = new AbortController();
      aborts.current.set(key, abort);
      dispatch({ kind: "start", threadId, turn: { ...newTurn(key, question), runId: cursor.runId } });
      const change = (action: TurnAction) => {
        if (action.kind === "event" && action.event.type === "RUN_STARTED") {
          remember("pending", JSON.stringify({ threadId, runId: action.event.runId, question }));
        }
        dispatch({ kind: "turn", threadId, key, action });
      };
      followRun(request, cursor, change, abort.signal)
        .catch((error: unknown) => {
          const requestId = error instanceof ApiError ? error.requestId : null;
          change({ kind: "failed", message: error instanceof ApiError ? error.message : "", requestId });
        })
        .finally(() => {
          aborts.current.delete(key);
          if (pendingRun()?.threadId === threadId) remember("pending", null);
          onFinished(threadId);
        });
    },
    [onFinished],
  );

  const ask = useCallback<Runs["ask"]>(
    (threadId, question, asset) => {
      const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      const request = { threadId, input: question, asset, idempotencyKey: key };
      follow(threadId, key, question, request, { runId: null, lastEventId: null });
    },
    [follow],
  );

  const resume = useCallback<Runs["resume"]>(
    ({ threadId, runId, question }) => follow(threadId, runId, question, null, { runId, lastEventId: null }),
    [follow],
  );

  const stop = useCallback<Runs["stop"]>(async (turn, threadId) => {
    if (turn.runId) await postJson(`/api/runs/${encodeURIComponent(turn.runId)}/cancel`, {});
    dispatch({ kind: "turn", threadId, key: turn.key, action: { kind: "phase", phase: "stopped" } });
    aborts.current.get(turn.key)?.abort();
  }, []);

  const drop = useCallback<Runs["drop"]>((threadId, key) => dispatch({ kind: "drop", threadId, key }), []);

  return useMemo(() => ({ turns, ask, resume, stop, drop }), [turns, ask, resume, stop, drop]);
}
