import { CitationMarker } from "@/features/conversation/citing/CitationMarker";
import { SourceList } from "@/features/conversation/citing/SourceList";
import type { Answer, Citation, EvaluatedCase } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { Markdown } from "@/shared/markdown/Markdown";

export type OnCite = (citation: Citation, answer: Answer) => void;

/** What was asked and answered, with the pages that were cited, and why a case that failed did. */
export function CaseAnswers({ found, onCite }: { found: EvaluatedCase; onCite: OnCite }) {
  const { t } = useLanguage();
  const { line, conversation, reasons, error, kept } = found;
  return (
    <>
      {!kept && <p className="muted">{t("evalNotKept")}</p>}
      {line.holdout && <p className="muted">{t("evalHoldout")}</p>}
      {error && <p className="notice">{error}</p>}
      {line.failed.length > 0 && (
        <section className="notice">
          <h3>{t("evalWhy")}</h3>
          <ul>
            {line.failed.map((name) => (
              <li key={name}>
                <strong>{name}</strong>
                {reasons[name] && `: ${reasons[name]}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      {conversation.map(({ question, answer }) => (
        <article key={answer.id} className="exchange">
          <h3 className="question">{question}</h3>
          <Markdown
            text={answer.text}
            marker={(n) => (
              <CitationMarker
                n={n}
                citation={answer.citations.find((citation) => citation.n === n)}
                active={false}
                onOpen={(citation) => onCite(citation, answer)}
              />
            )}
          />
          <SourceList
            citations={answer.citations}
            active={null}
            onOpen={(citation) => onCite(citation, answer)}
          />
        </article>
      ))}
    </>
  );
}
