import type { ReactNode } from "react";
import { byLevel, type LevelledWarning } from "@/features/conversation/warningLevel";
import { useLanguage } from "@/shared/i18n/language";
import { InlineMarkdown } from "@/shared/markdown/Markdown";
import { Icon } from "@/shared/ui/Icon";

/** Warnings as the manual prints them: a signal word on its colour, then the texts that it stands for. */
export function Warnings({ items, marker }: { items: LevelledWarning[]; marker: (n: number) => ReactNode }) {
  const { t } = useLanguage();
  return byLevel(items).map(({ level, texts }) => (
    <div key={level} className={`warning-box level-${level}`} role="note" aria-label={t(level)}>
      <div className="signal">
        <Icon name={level === "notice" ? "info" : "alert"} size={20} />
        <span>{t(level)}</span>
      </div>
      {texts.map((text) => (
        <p key={text}>
          <InlineMarkdown text={text} marker={marker} />
        </p>
      ))}
    </div>
  ));
}
