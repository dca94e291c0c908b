import { describe, expect, it } from "vitest";
import { readFields } from "@/shared/markdown/fields";
import { parseInline } from "@/shared/markdown/inline";

const read = (...lines: string[]) => readFields(lines);

describe("labels and values", () => {
  it("are rows where a line has several", () => {
    expect(
      read("Joint: Flange; Torque: 520 Nm ±3 % [1]", "Joint: Cover; Max. torque: 46 Nm [1]", "Lock it."),
    ).toEqual({
      rows: [
        [
          { label: "Joint", value: "Flange" },
          { label: "Torque", value: "520 Nm ±3 % [1]" },
        ],
        [
          { label: "Joint", value: "Cover" },
          { label: "Max. torque", value: "46 Nm [1]" },
        ],
      ],
      taken: 2,
    });
  });

  it("are one row where neighbouring lines have one each", () => {
    const found = read("Personen: 2 [3]", "Zeit: 1 h [3]", "Werkzeug: Schlüssel; Fett");
    expect(found).toEqual({
      rows: [
        [
          { label: "Personen", value: "2 [3]" },
          { label: "Zeit", value: "1 h [3]" },
        ],
      ],
      taken: 2,
    });
  });

  it.each([
    ["Meaning: the pack is flat."],
    ["Tighten it to 520 Nm; then: stop"],
    ["At 10:30 the pump stopped; see 7.3"],
    ["Do this. Note: it is hot; Also: wet"],
  ])("%s is a sentence", (line) => expect(read(line)).toBeNull());
});

describe("values and their units", () => {
  const kept = (text: string) =>
    parseInline(text).flatMap((node) => (node.type === "whole" ? [node.text] : []));

  it.each([
    ["Tighten to 1380 Nm ±3 % now", ["1380 Nm ±3 %"]],
    ["1250 N m ±3 % in passes", ["1250 N m ±3 %"]],
    ["24 V DC at 0.6 mm", ["24 V DC", "0.6 mm"]],
    ["Part 29-1182 of WO-10234", ["29-1182", "WO-10234"]],
    ["mit 2 000 U/min bei 40 °C", ["2 000 U/min", "40 °C"]],
    ["1 bar to 2.5 bar", ["1 bar", "2.5 bar"]],
    ["the 12 screwdrivers", []],
    ["5 लीटर तेल", ["5 लीटर"]],
  ])("%s", (text, wanted) => expect(kept(text)).toEqual(wanted));
});
