/** Where quoted boxes lie on a page picture. */
import type { Box } from "@/shared/api-types";

/** Pixels of the page picture for one PDF point. */
export const pictureScale = 2;

export interface Mark {
  left: number;
  top: number;
  width: number;
  height: number;
}

const margin = 1.5;

/** Boxes in points as percentages of a picture of `width` x `height` pixels, with a little air around. */
export function marksOf(boxes: readonly Box[], width: number, height: number): Mark[] {
  const w = width / pictureScale;
  const h = height / pictureScale;
  return boxes.map(([x0, y0, x1, y1]) => {
    const left = Math.max(0, x0 - margin);
    const top = Math.max(0, y0 - margin);
    return {
      left: (left / w) * 100,
      top: (top / h) * 100,
      width: ((Math.min(w, x1 + margin) - left) / w) * 100,
      height: ((Math.min(h, y1 + margin) - top) / h) * 100,
    };
  });
}

/** `taken`: what the answer says stands there. `around`: the rest of what was quoted. `hit`: what was searched for. */
export type MarkOf = "taken" | "around" | "hit";

/** The marks of a page, the strongest last. */
export function pageMarks(
  boxes: readonly Box[],
  taken: readonly boolean[] | null,
  hit: readonly Box[] | null,
  { width, height }: { width: number; height: number },
): (Mark & { of: MarkOf })[] {
  const told = taken?.length === boxes.length ? taken : null;
  const cited = marksOf(boxes, width, height).map((mark, i) => ({
    ...mark,
    of: told && !told[i] ? ("around" as const) : ("taken" as const),
  }));
  const found = marksOf(hit ?? [], width, height).map((mark) => ({ ...mark, of: "hit" as const }));
  return [...cited.sort((a, b) => Number(a.of === "taken") - Number(b.of === "taken")), ...found];
}

export const zoomRange = { min: 1, max: 4 } as const;

export function clampZoom(zoom: number): number {
  return Math.min(zoomRange.max, Math.max(zoomRange.min, Math.round(zoom * 100) / 100));
}

/** On a narrow screen, start so close that the marked lines fill the width and can be read. */
export function legibleZoom(marks: readonly Mark[], frameWidth: number): number {
  if (marks.length === 0 || frameWidth >= 560) return 1;
  const left = Math.min(...marks.map((mark) => mark.left));
  const right = Math.max(...marks.map((mark) => mark.left + mark.width));
  return clampZoom(Math.min(1.8, 100 / (right - left + 5)));
}
