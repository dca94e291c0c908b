import { render, screen } from "@testing-library/preact";
import { describe, expect, it } from "vitest";
import { parseBlocks } from "@/shared/markdown/blocks";
import { parseInline, plainText } from "@/shared/markdown/inline";
import { Markdown } from "@/shared/markdown/Markdown";

describe("inline marks", () => {
  it("finds bold, code and every kind of marker", () => {
    expect(parseInline("Tighten to **520 Nm** [1][2, 3].")).toEqual([
      { type: "text", text: "Tighten to " },
      { type: "bold", children: [{ type: "whole", text: "520 Nm" }] },
      { type: "text", text: " " },
      { type: "marker", n: 1 },
      { type: "marker", n: 2 },
      { type: "marker", n: 3 },
      { type: "text", text: "." },
    ]);
  });

  it.each(["2 * 3 * 4", "a_b_c", "[text](javascript:alert(1))", "<img src=x onerror=alert(1)>"])(
    "leaves %s as it is",
    (text) => expect(parseInline(text)).toEqual([{ type: "text", text }]),
  );

  it("drops marks and markers for reading aloud", () => {
    expect(plainText("Read **0 bar** [2]. Then go [1, 3].")).toBe("Read 0 bar. Then go.");
  });
});

describe("blocks", () => {
  it("keeps the number a list starts with and nests lists", () => {
    expect(parseBlocks("3. Lock\n   - rotor\n   - yaw\n\n4. Drain")).toEqual([
      {
        type: "list",
        ordered: true,
        start: 3,
        items: [
          {
            lines: ["Lock"],
            children: [
              {
                type: "list",
                ordered: false,
                start: 1,
                items: [
                  { lines: ["rotor"], children: [] },
                  { lines: ["yaw"], children: [] },
                ],
              },
            ],
          },
          { lines: ["Drain"], children: [] },
        ],
      },
    ]);
  });

  it("reads a table and pads short rows when shown", () => {
    const text = "Torques:\n| Bolt | Nm |\n|---|---:|\n| M20 | 520 [1] |\n| M24 |";
    expect(parseBlocks(text)).toEqual([
      { type: "paragraph", text: "Torques:" },
      { type: "table", header: ["Bolt", "Nm"], rows: [["M20", "520 [1]"], ["M24"]] },
    ]);
    render(<Markdown text={text} marker={(n) => <button type="button">{n}</button>} />);
    expect(screen.getAllByRole("cell")).toHaveLength(4);
  });

  it("shows HTML as text", () => {
    const { container } = render(<Markdown text="<script>alert(1)</script>" marker={() => null} />);
    expect(container.querySelector("script")).toBeNull();
    expect(container.textContent).toBe("<script>alert(1)</script>");
  });

  it("names a source once where neighbours share it", () => {
    const text = "1. Lock [1]\n2. Drain [1]\n3. Fill [2]";
    render(<Markdown text={text} marker={(n) => <button type="button">{n}</button>} />);
    expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "Lock",
      "Drain 1",
      "Fill 2",
    ]);
  });

  it("lays rows of one table out as a table, whose cells keep their labels where it is narrow", () => {
    render(
      <Markdown
        text={"Joint: Cover; Torque: 46 Nm [1]\nJoint: Flange; Torque: 520 Nm [1]"}
        marker={() => null}
      />,
    );
    expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(["Joint", "Torque"]);
    expect(screen.getAllByRole("cell")[3]?.getAttribute("data-label")).toBe("Torque");
  });

  it("makes the one figure of a record large, and none of several", () => {
    const results = (text: string) =>
      [
        ...render(<Markdown text={text} marker={() => null} />).container.querySelectorAll(
          ".field-result dd",
        ),
      ].map((each) => each.textContent);
    expect(results("Joint: Cover; Torque: 46 N m ±3 %; Passes: 50 %, 100 % [1]")).toEqual(["46 N m ±3 %"]);
    expect(results("Stock at Van 1: 2 pcs; Lead time: 9 days [1]")).toEqual([]);
  });
});
