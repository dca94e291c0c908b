import type { ReactNode } from "react";
import type { LevelledWarning } from "@/features/conversation/warningLevel";
import { useLanguage } from "@/shared/i18n/language";
import { InlineMarkdown } from "@/shared/markdown/Markdown";
import { Icon } from "@/shared/ui/Icon";

/** Warnings as the manual prints them: a signal word on its colour, then the text. */
export function Warnings({ items, marker }: { items: LevelledWarning[]; marker: (n: number) => ReactNode }) {
  const { t } = useLanguage();
  return items.map(({ level, text }) => (
    <div key={text} className={`warning-box level-${level}`} role="note" aria-label={t(level)}>
      <div className="signal">
        <Icon name={level === "notice" ? "info" : "alert"} size={20} />
        <span>{t(level)}</span>
      </div>
      <p>
        <InlineMarkdown text={text} marker={marker} />
      </p>
    </div>
  ));
}
