import type { WordKey } from "@/shared/i18n/languages";

/** Arguments that name the record that is written to (`stores/writes/approvals.py`). */
export const BOUND: ReadonlySet<string> = new Set(["asset", "work_order", "part", "reservation"]);

/** What the arguments of a write are called. */
export const argumentWords: Partial<Record<string, WordKey>> = {
  asset: "fieldAsset",
  title: "argTitle",
  description: "fieldDescription",
  priority: "fieldPriority",
  alarm_code: "fieldAlarm",
  work_order: "kindWorkOrder",
  note: "argNote",
  status: "fieldStatus",
  part: "kindPart",
  quantity: "argQuantity",
  location: "location",
  reservation: "argReservation",
};
