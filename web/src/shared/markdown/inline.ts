/** Inline marks of the answer's markdown subset: bold, italic, code and `[n]` citation markers. */

export type Inline =
  | { type: "text"; text: string }
  | { type: "bold"; children: Inline[] }
  | { type: "italic"; children: Inline[] }
  | { type: "code"; text: string }
  | { type: "marker"; n: number };

const token =
  /\*\*(.+?)\*\*|`([^`]+)`|\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]|(?<![\w*])\*([^*\s][^*]*?)\*(?![\w*])/g;

/** A marker stays on the line of the word it belongs to. */
const noBreak = "\u00a0";

/** Parse one line; anything that is not a known mark stays text, so HTML and links are inert. */
export function parseInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [whole, bold, code, markers, italic] = match;
    const before = text.slice(end, match.index);
    if (before) nodes.push({ type: "text", text: markers ? before.replace(/\s+$/, noBreak) : before });
    if (bold !== undefined) nodes.push({ type: "bold", children: parseInline(bold) });
    else if (code !== undefined) nodes.push({ type: "code", text: code });
    else if (italic !== undefined) nodes.push({ type: "italic", children: parseInline(italic) });
    else for (const n of (markers ?? "").split(",")) nodes.push({ type: "marker", n: Number(n) });
    end = match.index + whole.length;
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
