import { describe, expect, it } from "vitest";
import { linePoints, share, signed } from "@/features/evaluations/numbers";

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
});
