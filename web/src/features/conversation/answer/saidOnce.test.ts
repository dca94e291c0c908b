import { describe, expect, it } from "vitest";
import { saidOnce } from "@/features/conversation/answer/saidOnce";
import { answerWith } from "@/features/conversation/answer/testAnswer";

const side = (place: string, value: string) => ({ place, value, claims: [], citations: [] });

describe("an answer's text", () => {
  it("leaves to the view of disagreeing documents what that says", () => {
    const disagreements = [{ sides: [side("Torques 2", "95 Nm"), side("Site list 1", "115 Nm")] as never }];
    const text =
      "Tighten to 95 Nm. [1]\nTorques 2 (95 Nm) and Site list 1 (115 Nm) disagree: clarify which holds.";
    expect(saidOnce(answerWith({ text, disagreements }))).toBe("Tighten to 95 Nm. [1]");
  });

  it("leaves to an approval's card what that says, but nothing that is cited", () => {
    const approvals = [{ summary: "New work order on T-1: noise" } as never];
    const text = "The stock is 2. [1]\nWaiting for your approval: New work order on T-1: noise.";
    expect(saidOnce(answerWith({ text, approvals }))).toBe("The stock is 2. [1]");
  });
});
