import { useCallback, useState } from "react";
import type { Answer } from "@/shared/api-types";

interface Shown {
  answer: Answer;
  n: number;
}

/** Which source of which answer is open; closing it gives the focus back to its marker. */
export function useShownSource() {
  const [shown, show] = useState<Shown | null>(null);
  const step = useCallback((by: number) => {
    show((now) => {
      if (!now) return now;
      const at = now.answer.citations.findIndex((citation) => citation.n === now.n);
      const next = now.answer.citations[at + by];
      return next ? { ...now, n: next.n } : now;
    });
  }, []);
  const close = useCallback(() => {
    show((now) => {
      if (now)
        document.querySelector<HTMLElement>(`.marker[data-citation="${now.n}"][aria-pressed=true]`)?.focus();
      return null;
    });
  }, []);
  return { shown, show, step, close };
}
