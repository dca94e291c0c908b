import { isOver, pastTurn, type TurnState } from "@/features/conversation/running/turnState";
import type { ThreadTurn } from "@/shared/api-types";

const past = new WeakMap<ThreadTurn, TurnState>();

/** The same turn every time, so that a list of hundreds is not drawn anew for one. */
function pastOnce(turn: ThreadTurn): TurnState {
  const known = past.get(turn) ?? pastTurn(turn);
  past.set(turn, known);
  return known;
}

/** A thread's turns as the server keeps them, each in the form that knows more, then those that it does not have yet. */
export function mergeTurns(kept: readonly ThreadTurn[], live: readonly TurnState[]): TurnState[] {
  const byRun = new Map(live.flatMap((turn) => (turn.runId ? [[turn.runId, turn] as const] : [])));
  const unnamed = new Set(live.flatMap((turn) => (turn.runId || isOver(turn.phase) ? [] : [turn.question])));
  const turns = kept.flatMap((turn) => {
    const own = byRun.get(turn.id);
    if (own) return turn.answer && !own.answer && isOver(own.phase) ? [pastOnce(turn)] : [own];
    return !turn.answer && unnamed.has(turn.question) ? [] : [pastOnce(turn)];
  });
  const shown = new Set(kept.map((turn) => turn.id));
  return [...turns, ...live.filter((turn) => !turn.runId || !shown.has(turn.runId))];
}
