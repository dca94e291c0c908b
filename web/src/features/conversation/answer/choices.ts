/** A clarifying question's choices, so that they can be buttons. */
import { plainText } from "@/shared/markdown/inline";

const bullet = /^\s*(?:\d{1,3}[.)]|[-*•])\s+(.*)$/;
/** A line with a source is one of the places that made the question, and no choice. */
const sourced = /\[\d+\]\s*$/;

export interface Clarification {
  question: string;
  choices: string[];
}

/** List items are choices; without a list, the turbine tags the question names are. */
export function clarification(text: string, tags: readonly string[]): Clarification {
  const lines = text.split("\n");
  const isChoice = (line: string) => bullet.test(line) && !sourced.test(line);
  const items = lines.filter(isChoice).map((line) => bullet.exec(line)?.[1] ?? "");
  if (items.length > 0) {
    const asked = lines.filter((line) => line.trim() && !isChoice(line));
    return { question: asked.join("\n"), choices: items.map(plainText) };
  }
  const named = tags.filter((tag) => new RegExp(`(?<![\\w-])${literal(tag)}(?![\\w-])`, "i").test(text));
  return { question: text, choices: named };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
