/** The turns of this browser session, by thread: pure. `NEW` holds those whose thread does not exist yet. */
import { reduceTurn, type TurnAction, type TurnState } from "@/features/conversation/running/turnState";

export const NEW = "";

export type Turns = Record<string, TurnState[]>;

export type LiveAction =
  | { kind: "start"; threadId: string; turn: TurnState }
  | { kind: "turn"; key: string; action: TurnAction }
  | { kind: "move"; key: string; threadId: string }
  | { kind: "drop"; key: string };

export function reduceTurns(turns: Turns, action: LiveAction): Turns {
  if (action.kind === "start")
    return { ...turns, [action.threadId]: [...(turns[action.threadId] ?? []), action.turn] };
  const at = Object.keys(turns).find((id) => turns[id]?.some((turn) => turn.key === action.key));
  if (at === undefined) return turns;
  const own = turns[at] ?? [];
  const others = own.filter((turn) => turn.key !== action.key);
  switch (action.kind) {
    case "drop":
      return { ...turns, [at]: others };
    case "move": {
      const moved = own.filter((turn) => turn.key === action.key);
      return { ...turns, [at]: others, [action.threadId]: [...(turns[action.threadId] ?? []), ...moved] };
    }
    case "turn":
      return {
        ...turns,
        [at]: own.map((turn) => (turn.key === action.key ? reduceTurn(turn, action.action) : turn)),
      };
  }
}
