import type { Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  n: number;
  citation: Citation | undefined;
  active: boolean;
  onOpen: (citation: Citation) => void;
}

/** `[1]` as a chip. Before the answer is complete its source is not known yet and it cannot be pressed. */
export function CitationMarker({ n, citation, active, onOpen }: Props) {
  const { t } = useLanguage();
  if (!citation) return <span className="marker marker-pending">{n}</span>;
  const page = citation.page === null ? "" : `, ${t("page", { n: citation.page })}`;
  return (
    <button
      type="button"
      className="marker"
      data-citation={n}
      aria-pressed={active}
      aria-label={`${t("source", { n })}: ${citation.title}${page}`}
      title={`${citation.title}${page}`}
      onClick={() => onOpen(citation)}
    >
      {n}
    </button>
  );
}
