/** The causes and actions of an alarm, headed in the person's words. Pure. */
import type { Stretch } from "@/features/conversation/warnings/placing";
import type { Citation } from "@/shared/api-types";
import type { Translate } from "@/shared/i18n/language";
import type { WordKey } from "@/shared/i18n/languages";

const lead = /^(\s*(?:[-*•]|\d{1,3}[.)])\s+)(.*)$/;
const cited = /\[(\d{1,3})\]/g;

/** The stretches with what an alarm entry lists under a heading: its rows without their label are causes, or steps where they are numbered. */
export function withListsHeaded(
  stretches: Stretch[],
  citations: readonly Citation[],
  t: Translate,
): Stretch[] {
  const alarms = new Map(
    citations.filter(({ kind }) => kind === "alarm").map((citation) => [citation.n, citation]),
  );
  if (alarms.size === 0) return stretches;
  let list: WordKey | null = null;
  return stretches.map((stretch) => {
    const lines = stretch.text.split("\n").flatMap((line) => {
      const [, number] = [...line.matchAll(cited)].at(-1) ?? [];
      const alarm = alarms.get(Number(number));
      if (!alarm) {
        if (line.trim()) list = null;
        return [line];
      }
      const before = list;
      list = listOf(line, alarm);
      return list && list !== before ? [`### ${t(list)}`, line] : [line];
    });
    return { ...stretch, text: lines.join("\n") };
  });
}

function listOf(line: string, alarm: Citation): WordKey | null {
  const [, mark = "", item] = lead.exec(line) ?? [];
  if (!item) return null;
  const own = bare(item);
  // Whatever the label is called in the answer's language, the row without it is what the answer gives.
  const listed = alarm.quote.split("\n").some((row) => bare(row.slice(row.indexOf(":") + 1)) === own);
  if (!listed) return null;
  return /\d/.test(mark) ? "fieldToDo" : "fieldCauses";
}

function bare(text: string): string {
  return text.replace(/\[\d+\]|[*_`\s]/g, "");
}
