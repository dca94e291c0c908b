import { activeAlarm, assetTone, toneWords } from "@/features/turbines/assetState";
import type { Asset } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

/** State in a dot, words and, if there is one, the active alarm: never colour alone. */
export function AssetStatus({ asset }: { asset: Asset }) {
  const { t } = useLanguage();
  const tone = assetTone(asset.status);
  const alarm = activeAlarm(asset);
  return (
    <span className={`asset-status tone-${tone}`} title={asset.status}>
      <span className="dot" aria-hidden="true" />
      <span>{t(toneWords[tone])}</span>
      {alarm && <span className="alarm-tag">{t("alarm", { code: alarm })}</span>}
    </span>
  );
}
