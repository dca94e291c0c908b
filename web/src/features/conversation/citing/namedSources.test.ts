import { describe, expect, it } from "vitest";
import { citationWith } from "@/features/conversation/answer/testAnswer";
import { namedSources } from "@/features/conversation/citing/namedSources";
import { namesPattern } from "@/shared/markdown/Named";

const parts = (text: string, names: string[]) => text.split(namesPattern(names) ?? /(?!)/);

describe("names of sources", () => {
  it("are the numbers of records and of sections", () => {
    const named = namedSources([
      citationWith({ n: 1, section: "7.3 Replacing the pads" }),
      citationWith({ n: 2, section: "Safety" }),
      citationWith({ n: 3, kind: "work_order", source_id: "WO-10234", section: null }),
      citationWith({ n: 4, section: "7.3 Replacing the pads" }),
    ]);
    expect([...named].map(([name, { n }]) => [name, n])).toEqual([
      ["7.3", 1],
      ["WO-10234", 3],
    ]);
  });

  it("are found as whole words only", () => {
    expect(parts("see 7.3, not 17.3 or 7.3.1, and 7.3.", ["7.3"])).toEqual([
      "see ",
      "7.3",
      ", not 17.3 or 7.3.1, and ",
      "7.3",
      ".",
    ]);
    expect(parts("WO-102 and WO-1024", ["WO-102", "WO-1024"])).toEqual([
      "",
      "WO-102",
      " and ",
      "WO-1024",
      "",
    ]);
    expect(parts("A+B (1)", ["A+B"])).toEqual(["", "A+B", " (1)"]);
  });
});
