import { useState } from "react";
import type { Look } from "@/features/evaluations/Evaluations";
import { MetricTable, Tiles } from "@/features/evaluations/MetricTable";
import { useRun, useRunList } from "@/features/evaluations/useEvaluations";
import type { CaseLine } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  run: string;
  onLook: (look: Look) => void;
}

/** One run: its metrics with their intervals, what it can be compared with, and its cases, those that failed first. */
export function RunView({ run: id, onLook }: Props) {
  const { t, language } = useLanguage();
  const found = useRun(id);
  const others = useRunList().data?.filter((other) => other.id !== id) ?? [];
  const [all, setAll] = useState(false);
  if (found.isError) return <LoadError error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <div className="skeleton-list" aria-hidden="true" />;
  const { run, cases, not_shown: hidden } = found.data;
  const failed = cases.filter(fails);
  return (
    <>
      <h2>{run.suites}</h2>
      <p className="muted">
        {[when(run.finished, language), run.library, run.model, t("evalTuned", { tuned: run.tuned })]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Tiles run={run} />
      {others.length > 0 && (
        <label className="stacked">
          {t("evalCompare")}
          <select
            className="field"
            value=""
            onChange={(event) =>
              event.currentTarget.value &&
              onLook({ at: "compare", run: id, before: event.currentTarget.value })
            }
          >
            <option value="" />
            {others.map((other) => (
              <option key={other.id} value={other.id}>
                {`${when(other.finished, language)} · ${other.suites} · ${other.model}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="run-columns">
        <section>
          <h3>{t("evalScores")}</h3>
          <MetricTable run={run} />
        </section>
        <section>
          <h3>
            {t(all ? "evalAllCases" : "evalFailedCases", { count: all ? cases.length : failed.length })}
          </h3>
          <ul className="choice-list">
            {(all ? cases : failed).map((line) => (
              <li key={line.number}>
                <button
                  type="button"
                  className="choice run-row"
                  disabled={line.holdout}
                  onClick={() => onLook({ at: "case", run: id, number: line.number })}
                >
                  <strong>{line.question || line.id}</strong>
                  <span className="muted small">
                    {line.holdout ? t("evalHoldout") : [line.status, ...line.failed].join(" · ")}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {hidden > 0 && <p className="muted">{t("evalHidden", { count: hidden })}</p>}
          <button type="button" className="button" onClick={() => setAll(!all)}>
            {t(all ? "evalShowFailed" : "evalShowAll")}
          </button>
        </section>
      </div>
    </>
  );
}

/** Of those that may be looked at. */
function fails(line: CaseLine): boolean {
  return !line.holdout && (line.failed.length > 0 || line.status === "errored");
}
