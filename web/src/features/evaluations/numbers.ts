/** Figures of evaluations as engineers read them. */

/** 0.8461 -> ".846"; what is not a share keeps its whole part. */
export function share(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, "$1.");
}

export function signed(value: number): string {
  return value > 0 ? `+${share(value)}` : share(value);
}

/** The points of a line over equal steps, in a box of `width` x `height`; a flat line runs through its middle. */
export function linePoints(values: readonly number[], width: number, height: number): [number, number][] {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const step = width / Math.max(1, values.length - 1);
  return values.map((value, i) => [
    i * step,
    range === 0 ? height / 2 : height - ((value - low) / range) * height,
  ]);
}
