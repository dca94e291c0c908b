/** Which lines of a quoted place an answer really took: a table is quoted whole, and one row of it was meant. Pure. */
import type { Citation, Claim } from "@/shared/api-types";
import { fieldsOf } from "@/shared/markdown/fields";

/** At least this share of a claim must stand in the lines, else it was said in other words and nothing is singled out. */
const ENOUGH = 0.6;

/**
 * For each line of the quote whether a claim that cites it says it; null where no line can be told from the others.
 * The cells of a row follow each other in the quote, and in a claim that quotes the row, in the same order.
 */
export function citedLines(citation: Citation, claims: readonly Claim[]): boolean[] | null {
  const lines = citation.quote.split("\n").map(bare);
  const taken = lines.map(() => false);
  for (const claim of claims.filter((each) => each.citations.includes(citation.n))) {
    const said = [longestRun(lines, bare(claim.text)), longestRun(lines, bare(valuesOf(claim.text)))];
    const run = said.reduce((best, each) => (each.length > best.length ? each : best));
    for (let at = run.from; at < run.to; at += 1) taken[at] = true;
  }
  return taken.includes(true) && taken.includes(false) ? taken : null;
}

interface Run {
  from: number;
  to: number;
  length: number;
}

/** The neighbouring lines that stand in the claim one behind the other, as many signs of it as there are. */
function longestRun(lines: readonly string[], claim: string): Run {
  let best: Run = { from: 0, to: 0, length: 0 };
  for (let from = 0; from < lines.length; from += 1) {
    let at = 0;
    let to = from;
    let length = 0;
    for (; to < lines.length; to += 1) {
      const line = lines[to] ?? "";
      const found = claim.indexOf(line, at);
      if (line === "" || found < 0) break;
      at = found + line.length;
      length += line.length;
    }
    if (length > best.length) best = { from, to, length };
  }
  return best.length >= ENOUGH * claim.length ? best : { from: 0, to: 0, length: 0 };
}

/** A quoted row without its labels ("Torque:"), which do not stand in the row itself. */
function valuesOf(text: string): string {
  return (fieldsOf(text.replace(/^[-•]\s+/, "")) ?? []).map(({ value }) => value).join(" ");
}

function bare(text: string): string {
  return text
    .replace(/\[\d+\]|[*_`\s]/g, "")
    .replace(/^(?:[-•]|\d{1,3}[.)])/, "")
    .toLowerCase();
}
