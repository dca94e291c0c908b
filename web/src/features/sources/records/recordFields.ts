/** Records as rows of a label and a value, empty ones left out. */
import type { AlarmEntry, Asset, Part, WorkOrder } from "@/shared/api-types";
import { day } from "@/shared/dates";
import type { LanguageCode, WordKey } from "@/shared/i18n/languages";

export interface FieldRow {
  label: WordKey | null;
  name?: string;
  /** A text, or the items of a list. */
  value: string | readonly string[];
  long?: boolean;
}

function present(rows: FieldRow[]): FieldRow[] {
  return rows.filter((row) => row.value.length > 0);
}

/** Extra fields of the source system keep that system's own names. */
function extra(fields: Record<string, string>): FieldRow[] {
  return Object.entries(fields).map(([name, value]) => ({
    label: null,
    name: name.replaceAll("_", " "),
    value,
  }));
}

export function assetRows(asset: Asset, language: LanguageCode): FieldRow[] {
  return present([
    { label: "fieldName", value: asset.name },
    { label: "fieldStatus", value: asset.status },
    { label: "fieldModel", value: asset.model },
    { label: "fieldSerial", value: asset.serial },
    { label: "fieldController", value: asset.controller },
    { label: "fieldSite", value: asset.site },
    { label: "fieldCommissioned", value: day(asset.commissioned, language) },
    { label: "fieldNextService", value: day(asset.next_service, language) },
    ...extra(asset.fields),
  ]);
}

export function workOrderRows(order: WorkOrder, language: LanguageCode): FieldRow[] {
  return present([
    { label: "fieldStatus", value: order.status },
    { label: "fieldAsset", value: order.asset },
    { label: "fieldKind", value: order.kind },
    { label: "fieldPriority", value: order.priority },
    { label: "fieldAlarm", value: order.alarm_code },
    { label: "fieldComponent", value: order.component },
    { label: "fieldFailure", value: order.failure_mode },
    { label: "fieldOpened", value: day(order.opened, language) },
    { label: "fieldClosed", value: day(order.closed, language) },
    { label: "fieldDue", value: day(order.due, language) },
    { label: "fieldAssigned", value: order.assigned_to },
    { label: "fieldHours", value: order.hours === null ? "" : String(order.hours) },
    { label: "fieldCost", value: order.cost === null ? "" : String(order.cost) },
    { label: "fieldDescription", value: order.description, long: true },
    { label: "fieldActions", value: order.actions, long: true },
    { label: "fieldParts", value: order.parts_used.join(", "), long: true },
    ...extra(order.fields),
  ]);
}

export function partRows(part: Part, days: (n: number) => string): FieldRow[] {
  return present([
    { label: "fieldDescription", value: part.description, long: true },
    { label: "fieldSupersedes", value: part.supersedes.join(", ") },
    { label: "fieldEquivalents", value: part.equivalents.join(", ") },
    { label: "fieldModels", value: part.models.join(", ") },
    { label: "fieldLeadTime", value: part.lead_time_days === null ? "" : days(part.lead_time_days) },
    { label: "fieldManufacturer", value: part.manufacturer },
    { label: "fieldSupplier", value: part.supplier },
    {
      label: "fieldPrice",
      value: part.price === null ? "" : `${part.price.toFixed(2)} ${part.currency}`.trim(),
    },
    ...extra(part.fields),
  ]);
}

export function alarmRows(alarm: AlarmEntry): FieldRow[] {
  return present([
    { label: "fieldAliases", value: alarm.aliases.join(", ") },
    { label: "fieldModels", value: alarm.models.join(", ") },
    { label: "fieldController", value: alarm.controller },
    { label: "fieldSeverity", value: alarm.severity },
    { label: "fieldReset", value: alarm.reset },
    { label: "fieldMeaning", value: alarm.meaning, long: true },
    { label: "fieldCauses", value: alarm.causes, long: true },
    { label: "fieldToDo", value: alarm.actions, long: true },
    ...extra(alarm.fields),
  ]);
}
