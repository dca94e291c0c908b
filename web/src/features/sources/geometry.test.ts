import { describe, expect, it } from "vitest";
import { clampZoom, legibleZoom, marksOf } from "@/features/sources/geometry";

describe("marks on a page picture", () => {
  it("lie where the boxes are, as shares of the page", () => {
    const [mark] = marksOf([[59.5, 84.2, 119, 168.4]], 1190, 1684);
    expect(mark?.left).toBeCloseTo(((59.5 - 1.5) / 595) * 100);
    expect(mark?.top).toBeCloseTo(((84.2 - 1.5) / 842) * 100);
    expect(mark?.width).toBeCloseTo((62.5 / 595) * 100);
    expect(mark?.height).toBeCloseTo((87.2 / 842) * 100);
  });

  it("stay on the page", () => {
    const [mark] = marksOf([[0, 0, 595, 842]], 1190, 1684);
    expect(mark).toEqual({ left: 0, top: 0, width: 100, height: 100 });
  });
});

describe("zoom", () => {
  it("keeps to its range", () => expect([clampZoom(0.2), clampZoom(9)]).toEqual([1, 4]));

  it("starts close on a phone and whole on a wide screen", () => {
    const marks = [{ left: 12, top: 10, width: 75, height: 2 }];
    expect(legibleZoom(marks, 360)).toBe(1.25);
    expect(legibleZoom(marks, 700)).toBe(1);
    expect(legibleZoom([], 360)).toBe(1);
  });
});
