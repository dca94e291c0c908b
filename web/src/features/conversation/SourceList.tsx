import { kindWords } from "@/features/sources/kinds";
import type { Citation } from "@/shared/api-types";
import { type Translate, useLanguage } from "@/shared/i18n/language";

interface Props {
  citations: Citation[];
  active: number | null;
  onOpen: (citation: Citation) => void;
}

/** All sources of an answer in one row of large targets, for gloves. */
export function SourceList({ citations, active, onOpen }: Props) {
  const { t } = useLanguage();
  return (
    <div className="source-list">
      <h3>{t("sources")}</h3>
      <ul>
        {citations.map((citation) => (
          <li key={citation.n}>
            <button
              type="button"
              className="source-button"
              aria-pressed={citation.n === active}
              aria-label={`${t("source", { n: citation.n })}: ${citation.title}`}
              onClick={() => onOpen(citation)}
            >
              <span className="source-number">{citation.n}</span>
              <span className="source-text">
                <span className="source-title">{citation.section ?? citation.title}</span>
                <span className="source-place">{place(citation, t)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What tells sources apart comes first: titles of manuals are long and alike. */
function place({ kind, page, revision, section, source_id, title }: Citation, t: Translate): string {
  const parts =
    page === null
      ? [t(kindWords[kind]), source_id]
      : [t("page", { n: page }), revision && t("revision", { rev: revision }), section && title];
  return parts.filter(Boolean).join(" · ");
}
