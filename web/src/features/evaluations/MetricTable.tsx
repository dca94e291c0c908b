import { share } from "@/features/evaluations/numbers";
import { ScoreTable } from "@/features/evaluations/ScoreTable";
import type { EvaluationRun } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

type Measured = EvaluationRun["metrics"][string];

/** A run in figures: what passed and broke, then each metric with its interval drawn, and that of the cases held out beside it. */
export function MetricTable({ run }: { run: EvaluationRun }) {
  const { t } = useLanguage();
  const held = Object.keys(run.holdout).length > 0;
  return (
    <ScoreTable>
      <thead>
        <tr>
          <th scope="col">{t("evalMetric")}</th>
          <th scope="col" className="number">
            {t("evalValue")}
          </th>
          <th scope="col">{t("evalInterval")}</th>
          <th scope="col" className="number">
            n
          </th>
          {held && (
            <th scope="col" className="number">
              {t("evalHeldOut")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {Object.entries(run.metrics).map(([name, measured]) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {run.less_is_better.includes(name) && (
                <span role="img" aria-label={t("evalLess")} title={t("evalLess")}>
                  {" ↓"}
                </span>
              )}
            </th>
            <td className="number">{share(measured.mean)}</td>
            <td className="interval">
              <IntervalBar {...measured} />
              {`${share(measured.low)} – ${share(measured.high)}`}
            </td>
            <td className="number">{measured.n}</td>
            {held && <td className="number">{withCount(run.holdout[name])}</td>}
          </tr>
        ))}
      </tbody>
    </ScoreTable>
  );
}

function withCount(measured: Measured | undefined): string {
  return measured ? `${share(measured.mean)} (${measured.n})` : "";
}

/** Of a share only: words and tokens have no end to be drawn to. */
function IntervalBar({ mean, low, high }: Measured) {
  if (high > 1 || low < 0) return null;
  return (
    <svg viewBox="-6 0 112 10" aria-hidden="true">
      <rect className="whole" x={0} y={4} width={100} height={2} />
      <rect x={low * 100} y={2} width={Math.max(1, (high - low) * 100)} height={6} rx={3} />
      <circle cx={mean * 100} cy={5} r={5} />
    </svg>
  );
}

/** What a reader asks first. */
export function Tiles({ run }: { run: EvaluationRun }) {
  const { t } = useLanguage();
  const passed = run.metrics["cases passed"];
  const { p50, p95 } = run.latency_ms;
  const tiles: [string, string | number | undefined][] = [
    ["cases passed", passed && share(passed.mean)],
    [t("evalFailedTile"), run.failed],
    [t("evalErrored"), run.errored],
    [t("evalSkipped"), run.skipped],
    [t("evalMedian"), seconds(p50)],
    [t("evalSlow"), seconds(p95)],
  ];
  return (
    <dl className="tiles">
      {tiles
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function seconds(milliseconds: number | null | undefined): string | undefined {
  return milliseconds == null ? undefined : `${(milliseconds / 1000).toFixed(1)} s`;
}
