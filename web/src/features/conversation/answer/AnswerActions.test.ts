import { describe, expect, it } from "vitest";
import { forClipboard } from "@/features/conversation/answer/AnswerActions";
import { answerWith, citationWith } from "@/features/conversation/answer/testAnswer";

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
