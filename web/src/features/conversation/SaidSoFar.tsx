import type { ReactNode } from "react";
import { joinSentences, type Said, stretchesOf } from "@/features/conversation/running/turnState";
import { Warnings } from "@/features/conversation/warnings/Warnings";
import { streamedWarnings } from "@/features/conversation/warnings/warningLevel";
import { Markdown } from "@/shared/markdown/Markdown";

/** Warnings and sentences of a turn without its answer, in the order in which they came. */
export function SaidSoFar({ said, marker }: { said: Said[]; marker: (n: number) => ReactNode }) {
  return stretchesOf(said).map(({ warnings, sentences }, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stretches only grow at the end
    <div key={i} className="stretch">
      <Warnings items={streamedWarnings(warnings)} marker={marker} />
      {sentences.length > 0 && <Markdown text={joinSentences(sentences)} marker={marker} />}
    </div>
  ));
}
