import type { Place, View } from "@/app/usePlace";
import { useInbox } from "@/features/approvals/useInbox";
import { ThreadList } from "@/features/threads/ThreadList";
import { TurbinePicker } from "@/features/turbines/TurbinePicker";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  place: Place;
  engineer: boolean;
  /** The turbine that is asked about. */
  tag: string | null;
  onMove: (place: Place) => void;
}

export function Sidebar({ place, engineer, tag, onMove }: Props) {
  const { t } = useLanguage();
  const inbox = useInbox();
  return (
    <nav className="sidebar" aria-label={t("menu")}>
      <div className="pages">
        <PageLink view="inbox" place={place} count={inbox.data?.length ?? 0} onMove={onMove} />
        <PageLink view="library" place={place} count={0} onMove={onMove} />
        {engineer && <PageLink view="evaluations" place={place} count={0} onMove={onMove} />}
      </div>
      <TurbinePicker
        chosen={tag}
        onChoose={(chosen) =>
          onMove({ view: null, asset: chosen, thread: chosen === tag ? place.thread : null })
        }
      />
      <ThreadList
        current={place.thread}
        onOpen={(opened) => onMove({ view: null, asset: opened.asset, thread: opened.id })}
        onDeleted={(id) => id === place.thread && onMove({ ...place, thread: null })}
      />
    </nav>
  );
}

interface LinkProps {
  view: View;
  place: Place;
  count: number;
  onMove: (place: Place) => void;
}

function PageLink({ view, place, count, onMove }: LinkProps) {
  const { t } = useLanguage();
  const here = place.view === view;
  return (
    <button
      type="button"
      className="row page-link"
      aria-current={here ? "page" : undefined}
      onClick={() => onMove({ ...place, view: here ? null : view })}
    >
      <span>{t(view)}</span>
      {count > 0 && <span className="count">{count}</span>}
    </button>
  );
}
