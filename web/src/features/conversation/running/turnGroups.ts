/** A thread may have hundreds of turns: by the handful, the browser has few boxes to watch and to lay out anew. Pure. */
import type { TurnState } from "@/features/conversation/running/turnState";

const SIZE = 6;

export interface TurnGroup {
  key: number;
  turns: TurnState[];
}

/**
 * Neighbouring turns in groups, counted from the one whose key is `anchor`, so that a turn stays in its group while
 * others come before and behind it. A key that is not there counts as the first turn's.
 */
export function turnGroups(turns: readonly TurnState[], anchor: string | undefined): TurnGroup[] {
  const origin = Math.max(
    0,
    turns.findIndex((turn) => turn.key === anchor),
  );
  const groups: TurnGroup[] = [];
  for (const [i, turn] of turns.entries()) {
    const key = Math.floor((i - origin) / SIZE);
    const last = groups.at(-1);
    if (last?.key === key) last.turns.push(turn);
    else groups.push({ key, turns: [turn] });
  }
  return groups;
}
