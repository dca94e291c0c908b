/** The signal word of a warning (ISO 3864), from the event, the text or the quoted source. */

import type { WarningLevel } from "@/features/conversation/running/runEvents";
import type { WarningView } from "@/features/conversation/running/turnState";
import type { Citation, SafetyWarning } from "@/shared/api-types";

const words: [WarningLevel, RegExp][] = [
  ["danger", /^\W*(danger|gefahr|fare|livsfare|peligro|perigo)\b/i],
  ["warning", /^\W*(warning|warnung|advarsel|advertencia|aviso|atenção)(?!\w)/i],
  ["caution", /^\W*(caution|vorsicht|forsigtig|precaución|atención|cuidado)(?!\w)/i],
  ["notice", /^\W*(notice|note|hinweis|bemærk|nota)\b/i],
];
const order: WarningLevel[] = ["danger", "warning", "caution", "notice"];

export interface LevelledWarning {
  level: WarningLevel;
  text: string;
}

function levelIn(text: string): WarningLevel | null {
  return words.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Drop a leading signal word, since the box already says it. */
function withoutSignalWord(text: string): string {
  const match = words.map(([, pattern]) => pattern.exec(text)).find((found) => found !== null);
  if (!match) return text;
  const rest = text.slice(match[0].length);
  const printed = match[0] === match[0].toUpperCase();
  if (printed && /^\s+\S/.test(rest)) return rest.trimStart();
  return /^\s*[:!.–—-]\s*/.test(rest) ? rest.replace(/^\s*[:!.–—-]+\s*/, "").replace(/^\*\*\s*/, "") : text;
}

function markers(numbers: number[], text: string): string {
  return /\[\d/.test(text) ? text : `${text}${numbers.map((n) => ` [${n}]`).join("")}`;
}

/** Warnings gravest first. An unknown level is shown as "warning", never as something milder. */
export function levelledWarnings(
  warnings: SafetyWarning[],
  citations: Citation[],
  streamed: WarningView[],
): LevelledWarning[] {
  const levels = new Map(streamed.map((warning) => [bare(warning.text), asLevel(warning.level)]));
  const levelled = warnings.map((printed) => {
    const quotes = citations.filter((citation) => printed.citations.includes(citation.n));
    const quoted = quotes.map((citation) => levelIn(citation.quote)).find((level) => level !== null);
    const level = levels.get(bare(printed.text)) ?? levelIn(printed.text) ?? quoted ?? "warning";
    return { level, text: withoutSignalWord(markers(printed.citations, printed.text)) };
  });
  return levelled.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

/** Warnings of a turn that is still running. */
export function streamedWarnings(streamed: WarningView[]): LevelledWarning[] {
  return streamed
    .map(({ text, level }) => ({
      level: asLevel(level) ?? levelIn(text) ?? ("warning" as const),
      text: withoutSignalWord(text),
    }))
    .sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function asLevel(level: string): WarningLevel | null {
  return order.find((known) => known === level) ?? null;
}

function bare(text: string): string {
  return text.replace(/\s*\[\d+\]/g, "").trim();
}
