import { CaseAnswers, type OnCite } from "@/features/evaluations/CaseAnswers";
import { LabelForm } from "@/features/evaluations/LabelForm";
import { share } from "@/features/evaluations/numbers";
import { useCase } from "@/features/evaluations/useEvaluations";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  run: string;
  number: number;
  onCite: OnCite;
}

/** A case: what was asked and answered, with the pages that were cited; what was expected; what each score came from. */
export function CaseView({ run, number, onCite }: Props) {
  const { t } = useLanguage();
  const found = useCase(run, number);
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <div className="skeleton-list" aria-hidden="true" />;
  const { line, expected, reasons, unscored, kept } = found.data;
  return (
    <>
      <h2>{line.id}</h2>
      <CaseAnswers found={found.data} onCite={onCite} />
      <Pairs title={t("evalExpected")} rows={expected} />
      <Pairs
        title={t("evalScores")}
        rows={Object.fromEntries(
          Object.entries(line.scores).map(([name, score]) => [
            name,
            [share(score), reasons[name]].filter(Boolean).join(" · "),
          ]),
        )}
      />
      <Pairs title={t("evalUnscored")} rows={unscored} />
      {kept && <LabelForm run={run} number={number} labels={found.data.labels} />}
    </>
  );
}

function Pairs({ title, rows }: { title: string; rows: Record<string, string> }) {
  const entries = Object.entries(rows);
  if (entries.length === 0) return null;
  return (
    <section className="record">
      <h3>{title}</h3>
      <dl className="fields">
        {entries.map(([name, value]) => (
          <div key={name} className="field-long">
            <dt>{name.replaceAll("_", " ")}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
