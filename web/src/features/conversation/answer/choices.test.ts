import { describe, expect, it } from "vitest";
import { clarification } from "@/features/conversation/answer/choices";

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
