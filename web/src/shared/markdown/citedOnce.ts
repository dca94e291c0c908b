/** Neighbours that come from one place name it once, where they end: sixteen markers of one page say no more than one. */

const markers = /\s*(?:\[\d{1,3}(?:\s*,\s*\d{1,3})*\]\s*)+$/;

/** The texts without the markers that the next one ends with too. */
export function citedOnce(texts: readonly string[]): string[] {
  const cited = texts.map((text) => markers.exec(text)?.[0].replace(/\s/g, "") ?? "");
  return texts.map((text, i) =>
    cited[i] !== "" && cited[i] === cited[i + 1] ? text.replace(markers, "") : text,
  );
}
