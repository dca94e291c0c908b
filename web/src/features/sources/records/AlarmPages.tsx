import { useState } from "react";
import { RecordCard } from "@/features/sources/records/RecordCard";
import { alarmRows } from "@/features/sources/records/recordFields";
import { useRecord } from "@/features/sources/records/useRecord";
import type { AlarmListPage, Asset, Citation } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { IconButton } from "@/shared/ui/IconButton";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  citation: Citation;
  code: string;
  /** The turbine that is asked about. */
  asset: Asset | null;
}

/** The alarm list at the entry that was cited: the same code may mean something else for another model. */
export function AlarmPages({ citation, code, asset }: Props) {
  const page = useRecord<AlarmListPage>(`/api/alarms/${encodeURIComponent(code)}`);
  if (page.isError) return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <div className="skeleton-list" aria-hidden="true" />;
  const { entries } = page.data;
  const same = entries.filter((entry) => citation.title.endsWith(entry.title));
  const cited = same.find((entry) => asset && entry.models.includes(asset.model)) ?? same[0];
  return <ListOfModel model={cited?.models[0] ?? ""} start={cited?.code ?? code} />;
}

function ListOfModel({ model, start }: { model: string; start: string }) {
  const { t } = useLanguage();
  const [code, setCode] = useState(start);
  const page = useRecord<AlarmListPage>(
    `/api/alarms/${encodeURIComponent(code)}?model=${encodeURIComponent(model)}`,
  );
  if (page.isError) return <LoadError error={page.error} onRetry={() => void page.refetch()} />;
  const turn = (to: string | null | undefined) => (to ? () => setCode(to) : undefined);
  const { entries = [], previous, next } = page.data ?? {};
  return (
    <>
      <div className="toolbar">
        <IconButton icon="left" label={t("previousAlarm")} disabled={!previous} onClick={turn(previous)} />
        <span className="page-number" role="status">
          {t("alarm", { code })}
        </span>
        <IconButton icon="right" label={t("nextAlarm")} disabled={!next} onClick={turn(next)} />
        {code !== start && (
          <button type="button" className="button" onClick={turn(start)}>
            {t("backToMark")}
          </button>
        )}
      </div>
      {page.data ? (
        entries.map((entry) => (
          <RecordCard
            key={`${entry.models} ${entry.controller} ${entry.title}`}
            title={entry.title}
            number={entry.code}
            rows={alarmRows(entry)}
          />
        ))
      ) : (
        <div className="skeleton-list" aria-hidden="true" />
      )}
    </>
  );
}
