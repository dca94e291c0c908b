/** Blocks of the answer's markdown subset: paragraphs, headings, lists (nested), tables, lines of labels and values. */
import { type Field, fieldsOf, readFields } from "@/shared/markdown/fields";

export interface ListItem {
  lines: string[];
  children: Block[];
}
export type Block =
  | { type: "paragraph"; text: string }
  | { type: "heading"; text: string }
  | { type: "list"; ordered: boolean; start: number; items: ListItem[] }
  | { type: "quote"; text: string }
  | { type: "fields"; rows: Field[][] }
  | { type: "table"; header: string[]; rows: string[][] };

const item = /^(\s*)(?:(\d{1,3})[.)]|[-*•])\s+(.*)$/;
const divider = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

/** Parse text into blocks. Never throws; what it does not know becomes a paragraph. */
export function parseBlocks(text: string): Block[] {
  return readBlocks(text.replace(/\r\n?/g, "\n").split("\n"));
}

function readBlocks(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      at += 1;
      continue;
    }
    const [block, next] =
      readTable(lines, at) ??
      readRows(lines, at) ??
      readList(lines, at) ??
      readHeading(line, at) ??
      readQuote(lines, at) ??
      readParagraph(lines, at);
    blocks.push(block);
    at = next;
  }
  return blocks;
}

type Read = [Block, number] | null;

const bullet = /^[-*•]\s+/;

/** Lines or bullets of labels and values, until something else comes. */
function readRows(lines: string[], at: number): Read {
  const bulleted = bullet.test(lines[at] ?? "");
  const own = lines.slice(at).map((line) => {
    const fits = bullet.test(line) === bulleted && !line.startsWith("**");
    return fits ? line.replace(bullet, "") : "";
  });
  const found = readFields(own);
  return found && [{ type: "fields", rows: found.rows }, at + found.taken];
}

function readHeading(line: string, at: number): Read {
  const match = /^#{1,6}\s+(.*)$/.exec(line);
  return match ? [{ type: "heading", text: match[1] ?? "" }, at + 1] : null;
}

/** Lines behind `>`: a source's own words. */
function readQuote(lines: string[], at: number): Read {
  let next = at;
  while (lines[next]?.startsWith(">")) next += 1;
  if (next === at) return null;
  const text = lines.slice(at, next).map((line) => line.replace(/^>\s?/, ""));
  return [{ type: "quote", text: text.join("\n") }, next];
}

function readParagraph(lines: string[], at: number): [Block, number] {
  const own = [lines[at]?.trim() ?? ""];
  let next = at + 1;
  while (next < lines.length) {
    const line = lines[next] ?? "";
    if (line.trim() === "" || item.test(line) || /^(?:#{1,6}\s|>)/.test(line) || isTable(lines, next)) break;
    if ((fieldsOf(line)?.length ?? 0) > 1 || isTitle(line) || isTitle(own[0] ?? "")) break;
    own.push(line.trim());
    next += 1;
  }
  return [{ type: "paragraph", text: own.join("\n") }, next];
}

/** A line that is bold as a whole heads what comes. */
export function isTitle(line: string): boolean {
  return /^\s*\*\*[^*]+\*\*\s*(?:\[[\d, ]+\]\s*)*$/.test(line);
}

function readList(lines: string[], at: number): Read {
  const first = item.exec(lines[at] ?? "");
  if (!first) return null;
  const indent = first[1]?.length ?? 0;
  const ordered = first[2] !== undefined;
  const items: ListItem[] = [];
  let next = at;
  while (next < lines.length) {
    const match = item.exec(lines[next] ?? "");
    if (!match || match[1]?.length !== indent || (match[2] !== undefined) !== ordered) break;
    const [nested, after] = takeIndented(lines, next + 1, indent);
    items.push(makeItem(match[3] ?? "", nested));
    next = skipBlank(lines, after, indent, ordered);
  }
  return [{ type: "list", ordered, start: ordered ? Number(first[2]) : 1, items }, next];
}

function makeItem(first: string, nested: string[]): ListItem {
  const split = nested.findIndex((line) => item.test(line) || line.includes("|"));
  const own = split < 0 ? nested : nested.slice(0, split);
  return {
    lines: [first, ...own.map((line) => line.trim()).filter(Boolean)],
    children: split < 0 ? [] : readBlocks(nested.slice(split)),
  };
}

/** Lines that belong to an item: indented deeper than its bullet. */
function takeIndented(lines: string[], from: number, indent: number): [string[], number] {
  let next = from;
  while (next < lines.length && (lines[next] ?? "").search(/\S/) > indent) next += 1;
  return [lines.slice(from, next), next];
}

/** Blank lines between items of one list do not end it. */
function skipBlank(lines: string[], from: number, indent: number, ordered: boolean): number {
  let next = from;
  while (next < lines.length && (lines[next] ?? "").trim() === "") next += 1;
  const match = item.exec(lines[next] ?? "");
  return match && match[1]?.length === indent && (match[2] !== undefined) === ordered ? next : from;
}

function isTable(lines: string[], at: number): boolean {
  return (
    (lines[at] ?? "").includes("|") &&
    divider.test(lines[at + 1] ?? "") &&
    (lines[at + 1] ?? "").includes("-")
  );
}

function cells(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

function readTable(lines: string[], at: number): Read {
  if (!isTable(lines, at)) return null;
  const rows: string[][] = [];
  let next = at + 2;
  while (next < lines.length && (lines[next] ?? "").includes("|")) {
    rows.push(cells(lines[next] ?? ""));
    next += 1;
  }
  return [{ type: "table", header: cells(lines[at] ?? ""), rows }, next];
}
