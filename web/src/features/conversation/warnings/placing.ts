/** Where warnings stand in an answer: each before the first claim that it governs. Pure; as `agent/safety/placing.py`. */
import type { Claim, SafetyWarning, Status } from "@/shared/api-types";

/** Verdicts that are shown: the source's own words in place of a model's, and what code worked out. */
type ShownVerdict = "quoted" | "derived";

/** A stretch of the answer's text of one verdict, with the warnings in front of it. */
export interface Stretch {
  warnings: SafetyWarning[];
  text: string;
  verdict: ShownVerdict | null;
}

interface Place {
  from: number;
  to: number;
}

/** The text cut where a warning comes or the verdict changes; what governs no claim shown comes first. */
export function placed(answer: {
  status?: Status;
  text: string;
  claims: readonly Claim[];
  warnings: readonly SafetyWarning[];
}): Stretch[] {
  const lines = answer.text === "" ? [] : answer.text.split("\n");
  // that nothing was found needs no warning: the nearest places do
  const places = placesOf(lines, answer.claims, answer.status === "no_evidence" ? 1 : 0);
  const before = new Map<number, SafetyWarning[]>();
  for (const warning of answer.warnings) {
    const froms = (warning.governs ?? []).map((claim) => places.get(claim)?.from ?? 0);
    const at = outOfTable(lines, froms.length > 0 ? Math.min(...froms) : 0);
    before.set(at, [...(before.get(at) ?? []), warning]);
  }
  const verdicts = new Map<number, ShownVerdict>();
  for (const [claim, place] of places) {
    const verdict = answer.claims[claim]?.verdict;
    if (verdict === "quoted" || verdict === "derived") verdicts.set(place.to - 1, verdict);
  }
  const stretches: Stretch[] = [];
  for (const [at, line] of (lines.length > 0 ? lines : [""]).entries()) {
    const last = stretches.at(-1);
    const warnings = before.get(at) ?? [];
    const verdict = isTable(line) ? null : (verdicts.get(at) ?? null);
    if (last && warnings.length === 0 && last.verdict === verdict) last.text += `\n${line}`;
    else stretches.push({ warnings, text: line, verdict });
  }
  return stretches;
}

/** Lines `from` (what leads to the claim included) up to `to` of each claim; without those that stand in no line. */
function placesOf(lines: string[], claims: readonly Claim[], first: number): Map<number, Place> {
  const places = new Map<number, Place>();
  const bareLines = lines.map(bare);
  let free = first;
  let at = 0;
  for (const [index, claim] of claims.entries()) {
    const wanted = bare(claim.text.trim().split("\n")[0] ?? "");
    const line = wanted === "" ? -1 : bareLines.findIndex((text, n) => n >= at && text.includes(wanted));
    if (line < 0) continue;
    places.set(index, { from: Math.min(free, line), to: line + 1 });
    at = line;
    free = line + 1;
    while (lines[free]?.startsWith(">")) free += 1;
  }
  return places;
}

function outOfTable(lines: string[], line: number): number {
  let at = line;
  while (at > 0 && isTable(lines[at]) && isTable(lines[at - 1])) at -= 1;
  return at;
}

function isTable(line: string | undefined): boolean {
  return line?.trimStart().startsWith("|") ?? false;
}

function bare(text: string): string {
  return text.replace(/\[\d+\]|[*_`\s]/g, "");
}
