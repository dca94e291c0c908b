import { describe, expect, it } from "vitest";
import { withListsHeaded } from "@/features/conversation/answer/recordWords";
import { citationWith } from "@/features/conversation/answer/testAnswer";

const record = citationWith({
  kind: "alarm",
  quote: "Alarm 71: Low oil\nTyp: A1\nUrsache: Leak.\nUrsache: Filter: clogged.\nMaßnahme: Top up.",
});
const words = (key: string) => `<${key}>`;
const said = (text: string, citation = record) =>
  withListsHeaded([{ warnings: [], text, verdict: null }], [citation], words)[0]?.text.split("\n");

describe("an alarm's lists", () => {
  it("are headed in the person's words, once each, whatever the record's labels are called", () => {
    expect(said("- Typ: A1 [1]\n- Leak. [1]\n- Filter: clogged. [1]\n1. Top up. [1]")).toEqual([
      "- Typ: A1 [1]",
      "### <fieldCauses>",
      "- Leak. [1]",
      "- Filter: clogged. [1]",
      "### <fieldToDo>",
      "1. Top up. [1]",
    ]);
  });

  it("are no lists of a manual or another record", () => {
    expect(said("- Leak. [1]", citationWith({ quote: "Cause: Leak." }))).toEqual(["- Leak. [1]"]);
  });
});
