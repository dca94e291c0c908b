import type { WordKey } from "@/shared/i18n/languages";

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
