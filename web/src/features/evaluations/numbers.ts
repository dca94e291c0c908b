/** Figures of evaluations as engineers read them. */
import type { Trend } from "@/shared/api-types";

/** 0.8461 -> ".846"; what is not a share keeps its whole part. */
export function share(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}

export function signed(value: number): string {
  return value > 0 ? `+${share(value)}` : share(value);
}

/** Only what was measured on as many cases as the newest: a narrowed run says nothing of how the whole went. */
export function sameSize(points: Trend["points"]): Trend["points"] {
  return points.filter(({ value }) => value.n === points.at(-1)?.value.n);
}

/** The points of a line over equal steps, in a box of `width` x `height` that reaches over `all`; a flat line runs through its middle. */
export function linePoints(
  values: readonly number[],
  width: number,
  height: number,
  all: readonly number[] = values,
): [number, number][] {
  const low = Math.min(...all);
  const range = Math.max(...all) - low;
  const step = width / Math.max(1, values.length - 1);
  return values.map((value, i) => [
    i * step,
    range === 0 ? height / 2 : height - ((value - low) / range) * height,
  ]);
}
