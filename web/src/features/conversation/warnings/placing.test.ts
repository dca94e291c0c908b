import { describe, expect, it } from "vitest";
import { placed } from "@/features/conversation/warnings/placing";
import type { Claim, SafetyWarning } from "@/shared/api-types";

function cut(lines: string[], claims: (string | Claim)[], warnings: [string, number[]][] = []) {
  const answer = {
    text: lines.join("\n"),
    claims: claims.map((claim) => (typeof claim === "string" ? { text: claim, citations: [1] } : claim)),
    warnings: warnings.map(([text, governs]): SafetyWarning => ({ text, citations: [], governs })),
  };
  return placed(answer).map(({ warnings: before, text, verdict }) => [
    before.map((warning) => warning.text).join("+"),
    text,
    verdict,
  ]);
}

describe("warnings", () => {
  it("stand before the first claim that they govern", () => {
    const lines = ["The pump gives 210 bar. [1]", "1. Open V4. [2]", "2. Drain the oil. [2]"];
    const claims = ["The pump gives 210 bar.", "1. Open V4.", "2. Drain the oil."];
    expect(
      cut(lines, claims, [
        ["pressure", [1, 2]],
        ["heat", [2]],
      ]),
    ).toEqual([
      ["", lines[0], null],
      ["pressure", lines[1], null],
      ["heat", lines[2], null],
    ]);
  });

  it("go before a lead-in, behind the source's line of the claim above, and break no table", () => {
    const steps = ["It holds. [1]", "> The source says: 3 l", "Do this:", "1. **Open** V4. [2]"];
    expect(cut(steps, ["It holds.", "1. **Open** V4."], [["pressure", [1]]])).toEqual([
      ["", steps.slice(0, 2).join("\n"), null],
      ["pressure", steps.slice(2).join("\n"), null],
    ]);
    const table = ["Values:", "| a | b |", "|---|---|", "| 1 | 2 | [1]", "| 3 | 4 | [1]"];
    expect(cut(table, ["| 1 | 2 |", "| 3 | 4 |"], [["hot", [1]]])).toEqual([
      ["", "Values:", null],
      ["hot", table.slice(1).join("\n"), null],
    ]);
  });

  it("that govern no claim shown come first", () => {
    expect(
      cut(
        ["Done. [1]"],
        ["Done."],
        [
          ["old", []],
          ["lost", [7]],
        ],
      ),
    ).toEqual([["old+lost", "Done. [1]", null]]);
    expect(cut([], [], [["alone", []]])).toEqual([["alone", "", null]]);
  });
});

it("marks the source's own words in place of a model's, and what code worked out", () => {
  const quoted: Claim = { text: "Do not loosen the nut.", citations: [1], verdict: "quoted", source: "" };
  expect(cut(["First. [1]", "Do not loosen the nut. [1]", "Last. [1]"], ["First.", quoted, "Last."])).toEqual(
    [
      ["", "First. [1]", null],
      ["", "Do not loosen the nut. [1]", "quoted"],
      ["", "Last. [1]", null],
    ],
  );
  const derived: Claim = { text: "In all 12 l.", citations: [1], verdict: "derived" };
  expect(cut(["Two of 6 l. [1]", "In all 12 l. [1]"], ["Two of 6 l.", derived]).at(-1)).toEqual([
    "",
    "In all 12 l. [1]",
    "derived",
  ]);
});
