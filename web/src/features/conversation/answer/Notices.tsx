import type { Answer, Gap, Status } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { type Translate, useLanguage } from "@/shared/i18n/language";
import { isWord, type WordKey } from "@/shared/i18n/languages";
import { plainText } from "@/shared/markdown/inline";
import { Icon } from "@/shared/ui/Icon";

const statusWords: Partial<Record<Status, WordKey>> = {
  partial: "statusPartial",
  no_evidence: "statusNone",
  refused: "statusRefused",
  clarify: "statusClarify",
  awaiting_approval: "statusAwaiting",
  failed: "statusFailed",
};

/** The answer's standing, above it, whenever it is more or less than simply answered and its own words do not say so. */
export function StatusLabel({ answer: { status, gaps, text } }: { answer: Answer }) {
  const { t } = useLanguage();
  if (status === "no_evidence" && text) return null;
  const word = status === "partial" && onlyCut(gaps) ? "stepsLeft" : statusWords[status];
  return word ? <p className={`status-label status-${status}`}>{t(word)}</p> : null;
}

/** Whether nothing is missing but the end of a long procedure. */
function onlyCut(gaps: readonly Gap[]): boolean {
  return gaps.length > 0 && gaps.every((gap) => gap.source === "steps");
}

/** What the answer lacks and why: gaps, withheld sentences, a model that fell back. */
export function Notices({ answer }: { answer: Answer }) {
  const { t, language } = useLanguage();
  const { gaps, withheld, degraded } = answer;
  return (
    <>
      {gaps.length > 0 && (
        <div className="notice" role="note">
          {!onlyCut(gaps) && (
            <p className="notice-title">
              <Icon name="info" size={20} />
              {t("gapTitle")}
            </p>
          )}
          <ul>
            {gaps.map((gap) => (
              <li key={`${gap.source} ${gap.reason}`}>
                {gap.source !== "steps" && <strong>{gapName(gap.source, t)}: </strong>}
                {gap.reason}
                {gap.as_of && `, ${t("lastKnown", { time: when(gap.as_of, language) })}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {withheld.length > 0 && (
        <details className="notice-quiet">
          <summary>{t("withheld", { count: withheld.length })}</summary>
          <ul>
            {withheld.map((item) => (
              <li key={item.text}>{item.reason}</li>
            ))}
          </ul>
        </details>
      )}
      {degraded && (
        <p className="notice-quiet">
          {t("degraded")}: {plainText(degraded)}
        </p>
      )}
    </>
  );
}

function gapName(source: string, t: Translate): string {
  const key = `gap_${source}`;
  const text = source.replaceAll("_", " ");
  return isWord(key) ? t(key) : text.charAt(0).toUpperCase() + text.slice(1);
}
