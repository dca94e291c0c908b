import { type SourceRow, sourceGroups } from "@/features/conversation/citing/sourceGroups";
import { recordPlace } from "@/features/sources/kinds";
import type { Citation } from "@/shared/api-types";
import { type Translate, useLanguage } from "@/shared/i18n/language";
import type { LanguageCode } from "@/shared/i18n/languages";
import { PlainText } from "@/shared/markdown/Markdown";

interface Props {
  citations: Citation[];
  active: number | null;
  onOpen: (citation: Citation) => void;
}

/** All sources of an answer by document and section, each a large target, for gloves. */
export function SourceList({ citations, active, onOpen }: Props) {
  const { t } = useLanguage();
  return (
    <div className="source-list">
      {sourceGroups(citations).map((group) => (
        <div key={group.title}>
          <h3>
            {group.title || t("sources")}
            {group.revision && ` · ${t("revision", { rev: group.revision })}`}
          </h3>
          <ul>
            {group.rows.map((row) => (
              <SourceButton key={row.citations[0]?.n} row={row} active={active} onOpen={onOpen} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

interface ButtonProps {
  row: SourceRow;
  active: number | null;
  onOpen: (citation: Citation) => void;
}

function SourceButton({ row: { text, citations }, active, onOpen }: ButtonProps) {
  const { t, language } = useLanguage();
  const [first] = citations;
  if (!first) return null;
  const numbers = citations.map(({ n }) => n);
  return (
    <li>
      <button
        type="button"
        className="source-button"
        aria-pressed={active !== null && numbers.includes(active)}
        onClick={() => onOpen(first)}
      >
        <span className="visually-hidden">{t("source", { n: numbers.join(", ") })}: </span>
        {numbers.map((n) => (
          <span key={n} className="source-number" aria-hidden="true">
            {n}
          </span>
        ))}
        <span className="source-text">
          <span className="source-title">
            <PlainText text={text} />
          </span>
          <span className="source-place">{place(citations, t, language)}</span>
        </span>
      </button>
    </li>
  );
}

function place(citations: Citation[], t: Translate, language: LanguageCode): string {
  const pages = [...new Set(citations.flatMap(({ page }) => (page === null ? [] : [page])))];
  const [first] = citations;
  if (!first) return "";
  const printed = pages.map((n) => t("page", { n })).join(", ");
  if (first.kind === "manual") return printed;
  return [recordPlace(first, t, language), first.kind === "picture" && printed].filter(Boolean).join(" · ");
}
