import { linePoints, share } from "@/features/evaluations/numbers";
import type { Trend } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

const width = 320;
const height = 40;

/** A metric over the runs of the same suites, oldest first, with its newest value. */
export function TrendLine({ trend }: { trend: Trend }) {
  const { t } = useLanguage();
  const values = trend.points.map(({ value }) => value.mean);
  const points = linePoints(values, width, height);
  const newest = values.at(-1) ?? 0;
  return (
    <figure className="trend">
      <figcaption>
        <strong>{trend.suites}</strong> <span className="muted">{trend.metric}</span> {share(newest)}
      </figcaption>
      <svg
        viewBox={`-4 -4 ${width + 8} ${height + 8}`}
        role="img"
        aria-label={t("evalTrend", {
          first: share(values[0] ?? 0),
          last: share(newest),
          count: values.length,
        })}
      >
        <polyline points={points.map((point) => point.join(",")).join(" ")} />
        {points.map(([x, y]) => (
          <circle key={x} cx={x} cy={y} r={3} />
        ))}
      </svg>
    </figure>
  );
}
