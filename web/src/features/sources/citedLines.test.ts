import { describe, expect, it } from "vitest";
import { citationWith } from "@/features/conversation/answer/testAnswer";
import { citedLines } from "@/features/sources/citedLines";

const rows = [
  "Joint Bolt Torque Serial no.",
  "Yaw motor to yaw",
  "gearbox",
  "M10 x 35",
  "46 Nm ±5 %",
  "all",
  "Cover flange",
  "M14",
  "88 Nm ±5 %",
  "all",
];
const cited = citationWith({ quote: rows.join("\n") });
const claim = (text: string, citations = [1]) => ({ text, citations });
const marked = (...claims: ReturnType<typeof claim>[]) =>
  citedLines(cited, claims)?.flatMap((taken, at) => (taken ? [rows[at]] : [])) ?? null;

describe("the lines that an answer took", () => {
  it("are the cells of its row, not those of the row before that read alike", () => {
    expect(marked(claim("Joint: Cover flange; Bolt: M14; Torque: 88 Nm ±5 %; Serial no.: all"))).toEqual(
      rows.slice(6),
    );
    expect(
      marked(claim("Joint: Yaw motor to yaw gearbox; Bolt: M10 x 35; Torque: 46 Nm ±5 %; Serial no.: all")),
    ).toEqual(rows.slice(1, 6));
  });

  it("are the row where a line is a whole row", () => {
    const table = citationWith({ quote: "Joint Torque\nCover flange 62 Nm\nWheel nuts 140 Nm all" });
    const row = claim("Joint: Wheel nuts; Torque: 140 Nm; Serial numbers: all");
    expect(citedLines(table, [row])).toEqual([false, false, true]);
  });

  it("are a line that is quoted by itself", () => {
    const steps = citationWith({ quote: "1. Open V4.\n2. Drain the oil." });
    expect(citedLines(steps, [claim("2. **Drain** the oil. [1]")])).toEqual([false, true]);
  });

  it.each([
    ["in other words", [claim("The cover of the flange takes eighty-eight newton metres, all of them.")]],
    ["where another source is cited", [claim("Cover flange M14 88 Nm ±5 % all", [2])]],
    ["where all was taken", [claim(rows.join(" "))]],
  ])("cannot be told %s", (_, claims) => expect(marked(...claims)).toBeNull());
});
