import { describe, expect, it } from "vitest";
import { turnGroups } from "@/features/conversation/running/turnGroups";
import { newTurn } from "@/features/conversation/running/turnState";

const turns = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => newTurn(`${from + i}`, "?"));
const homes = (from: number, to: number, anchor: string) =>
  new Map(
    turnGroups(turns(from, to), anchor).flatMap(({ key, turns }) =>
      turns.map((turn) => [turn.key, key] as const),
    ),
  );

describe("turns in groups", () => {
  it("keep every turn once, in order", () => {
    const kept = turnGroups(turns(0, 23), "0").flatMap((group) => group.turns.map(({ key }) => key));
    expect(kept).toEqual(turns(0, 23).map(({ key }) => key));
  });

  it("stay where they are when earlier turns are fetched and new ones asked", () => {
    const before = homes(10, 30, "10");
    const after = homes(3, 34, "10");
    for (const [turn, group] of before) expect(after.get(turn)).toBe(group);
  });

  it("are counted from the first where the anchor is of another thread", () => {
    expect(turnGroups(turns(0, 7), "elsewhere").map(({ key }) => key)).toEqual([0, 1]);
  });
});
