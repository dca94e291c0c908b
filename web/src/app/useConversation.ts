import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Place } from "@/app/usePlace";
import { NEW } from "@/features/conversation/running/liveTurns";
import { mergeTurns } from "@/features/conversation/running/mergeTurns";
import { isOver, type TurnState } from "@/features/conversation/running/turnState";
import { useRuns } from "@/features/conversation/running/useRuns";
import { threadsKey, useThread } from "@/features/threads/useThreads";

/** The turns of the place the technician is at, and what can be done with them. */
export function useConversation(person: string, place: Place, go: (place: Place) => void) {
  const client = useQueryClient();
  const thread = useThread(place.thread);
  const here = useRef(place);
  here.current = place;
  const runs = useRuns(person, {
    onThread: (id) => {
      if (here.current.thread === null) go({ ...here.current, thread: id });
    },
    onOver: () => void client.invalidateQueries({ queryKey: threadsKey, exact: true }),
  });
  const { join, ask, drop } = runs;
  const live = runs.turns[place.thread ?? NEW];

  const kept = thread.turns;
  useEffect(() => {
    // One whose run has no id here yet is the very run that the server names.
    if (live?.some((turn) => !turn.runId && !isOver(turn.phase))) return;
    const known = new Set((live ?? []).map((turn) => turn.runId));
    for (const { id, question, status } of kept)
      if (status === "running" && !known.has(id)) join(place.thread ?? NEW, id, question);
  }, [kept, live, join, place.thread]);

  const turns = useMemo(() => mergeTurns(kept, live ?? []), [kept, live]);
  return {
    thread,
    turns,
    runs,
    ask: (question: string) => ask(place.thread, question, place.asset),
    retry: (turn: TurnState) => {
      drop(turn.key);
      ask(place.thread, turn.question, place.asset);
    },
  };
}
