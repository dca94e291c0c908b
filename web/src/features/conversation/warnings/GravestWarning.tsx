import { type RefObject, useEffect, useState } from "react";
import { Signal } from "@/features/conversation/warnings/Warnings";
import type { LevelledWarning } from "@/features/conversation/warnings/warningLevel";
import { useLanguage } from "@/shared/i18n/language";
import { plainText } from "@/shared/markdown/inline";

interface Props {
  items: LevelledWarning[];
  /** Where the first warnings stand. */
  place: RefObject<HTMLElement | null>;
}

/** While an answer's warnings are scrolled out of sight, the gravest stays in one line; a tap leads back to them. */
export function GravestWarning({ items, place }: Props) {
  const { t } = useLanguage();
  const away = useScrolledPast(place);
  const [gravest] = items;
  if (!gravest) return null;
  return (
    <div className="gravest-rail">
      <button
        type="button"
        className={`gravest level-${gravest.level}`}
        hidden={!away}
        onClick={() => place.current?.scrollIntoView({ block: "center" })}
      >
        <Signal level={gravest.level} />
        <span className="gravest-text">{plainText(gravest.text)}</span>
        {items.length > 1 && (
          <span className="gravest-count">{t("warningsCount", { count: items.length })}</span>
        )}
      </button>
    </div>
  );
}

/** Whether the element lies above what is seen. */
function useScrolledPast(place: RefObject<HTMLElement | null>): boolean {
  const [past, setPast] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || typeof IntersectionObserver === "undefined") return;
    // all that lies below counts as seen: a jump from far below to far above crosses nothing else
    const observer = new IntersectionObserver(([entry]) => entry && setPast(!entry.isIntersecting), {
      root: element.closest(".turns"),
      rootMargin: "0px 0px 1000000px 0px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [place]);
  return past;
}
