/** The questions of this browser session; they go on while another thread is looked at, and after a reload. */
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { type LiveAction, NEW, reduceTurns, type Turns } from "@/features/conversation/running/liveTurns";
import { followRun } from "@/features/conversation/running/runStream";
import {
  isOver,
  newTurn,
  reduceTurn,
  type Said,
  type TurnAction,
  type TurnState,
} from "@/features/conversation/running/turnState";
import { ApiError, postJson } from "@/shared/http";
import { forgetQuestion, type KeptQuestion, keepQuestion, keptQuestions } from "@/shared/keptQuestions";

export interface Runs {
  turns: Turns;
  ask: (threadId: string | null, question: string, asset: string | null) => void;
  /** Read on a run that this device did not keep, such as one begun in another window. */
  join: (threadId: string, runId: string, question: string) => void;
  stop: (turn: TurnState) => Promise<void>;
  drop: (key: string) => void;
}

interface Hearers {
  onThread: (id: string, question: string) => void;
  onOver: (threadId: string) => void;
}

/** One question on its way: what this device keeps of it, its turn, and how to end it. */
interface Live {
  kept: KeptQuestion;
  turn: TurnState;
  abort: AbortController;
  stopping: boolean;
}

const cancel = (runId: string) => postJson(`/api/runs/${encodeURIComponent(runId)}/cancel`, {});

export function useRuns(person: string, hearers: Hearers): Runs {
  const [turns, dispatch] = useReducer(reduceTurns, {});
  const live = useRef(new Map<string, Live>());
  const hear = useRef(hearers);
  hear.current = hearers;

  const follow = useCallback((kept: KeptQuestion) => {
    if (live.current.has(kept.key)) return;
    const turn = turnOf(kept);
    dispatch({ kind: "start", threadId: kept.threadId ?? NEW, turn });
    if (kept.state !== "open") return;
    const one: Live = { kept, turn, abort: new AbortController(), stopping: false };
    live.current.set(kept.key, one);
    void send(one, dispatch, hear).finally(() => live.current.delete(kept.key));
  }, []);

  useEffect(() => {
    void keptQuestions(person).then((all) => all.forEach(follow));
  }, [person, follow]);

  const ask = useCallback<Runs["ask"]>(
    (threadId, question, asset) =>
      follow({ ...blank(person), key: crypto.randomUUID?.() ?? `${Date.now()}`, threadId, question, asset }),
    [person, follow],
  );

  const join = useCallback<Runs["join"]>(
    (threadId, runId, question) => {
      const known = [...live.current.values()].some(({ turn }) => turn.runId === runId);
      if (!known) follow({ ...blank(person), key: runId, threadId, runId, question });
    },
    [person, follow],
  );

  const stop = useCallback<Runs["stop"]>(async ({ key }) => {
    const one = live.current.get(key);
    if (!one) return;
    one.stopping = true;
    if (one.turn.phase === "sending") return; // the run is stopped as soon as it has begun
    try {
      if (one.turn.runId) await cancel(one.turn.runId);
    } catch (error) {
      one.stopping = false;
      throw error;
    }
    stopped(one, dispatch);
  }, []);

  const drop = useCallback<Runs["drop"]>((key) => {
    void forgetQuestion(key);
    dispatch({ kind: "drop", key });
  }, []);

  return useMemo(() => ({ turns, ask, join, stop, drop }), [turns, ask, join, stop, drop]);
}

/** Send a question and follow its run to the end; what arrives is kept as it comes. */
async function send(one: Live, dispatch: (action: LiveAction) => void, hear: { current: Hearers }) {
  const { kept, abort } = one;
  const cursor = { threadId: kept.threadId, runId: kept.runId, lastEventId: kept.lastEventId };
  const change = (action: TurnAction) => {
    one.turn = reduceTurn(one.turn, action);
    dispatch({ kind: "turn", key: kept.key, action });
    if (one.stopping && !isOver(one.turn.phase)) void stopNow(one, dispatch);
    if (action.kind === "event") keepArrived(one);
  };
  const onThread = (id: string) => {
    kept.threadId = id;
    keepArrived(one);
    dispatch({ kind: "move", key: kept.key, threadId: id });
    hear.current.onThread(id, kept.question);
  };
  if (!(await keepQuestion(kept))) dispatch({ kind: "turn", key: kept.key, action: { kind: "unkept" } });
  try {
    await followRun(kept, cursor, change, onThread, abort.signal);
  } catch (error) {
    const requestId = error instanceof ApiError ? error.requestId : null;
    change({ kind: "failed", message: error instanceof ApiError ? error.message : "", requestId });
  }
  keepArrived(one);
  hear.current.onOver(kept.threadId ?? NEW);
}

/** Stop was pressed before the run had begun: now that it has, or that nothing is on its way, it can be. */
async function stopNow(one: Live, dispatch: (action: LiveAction) => void): Promise<void> {
  one.stopping = false;
  if (one.turn.runId) await cancel(one.turn.runId).catch(() => undefined);
  stopped(one, dispatch);
}

function stopped(one: Live, dispatch: (action: LiveAction) => void): void {
  const action: TurnAction = { kind: "phase", phase: "stopped" };
  one.turn = reduceTurn(one.turn, action);
  dispatch({ kind: "turn", key: one.kept.key, action });
  one.abort.abort();
}

function keepArrived({ kept, turn }: Live): void {
  if (turn.answer) return void forgetQuestion(kept.key);
  const state = turn.phase === "failed" || turn.phase === "stopped" ? turn.phase : "open";
  Object.assign(kept, { runId: turn.runId, lastEventId: turn.lastEventId, said: turn.said, state });
  if (!(state === "stopped" && !turn.runId)) void keepQuestion(kept);
  else void forgetQuestion(kept.key);
}

function blank(person: string): Omit<KeptQuestion, "key" | "question"> {
  const nothing = { threadId: null, asset: null, runId: null, lastEventId: null, said: [] };
  return { ...nothing, person, state: "open", created: Date.now() };
}

function turnOf({ key, question, runId, lastEventId, said, state }: KeptQuestion): TurnState {
  const phase = state !== "open" ? state : runId ? "resuming" : "sending";
  return { ...newTurn(key, question), runId, lastEventId, said: said as Said[], phase };
}
