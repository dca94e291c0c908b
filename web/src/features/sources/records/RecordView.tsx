import { useState } from "react";
import { AlarmPages } from "@/features/sources/records/AlarmPages";
import { RecordCard } from "@/features/sources/records/RecordCard";
import { assetRows, partRows, workOrderRows } from "@/features/sources/records/recordFields";
import { StockTable } from "@/features/sources/records/StockTable";
import { useRecord } from "@/features/sources/records/useRecord";
import type { Asset, Citation, Part, WorkOrder } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  citation: Citation;
  /** The turbine that is asked about. */
  asset: Asset | null;
}

/** The record behind a citation as it is now. */
export function RecordView({ citation, asset }: Props) {
  const number = citation.source_id;
  if (!number) return null;
  if (citation.kind === "work_order") return <WorkOrderView number={number} />;
  if (citation.kind === "part") return <PartView number={number} />;
  if (citation.kind === "asset") return <AssetView tag={number} />;
  if (citation.kind === "alarm") return <AlarmPages citation={citation} code={number} asset={asset} />;
  return null;
}

function WorkOrderView({ number }: { number: string }) {
  const { language } = useLanguage();
  const order = useRecord<WorkOrder>(`/api/work-orders/${encodeURIComponent(number)}`);
  if (order.isError) return <LoadError error={order.error} onRetry={() => void order.refetch()} />;
  if (!order.data) return <div className="skeleton-list" aria-hidden="true" />;
  return <RecordCard title={order.data.title} number={number} rows={workOrderRows(order.data, language)} />;
}

function AssetView({ tag }: { tag: string }) {
  const { language } = useLanguage();
  const asset = useRecord<Asset>(`/api/assets/${encodeURIComponent(tag)}`);
  if (asset.isError) return <LoadError error={asset.error} onRetry={() => void asset.refetch()} />;
  if (!asset.data) return <div className="skeleton-list" aria-hidden="true" />;
  return <RecordCard title={asset.data.tag} number="" rows={assetRows(asset.data, language)} />;
}

function PartView({ number: first }: { number: string }) {
  const { t } = useLanguage();
  const [number, setNumber] = useState(first);
  const part = useRecord<Part>(`/api/parts/${encodeURIComponent(number)}`);
  if (part.isError) return <LoadError error={part.error} onRetry={() => void part.refetch()} />;
  if (!part.data) return <div className="skeleton-list" aria-hidden="true" />;
  const replacement = part.data.superseded_by;
  return (
    <>
      {number !== first && (
        <button type="button" className="button" onClick={() => setNumber(first)}>
          {first}
        </button>
      )}
      {replacement && (
        <button type="button" className="choice" onClick={() => setNumber(replacement)}>
          {t("fieldSupersededBy")} <strong>{replacement}</strong>
        </button>
      )}
      <RecordCard
        title={part.data.name}
        number={part.data.number}
        rows={partRows(part.data, (n) => t("days", { count: n }))}
      />
      <StockTable part={part.data} />
    </>
  );
}
