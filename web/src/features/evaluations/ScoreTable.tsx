import type { ReactNode } from "react";
import { useLanguage } from "@/shared/i18n/language";

/** A table of scores that may be wider than the screen. */
export function ScoreTable({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={t("evalScores")}>
      <table>{children}</table>
    </section>
  );
}
