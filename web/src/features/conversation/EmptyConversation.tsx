import { activeAlarm } from "@/features/turbines/assetState";
import type { Asset } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  asset: Asset | null;
  onAsk: (text: string) => void;
  onChooseTurbine: (() => void) | null;
}

/** Before the first question: what can be asked about this turbine, ready to tap. */
export function EmptyConversation({ asset, onAsk, onChooseTurbine }: Props) {
  const { t } = useLanguage();
  const code = asset ? activeAlarm(asset) : null;
  const tag = asset?.tag ?? "";
  const questions = asset
    ? [...(code ? [t("tryAlarm", { tag, code })] : []), t("tryHistory", { tag }), t("tryOpen", { tag })]
    : [];
  return (
    <div className="empty">
      <h2>{t("emptyTitle")}</h2>
      <p className="muted">{t("emptyText")}</p>
      {!asset && onChooseTurbine && (
        <button type="button" className="button button-primary" onClick={onChooseTurbine}>
          {t("chooseTurbine")}
        </button>
      )}
      <div className="choice-list">
        {questions.map((question) => (
          <button key={question} type="button" className="choice" onClick={() => onAsk(question)}>
            {question}
          </button>
        ))}
      </div>
    </div>
  );
}
