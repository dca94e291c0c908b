import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Place } from "@/app/usePlace";
import { mergeTurns } from "@/features/conversation/mergeTurns";
import { newTurn, type TurnState } from "@/features/conversation/turnState";
import { pendingRun, useRuns } from "@/features/conversation/useRuns";
import { createThread, threadKey, threadsKey, useThread } from "@/features/threads/useThreads";
import { ApiError } from "@/shared/http";

/** The turns of the place the technician is at, and what can be done with them. */
export function useConversation(place: Place, go: (place: Place) => void) {
  const client = useQueryClient();
  const thread = useThread(place.thread);
  const [unsent, setUnsent] = useState<TurnState | null>(null);
  const onFinished = useCallback(() => {
    void client.invalidateQueries({ queryKey: threadsKey, exact: true });
  }, [client]);
  const runs = useRuns(onFinished);
  const { resume } = runs;
  const live = place.thread ? runs.turns[place.thread] : unsent ? [unsent] : undefined;

  useEffect(() => {
    const pending = pendingRun();
    if (pending) resume(pending);
  }, [resume]);

  useEffect(() => {
    const known = new Set((live ?? []).map((turn) => turn.runId));
    const running =
      thread.data?.turns.filter((turn) => turn.status === "running" && !known.has(turn.id)) ?? [];
    for (const { id, question } of running) resume({ threadId: thread.data?.id ?? "", runId: id, question });
  }, [thread.data, live, resume]);

  const ask = async (question: string) => {
    if (place.thread) return runs.ask(place.thread, question, place.asset);
    setUnsent(newTurn("unsent", question));
    try {
      const id = await createThread(question, place.asset);
      client.setQueryData(threadKey(id), { id, title: question, asset: place.asset, turns: [] });
      runs.ask(id, question, place.asset);
      setUnsent(null);
      go({ ...place, thread: id });
    } catch (error) {
      const message = error instanceof ApiError ? error.message : "";
      setUnsent({ ...newTurn("unsent", question), phase: "failed", error: { message, requestId: null } });
    }
  };

  const turns = useMemo(() => mergeTurns(thread.data?.turns ?? [], live ?? []), [thread.data, live]);

  const retry = (turn: TurnState) => {
    if (place.thread) runs.drop(place.thread, turn.key);
    return ask(turn.question);
  };

  return { thread, turns, ask, retry, runs, clearUnsent: () => setUnsent(null) };
}
