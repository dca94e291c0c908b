import { CaseAnswers, type OnCite } from "@/features/evaluations/CaseAnswers";
import { useCase, useRun } from "@/features/evaluations/useEvaluations";
import type { CaseLine } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  before: string;
  after: string;
  name: string;
  onCite: OnCite;
}

/** One case of two runs: both answers side by side. */
export function PairView({ before, after, name, onCite }: Props) {
  const { t } = useLanguage();
  return (
    <>
      <h2>{name}</h2>
      <div className="pair-columns">
        <OneSide title={t("evalBefore")} run={before} name={name} onCite={onCite} />
        <OneSide title={t("evalAfter")} run={after} name={name} onCite={onCite} />
      </div>
    </>
  );
}

function OneSide({ title, run, name, onCite }: { title: string; run: string; name: string; onCite: OnCite }) {
  const { language } = useLanguage();
  const found = useRun(run);
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  const line = found.data?.cases.find((each) => isNamed(each, name));
  if (!found.data || !line) return <div className="skeleton-list" aria-hidden="true" />;
  return (
    <section>
      <h3>{`${title} · ${when(found.data.run.finished, language)} · ${found.data.run.model}`}</h3>
      <Answers run={run} number={line.number} onCite={onCite} />
    </section>
  );
}

function Answers({ run, number, onCite }: { run: string; number: number; onCite: OnCite }) {
  const found = useCase(run, number);
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <div className="skeleton-list" aria-hidden="true" />;
  return <CaseAnswers found={found.data} onCite={onCite} />;
}

/** A comparison names a case by its id, or by its suite's file and id where two suites use one id. */
function isNamed({ id, suite }: CaseLine, name: string): boolean {
  const file = suite
    .split("/")
    .at(-1)
    ?.replace(/\.[^.]+$/, "");
  return name === id || name === `${file}#${id}`;
}
