/** A clarifying question's choices, so that they can be buttons. */
import { parseBlocks } from "@/shared/markdown/blocks";
import { plainText } from "@/shared/markdown/inline";

export interface Clarification {
  question: string;
  choices: string[];
}

/** List items are choices; without a list, the turbine tags the question names are. */
export function clarification(text: string, tags: readonly string[]): Clarification {
  const blocks = parseBlocks(text);
  const items = blocks.flatMap((block) => (block.type === "list" ? block.items : []));
  if (items.length > 0) {
    const asked = blocks.flatMap((block) => (block.type === "paragraph" ? [block.text] : []));
    return { question: asked.join("\n"), choices: items.map((item) => plainText(item.lines.join(" "))) };
  }
  const named = tags.filter((tag) => new RegExp(`(?<![\\w-])${literal(tag)}(?![\\w-])`, "i").test(text));
  return { question: text, choices: named };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
