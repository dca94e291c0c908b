import { cancelJob, useIngestJobs } from "@/features/library/useDocuments";
import type { IngestJob } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

/** Ended ones are shown as long as somebody may look for them. */
const SHOWN = 5;

/** Files that are being read, and the reports of the last ones. */
export function IngestJobs() {
  const jobs = useIngestJobs().slice(0, SHOWN);
  return (
    <ul className="jobs">
      {jobs.map((job) => (
        <li key={job.id}>
          <strong>{job.paths.map((path) => path.split("/").at(-1)).join(", ")}</strong>
          <JobState job={job} />
        </li>
      ))}
    </ul>
  );
}

function JobState({ job }: { job: IngestJob }) {
  const { t } = useLanguage();
  const { state, progress, report, reason } = job;
  if (state === "waiting" || state === "running") {
    const { done, total, counts } = progress;
    return (
      <div role="status">
        <progress value={total > 0 ? done / total : undefined} aria-label={t("indexing")} />
        <p className="job-line">
          {total > 0 && counts === "pages" ? t("pageOf", { n: done, total }) : t("indexing")}
          <button
            type="button"
            className="button"
            onClick={() => void cancelJob(job.id).catch(() => undefined)}
          >
            {t("cancel")}
          </button>
        </p>
      </div>
    );
  }
  return (
    <ul role="status">
      {report && report.added > 0 && <li>{t("addedCount", { count: report.added })}</li>}
      {report && report.replaced > 0 && <li>{t("replacedCount", { count: report.replaced })}</li>}
      {report && report.unchanged > 0 && <li>{t("unchangedCount", { count: report.unchanged })}</li>}
      {report?.failed.map((failure) => (
        <li key={`${failure.path} ${failure.page}`} className="approval-error">
          {[failure.path, failure.page !== null && t("page", { n: failure.page })].filter(Boolean).join(", ")}
          : {failure.reason}
        </li>
      ))}
      {reason && <li className="approval-error">{reason}</li>}
    </ul>
  );
}
