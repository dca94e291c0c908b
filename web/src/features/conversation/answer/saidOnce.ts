/** What an answer's text leaves to the cards beside it, so that nothing is said twice. Pure. */
import type { Answer } from "@/shared/api-types";

/** The text without the sentences that a view of disagreeing documents or a card of an approval says in full. */
export function saidOnce(answer: Answer): string {
  const { text, approvals, disagreements = [] } = answer; // copies kept on the device may be older than the field
  const shown = (line: string) =>
    disagreements.some(({ sides }) =>
      sides.every(({ place, value }) => line.includes(place) && line.includes(value)),
    ) ||
    (approvals.some(({ summary }) => line.includes(summary)) && !/\[\d/.test(line));
  return text
    .split("\n")
    .filter((line) => !shown(line))
    .join("\n");
}
