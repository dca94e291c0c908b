import type { Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { kindWords } from "@/features/sources/kinds";

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
                <span className="source-title">{citation.title}</span>
                <span className="row-sub">
                  {citation.page === null
                    ? [t(kindWords[citation.kind]), citation.source_id].filter(Boolean).join(" ")
                    : [citation.revision && t("revision", { rev: citation.revision }), t("page", { n: citation.page })]
                        .filter(Boolean)
                        .join(", ")}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
