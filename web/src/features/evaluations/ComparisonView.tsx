import { share, signed } from "@/features/evaluations/numbers";
import { useComparison } from "@/features/evaluations/useEvaluations";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

/** Two runs side by side over the cases of both: what changed beyond noise, and which cases flipped. */
export function ComparisonView({ before, after }: { before: string; after: string }) {
  const { t } = useLanguage();
  const found = useComparison(before, after);
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <div className="skeleton-list" aria-hidden="true" />;
  const { metrics, cases, now_failing: failing, now_passing: passing } = found.data;
  return (
    <>
      <h2>{t("evalSideBySide", { count: cases.both })}</h2>
      <div className="table-scroll">
        <table>
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
            {Object.entries(metrics).map(([name, change]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{share(change.before)}</td>
                <td className="number">{share(change.after)}</td>
                <td>
                  {change.beyond_noise ? <strong>{signed(change.change)}</strong> : t("evalNoChange")}
                  <span className="muted small">{` ${signed(change.low)} … ${signed(change.high)}`}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Flipped title={t("evalNowFailing")} cases={failing} />
      <Flipped title={t("evalNowPassing")} cases={passing} />
    </>
  );
}

function Flipped({ title, cases }: { title: string; cases: readonly string[] }) {
  if (cases.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="plain-list">
        {cases.map((id) => (
          <li key={id}>{id}</li>
        ))}
      </ul>
    </>
  );
}
