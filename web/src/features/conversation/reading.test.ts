import { describe, expect, it } from "vitest";
import { forClipboard } from "@/features/conversation/AnswerActions";
import { clarification } from "@/features/conversation/choices";
import { answerWith, citationWith } from "@/features/conversation/testAnswer";
import { levelledWarnings, streamedWarnings } from "@/features/conversation/warningLevel";

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

describe("a clarifying question", () => {
  it("has its list as choices", () => {
    const text =
      "Code 412 means different things. Which machine is it?\n- K112: Oil hot\n- O138: Bearing hot";
    expect(clarification(text, [])).toEqual({
      question: "Code 412 means different things. Which machine is it?",
      choices: ["K112: Oil hot", "O138: Bearing hot"],
    });
  });

  it("leaves the places that made it where they are", () => {
    const text = "Which one?\n- Panel A\n- Panel B\n1. Press S3. [1]";
    expect(clarification(text, [])).toEqual({
      question: "Which one?\n1. Press S3. [1]",
      choices: ["Panel A", "Panel B"],
    });
  });

  it("has the turbines it names as choices", () => {
    const { choices } = clarification("Did you mean WTG-07, WTG-1?", ["WTG-07", "WTG-1", "WTG-10"]);
    expect(choices).toEqual(["WTG-07", "WTG-1"]);
  });
});

describe("the copied text", () => {
  it("names warnings and sources", () => {
    const answer = answerWith({
      warnings: [{ text: "Read **0 bar** first [1].", citations: [1] }],
      citations: [citationWith()],
    });
    expect(forClipboard(answer)).toBe(
      "! Read 0 bar first.\n\nTighten to 520 Nm [1].\n\n[1] K112 manual, rev. D, 7.3 Pads, p. 112",
    );
  });
});
