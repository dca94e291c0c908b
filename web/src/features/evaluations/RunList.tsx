import { share } from "@/features/evaluations/numbers";
import { TrendLine } from "@/features/evaluations/TrendLine";
import { useDrift, useRunList, useTrends } from "@/features/evaluations/useEvaluations";
import type { Drifted, EvaluationRun } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

/** What was measured, newest first; how it went over time; whether live answers drift. */
export function RunList({ onOpen }: { onOpen: (run: string) => void }) {
  const { t } = useLanguage();
  const runs = useRunList();
  const trends = useTrends();
  const drift = useDrift();
  const alerts = drift.data?.filter(({ alert }) => alert) ?? [];
  return (
    <>
      <h2>{t("evaluations")}</h2>
      {alerts.length > 0 && (
        <p className="notice" role="note">
          {t("evalDrift", { signals: alerts.map(changed).join(", ") })}
        </p>
      )}
      {runs.isError && !runs.data && <LoadError error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.isPending && <div className="skeleton-list" aria-hidden="true" />}
      {runs.data?.length === 0 && <p className="muted">{t("evalNone")}</p>}
      {trends.data?.map((trend) => (
        <TrendLine key={`${trend.suites} ${trend.metric}`} trend={trend} />
      ))}
      <ul className="choice-list">
        {runs.data?.map((run) => (
          <RunRow key={run.id} run={run} onOpen={onOpen} />
        ))}
      </ul>
    </>
  );
}

/** "abstained .035 → .360": the first turns, and the newest. */
function changed({ signal, baseline, recent }: Drifted): string {
  return baseline == null || recent == null ? signal : `${signal} ${share(baseline)} → ${share(recent)}`;
}

function RunRow({ run, onOpen }: { run: EvaluationRun; onOpen: (run: string) => void }) {
  const { t, language } = useLanguage();
  const passed = run.metrics["cases passed"];
  return (
    <li>
      <button type="button" className="choice run-row" onClick={() => onOpen(run.id)}>
        <strong>{run.suites}</strong>
        {passed && <strong className="run-share">{t("evalPassed", { share: share(passed.mean) })}</strong>}
        <span className="muted small">
          {[
            when(run.finished, language),
            t("evalCases", { count: run.cases }),
            run.model,
            t("evalTuned", { tuned: run.tuned }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </button>
    </li>
  );
}
