import { share, signed } from "@/features/evaluations/numbers";
import { ScoreTable } from "@/features/evaluations/ScoreTable";
import { useComparison, useRun } from "@/features/evaluations/useEvaluations";
import type { Comparison } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  before: string;
  after: string;
  onCase: (name: string) => void;
}

/** Two runs side by side over the cases of both: what changed beyond noise first, then which cases flipped; the rest folded. */
export function ComparisonView({ before, after, onCase }: Props) {
  const { t } = useLanguage();
  const found = useComparison(before, after);
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <div className="skeleton-list" aria-hidden="true" />;
  const { metrics, cases, now_failing: failing, now_passing: passing } = found.data;
  const all = Object.entries(metrics);
  const changed = all.filter(([, change]) => change.beyond_noise);
  const same = all.filter(([, change]) => !change.beyond_noise);
  return (
    <>
      <h2>{t("evalSideBySide", { count: cases.both })}</h2>
      <p className="muted">
        <RunName title={t("evalBefore")} run={before} />
        <br />
        <RunName title={t("evalAfter")} run={after} />
      </p>
      {changed.length > 0 && <Changes rows={changed} />}
      <Flipped title={t("evalNowFailing")} cases={failing} onCase={onCase} />
      <Flipped title={t("evalNowPassing")} cases={passing} onCase={onCase} />
      {same.length > 0 && (
        <details open={changed.length === 0}>
          <summary>{t("evalUnchanged", { count: same.length })}</summary>
          <Changes rows={same} />
        </details>
      )}
    </>
  );
}

function RunName({ title, run }: { title: string; run: string }) {
  const { language } = useLanguage();
  const found = useRun(run).data?.run;
  return (
    <>
      {[title, found && when(found.finished, language), found?.suites, found?.model]
        .filter(Boolean)
        .join(" · ")}
    </>
  );
}

function Changes({ rows }: { rows: [string, Comparison["metrics"][string]][] }) {
  const { t } = useLanguage();
  return (
    <ScoreTable>
      <thead>
        <tr>
          <th scope="col">{t("evalMetric")}</th>
          <th scope="col" className="number">
            {t("evalBefore")}
          </th>
          <th scope="col" className="number">
            {t("evalAfter")}
          </th>
          <th scope="col">{t("evalChange")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, change]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">{share(change.before)}</td>
            <td className="number">{share(change.after)}</td>
            <td className={change.verdict}>
              {change.beyond_noise ? <strong>{signed(change.change)}</strong> : t("evalNoChange")}
              <span className="muted small">{` ${signed(change.low)} … ${signed(change.high)}`}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </ScoreTable>
  );
}

function Flipped({
  title,
  cases,
  onCase,
}: {
  title: string;
  cases: readonly string[];
  onCase: Props["onCase"];
}) {
  if (cases.length === 0) return null;
  return (
    <>
      <h3>{`${title}: ${cases.length}`}</h3>
      <ul className="choice-list">
        {cases.map((name) => (
          <li key={name}>
            <button type="button" className="choice run-row" onClick={() => onCase(name)}>
              <strong>{name}</strong>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
