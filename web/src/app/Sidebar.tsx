import type { Place } from "@/app/usePlace";
import { ThreadList } from "@/features/threads/ThreadList";
import { TurbinePicker } from "@/features/turbines/TurbinePicker";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  place: Place;
  /** The turbine that is asked about. */
  tag: string | null;
  onMove: (place: Place) => void;
}

export function Sidebar({ place, tag, onMove }: Props) {
  const { t } = useLanguage();
  return (
    <nav className="sidebar" aria-label={t("menu")}>
      <TurbinePicker
        chosen={tag}
        onChoose={(chosen) =>
          onMove({ ...place, asset: chosen, thread: chosen === tag ? place.thread : null })
        }
      />
      <ThreadList
        current={place.thread}
        onOpen={(opened) => onMove({ ...place, asset: opened.asset, thread: opened.id })}
        onDeleted={(id) => id === place.thread && onMove({ ...place, thread: null })}
      />
    </nav>
  );
}
