import { linePoints, sameSize, share } from "@/features/evaluations/numbers";
import type { Trend } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

const width = 480;
const height = 64;

/** A metric over the runs of the same suites, oldest first, with the interval of each; nothing where there is one run. */
export function TrendLine({ trend }: { trend: Trend }) {
  const { t } = useLanguage();
  const measured = sameSize(trend.points).map(({ value }) => value);
  if (measured.length < 2) return null;
  const means = measured.map(({ mean }) => mean);
  const all = measured.flatMap(({ low, high }) => [low, high]);
  const points = linePoints(means, width, height, all);
  const lows = linePoints(
    measured.map(({ low }) => low),
    width,
    height,
    all,
  );
  const highs = linePoints(
    measured.map(({ high }) => high),
    width,
    height,
    all,
  );
  const newest = means.at(-1) ?? 0;
  return (
    <figure className="trend">
      <figcaption>
        <strong>{trend.suites}</strong>
        <span className="muted small">
          {` ${trend.metric} · ${t("evalSameCases", { count: measured[0]?.n ?? 0 })}`}
        </span>
      </figcaption>
      <svg
        viewBox={`-5 -5 ${width + 70} ${height + 10}`}
        role="img"
        aria-label={t("evalTrend", {
          first: share(means[0] ?? 0),
          last: share(newest),
          count: means.length,
        })}
      >
        {points.map(([x], i) => (
          <line key={x} x1={x} x2={x} y1={lows[i]?.[1]} y2={highs[i]?.[1]} />
        ))}
        <polyline points={points.map((point) => point.join(",")).join(" ")} />
        {points.map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r={4} />
        ))}
        <text x={width + 12} y={(points.at(-1)?.[1] ?? 0) + 5}>
          {share(newest)}
        </text>
      </svg>
    </figure>
  );
}
