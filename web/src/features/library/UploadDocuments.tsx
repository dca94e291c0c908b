import { useId } from "react";
import { useUpload } from "@/features/library/useDocuments";
import type { IngestReport } from "@/shared/api-types";
import { ApiError } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

/** Add documents: how far it is, then what became of each. */
export function UploadDocuments() {
  const { t } = useLanguage();
  const { upload, sent } = useUpload();
  const hint = useId();
  const error = upload.error instanceof ApiError ? upload.error.message : upload.error && t("notReached");
  const start = (files: FileList | null) => files && files.length > 0 && upload.mutate([...files]);
  return (
    <section
      className="upload"
      aria-label={t("addDocuments")}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        start(event.dataTransfer.files);
      }}
    >
      <label className="button button-primary">
        {t("addDocuments")}
        <input
          type="file"
          multiple
          className="visually-hidden"
          accept=".pdf,.docx,.html,.htm,.md,.txt,.rst,.zip"
          aria-describedby={hint}
          disabled={upload.isPending}
          onChange={(event) => {
            start(event.target.files);
            event.target.value = "";
          }}
        />
      </label>
      <p id={hint} className="muted small">
        {t("addHint")}
      </p>
      <div role="status">
        {upload.isPending && (
          <>
            <progress value={sent < 1 ? sent : undefined} aria-label={t("addDocuments")} />
            <p>{sent < 1 ? t("uploading", { n: Math.round(100 * sent) }) : t("indexing")}</p>
          </>
        )}
        {error && <p className="approval-error">{error}</p>}
        {upload.data && <Report report={upload.data} />}
      </div>
    </section>
  );
}

function Report({ report: { added, unchanged, replaced, failed } }: { report: IngestReport }) {
  const { t } = useLanguage();
  return (
    <ul className="report">
      {added > 0 && <li>{t("addedCount", { count: added })}</li>}
      {replaced > 0 && <li>{t("replacedCount", { count: replaced })}</li>}
      {unchanged > 0 && <li>{t("unchangedCount", { count: unchanged })}</li>}
      {failed.map(({ path, page, reason }) => (
        <li key={`${path} ${page}`} className="approval-error">
          {[path, page !== null && t("page", { n: page })].filter(Boolean).join(", ")}: {reason}
        </li>
      ))}
    </ul>
  );
}
