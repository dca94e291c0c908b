import { describe, expect, it } from "vitest";
import { citationWith } from "@/features/conversation/answer/testAnswer";
import { levelledWarnings, streamedWarnings } from "@/features/conversation/warnings/warningLevel";

describe("warnings", () => {
  it("come gravest first, each with its marker and without its signal word twice", () => {
    const claims = [
      { text: "CAUTION: Wear a mask [2].", citations: [2] },
      { text: "Read 0 bar first.", citations: [1] },
    ];
    const cited = [citationWith({ n: 1, quote: "DANGER Stored pressure." }), citationWith({ n: 2 })];
    expect(levelledWarnings(claims, cited, [])).toEqual([
      { level: "danger", text: "Read 0 bar first. [1]" },
      { level: "caution", text: "Wear a mask [2]." },
    ]);
  });

  it("are never made milder: without any word they are warnings", () => {
    expect(levelledWarnings([{ text: "Hot oil.", citations: [] }], [], [])[0]?.level).toBe("warning");
    expect(streamedWarnings([{ text: "GEFAHR: Quetschen", level: "" }])).toEqual([
      { level: "danger", text: "Quetschen" },
    ]);
  });

  it("lose a signal word in capitals, as printed above the box, and keep a word of the sentence", () => {
    const texts = ["DANGER 328 V DC on the poles.", "Danger of crushing."].map((text) => ({
      text,
      level: "danger",
    }));
    expect(streamedWarnings(texts).map(({ text }) => text)).toEqual([
      "328 V DC on the poles.",
      "Danger of crushing.",
    ]);
  });

  it("take their level from the stream where it was given", () => {
    const streamed = [{ text: "Hot oil. [1]", level: "danger" }];
    expect(levelledWarnings([{ text: "Hot oil.", citations: [1] }], [], streamed)[0]?.level).toBe("danger");
  });
});
