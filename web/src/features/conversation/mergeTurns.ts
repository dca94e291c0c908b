import { pastTurn, type TurnState } from "@/features/conversation/turnState";
import type { ThreadTurn } from "@/shared/api-types";

/** A thread's turns as the server keeps them, then those of this session that it does not have yet. */
export function mergeTurns(kept: readonly ThreadTurn[], live: readonly TurnState[]): TurnState[] {
  const liveIds = new Set(live.flatMap((turn) => [turn.runId, turn.answer?.id]).filter((id) => id != null));
  const open = new Set(live.map((turn) => turn.question));
  const past = kept.filter(
    (turn) => !liveIds.has(turn.id) && !(turn.answer ? liveIds.has(turn.answer.id) : open.has(turn.question)),
  );
  return [...past.map(pastTurn), ...live];
}
