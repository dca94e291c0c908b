import type { ReactNode, Ref } from "react";
import type { LevelledWarning } from "@/features/conversation/warnings/warningLevel";
import { useLanguage } from "@/shared/i18n/language";
import { InlineMarkdown } from "@/shared/markdown/Markdown";
import { Icon } from "@/shared/ui/Icon";

interface Props {
  items: LevelledWarning[];
  marker: (n: number) => ReactNode;
  ref?: Ref<HTMLDivElement>;
}

/** Warnings at one place, gravest first: each a signal word on its colour (ISO 3864, ANSI Z535.6), then its text. */
export function Warnings({ items, marker, ref }: Props) {
  const { t } = useLanguage();
  if (items.length === 0) return null;
  return (
    <div className={`warning-box level-${items[0]?.level}`} ref={ref}>
      {items.map(({ level, text }) => (
        <p key={text} className={`warning-row level-${level}`} role="note" aria-label={t(level)}>
          <Signal level={level} />
          <InlineMarkdown text={text} marker={marker} />
        </p>
      ))}
    </div>
  );
}

export function Signal({ level }: { level: LevelledWarning["level"] }) {
  const { t } = useLanguage();
  return (
    <strong className={`signal level-${level}`}>
      <Icon name={level === "notice" ? "info" : "alert"} size={18} />
      {t(level)}
    </strong>
  );
}
