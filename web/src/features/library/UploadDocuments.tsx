import { useId, useState } from "react";
import { IngestJobs } from "@/features/library/IngestJobs";
import { Readers } from "@/features/library/Readers";
import { useUpload } from "@/features/library/useDocuments";
import type { Person } from "@/shared/api-types";
import { ApiError } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

/** Add documents: how far they are on their way, then what became of each. */
export function UploadDocuments({ person }: { person: Person }) {
  const { t } = useLanguage();
  const [site, setSite] = useState("");
  const chosen: Record<string, string> = site ? { site } : { everyone: "true" };
  const readers = person.sites === null ? chosen : {};
  const { upload, sent } = useUpload(readers);
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
      <Readers person={person} site={site} onSite={setSite} />
      <div role="status">
        {upload.isPending && (
          <>
            <progress value={sent} aria-label={t("addDocuments")} />
            <p>{t("uploading", { n: Math.round(100 * sent) })}</p>
          </>
        )}
        {error && <p className="approval-error">{error}</p>}
      </div>
      <IngestJobs />
    </section>
  );
}
