import type { EvidenceKind } from "@/shared/api-types";
import type { WordKey } from "@/shared/i18n/languages";

export const kindWords: Record<EvidenceKind, WordKey> = {
  manual: "kindManual",
  alarm: "kindAlarm",
  work_order: "kindWorkOrder",
  part: "kindPart",
  asset: "kindAsset",
  calculation: "kindCalculation",
  external: "kindExternal",
};
