/** Inline marks of the answer's markdown subset: bold, italic, code and `[n]` citation markers. */

export type Inline =
  | { type: "text"; text: string }
  | { type: "bold"; children: Inline[] }
  | { type: "italic"; children: Inline[] }
  | { type: "code"; text: string }
  | { type: "whole"; text: string }
  | { type: "marker"; n: number };

const token =
  /\*\*(.+?)\*\*|`([^`]+)`|\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]|(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])/g;

/**
 * What a line end must not cut: a number with what is measured (a short word, "N m", tolerance and all), and names made of
 * letters, digits and dashes, such as part and order numbers.
 */
const whole =
  /(?<![\p{L}\p{N}])(?:[±≥≤<>~]\s?)?\d+(?:[., \u00a0]\d+)*\s?(?:%|°\s?\p{L}?|[\p{L}Ωµ][\p{L}\p{M}\d²³·/]{0,5}(?![\p{L}\p{M}]))(?:\s(?:AC|DC|[msh](?!\p{L})))?(?:\s?±\s?\d+(?:[.,]\d+)?(?:\s?(?:%|\p{L}{1,3}(?!\p{L})))?)?|(?<![\p{L}\p{N}])(?=[\p{L}\d-]*\d)[\p{L}\d]+(?:-[\p{L}\d]+)+/gu;

/** Parse one line; anything that is not a known mark stays text, so HTML and links are inert. */
export function parseInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, bold, code, markers, italic] = match;
    const before = text.slice(end, match.index);
    if (before) nodes.push(...wholes(before));
    if (bold !== undefined) nodes.push({ type: "bold", children: parseInline(bold) });
    else if (code !== undefined) nodes.push({ type: "code", text: code });
    else if (italic !== undefined) nodes.push({ type: "italic", children: parseInline(italic) });
    else for (const n of (markers ?? "").split(",")) nodes.push({ type: "marker", n: Number(n) });
    end = match.index + whole.length;
  }
  if (end < text.length) nodes.push(...wholes(text.slice(end)));
  return nodes;
}

const measure = /^[^\p{L}-]*\d[\d.,\s]*[\p{L}%°Ω]/u;

/** Whether it is a value with its unit and nothing beside it: "1380 Nm ±3 %", not "309 blade 1". */
export function isMeasured(node: Inline): boolean {
  return node.type === "whole" && measure.test(node.text);
}

/** A word and the markers behind it, which stay on its line. */
export interface Tied {
  type: "tied";
  word: Inline[];
  markers: number[];
}

/** The same nodes with each run of markers tied to the word before it. */
export function tied(nodes: readonly Inline[]): (Inline | Tied)[] {
  const out: (Inline | Tied)[] = [];
  for (const node of nodes) {
    if (node.type !== "marker") out.push(node);
    else {
      const last = out.at(-1);
      if (last?.type === "tied") last.markers.push(node.n);
      else out.push(...tie(out.pop(), node.n));
    }
  }
  return out;
}

function tie(before: Inline | Tied | undefined, n: number): (Inline | Tied)[] {
  if (before?.type !== "text") {
    const word = before && before.type !== "tied" ? [before] : [];
    return [{ type: "tied", word, markers: [n] }];
  }
  const [, rest = "", word = ""] = /^([\s\S]*?)(\S{0,24}\s*)$/.exec(before.text) ?? [];
  const tiedWord: Tied = {
    type: "tied",
    word: word ? [{ type: "text", text: word.replace(/\s+$/, " ") }] : [],
    markers: [n],
  };
  return rest ? [{ type: "text", text: rest }, tiedWord] : [tiedWord];
}

/** Text cut into what a line end may part and what it may not. */
export function wholes(text: string): Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(whole)) {
    if (match.index > end) nodes.push({ type: "text", text: text.slice(end, match.index) });
    nodes.push({ type: "whole", text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push({ type: "text", text: text.slice(end) });
  return nodes;
}

/** The words alone, for reading aloud and for the clipboard. */
export function plainText(text: string): string {
  return text
    .replace(/\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]/g, "")
    .replace(/\*\*(.+?)\*\*/g, "$1")
    .replace(/`([^`]+)`/g, "$1")
    .trim();
}
