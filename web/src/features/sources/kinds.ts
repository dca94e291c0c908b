import type { Citation, EvidenceKind } from "@/shared/api-types";
import { when } from "@/shared/dates";
import type { Translate } from "@/shared/i18n/language";
import type { LanguageCode, WordKey } from "@/shared/i18n/languages";

export const kindWords: Record<EvidenceKind, WordKey> = {
  manual: "kindManual",
  alarm: "kindAlarm",
  work_order: "kindWorkOrder",
  part: "kindPart",
  asset: "kindAsset",
  calculation: "kindCalculation",
  external: "kindExternal",
  picture: "kindPicture",
};

/** What kind of record it is, its number where its title does not say it, for which models, and as of when. */
export function recordPlace(citation: Citation, t: Translate, language: LanguageCode): string {
  const { kind, source_id: number, title, quote, as_of: time } = citation;
  const models = kind === "alarm" ? /^Models?: (.+)$/m.exec(quote)?.[1] : undefined;
  const parts = [
    t(kindWords[kind]),
    number && !title.includes(number) && number,
    models,
    kind !== "manual" && time && t("asOf", { time: when(time, language) }),
  ];
  return parts.filter(Boolean).join(" · ");
}
