import { describe, expect, it } from "vitest";
import { linePoints, sameSize, share, signed } from "@/features/evaluations/numbers";

describe("figures of evaluations", () => {
  it("are shares without the nought, whole numbers with it", () => {
    expect([0.8461, 1, -0.05, 12.5].map(share)).toEqual([".846", "1.000", "-.050", "12.500"]);
    expect([0.02, -0.02, 0].map(signed)).toEqual(["+.020", "-.020", ".000"]);
  });

  it("are drawn from the lowest to the highest", () => {
    expect(linePoints([0, 1, 0.5], 100, 10)).toEqual([
      [0, 10],
      [50, 0],
      [100, 5],
    ]);
    expect(linePoints([0.7, 0.7], 100, 10)).toEqual([
      [0, 5],
      [100, 5],
    ]);
  });

  it("are drawn over a wider range where one is given", () => {
    expect(linePoints([0.5, 1], 100, 10, [0, 1])).toEqual([
      [0, 5],
      [100, 0],
    ]);
  });

  it("of narrowed runs stand in no trend of whole ones", () => {
    const of = (run_id: string, n: number) => ({
      run_id,
      finished: "2026-11-01T00:00:00Z",
      model: "",
      value: { mean: 1, n, low: 1, high: 1 },
    });
    const found = sameSize([of("whole", 91), of("narrowed", 40), of("newest", 91)]);
    expect(found.map(({ run_id }) => run_id)).toEqual(["whole", "newest"]);
    expect(sameSize([])).toEqual([]);
  });
});
