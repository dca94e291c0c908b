import { activeAlarm, assetTone } from "@/features/turbines/assetState";
import { TurbineRow } from "@/features/turbines/TurbinePicker";
import { useAssets } from "@/features/turbines/useAssets";
import { useRecent } from "@/features/turbines/useRecent";
import type { Asset } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  asset: Asset | null;
  onAsk: (text: string) => void;
  onChoose: (tag: string) => void;
  onChooseTurbine: (() => void) | null;
}

/** Of each list so many: what fits a phone. */
const MOST = 3;

/** Before the first question: what can be asked about this turbine, or which turbines it may be about, ready to tap. */
export function EmptyConversation({ asset, onAsk, onChoose, onChooseTurbine }: Props) {
  const { t } = useLanguage();
  return (
    <div className="empty">
      <h2>{t("emptyTitle")}</h2>
      <p className="muted">{t("emptyText")}</p>
      {asset ? <Questions asset={asset} onAsk={onAsk} /> : <Turbines onChoose={onChoose} />}
      {!asset && onChooseTurbine && (
        <button type="button" className="button button-primary" onClick={onChooseTurbine}>
          {t("chooseTurbine")}
        </button>
      )}
    </div>
  );
}

function Questions({ asset, onAsk }: { asset: Asset; onAsk: (text: string) => void }) {
  const { t } = useLanguage();
  const { tag } = asset;
  const code = activeAlarm(asset);
  const questions = [
    ...(code ? [t("tryAlarm", { tag, code })] : []),
    t("tryHistory", { tag }),
    t("tryOpen", { tag }),
  ];
  return (
    <div className="choice-list">
      {questions.map((question) => (
        <button key={question} type="button" className="choice" onClick={() => onAsk(question)}>
          {question}
        </button>
      ))}
    </div>
  );
}

/** The turbines that were asked about last, and those that stand still or are held back. */
function Turbines({ onChoose }: { onChoose: (tag: string) => void }) {
  const { t } = useLanguage();
  const { data = [] } = useAssets();
  const tags = useRecent(null);
  const recent = tags.flatMap((tag) => data.find((asset) => asset.tag === tag) ?? []).slice(0, MOST);
  const troubled = data
    .filter((asset) => ["stopped", "limited"].includes(assetTone(asset.status)) && !recent.includes(asset))
    .sort((a, b) => Number(activeAlarm(b) !== null) - Number(activeAlarm(a) !== null))
    .slice(0, MOST);
  return [
    { title: t("startAttention"), assets: troubled },
    { title: t("startRecent"), assets: recent },
  ].map(
    ({ title, assets }) =>
      assets.length > 0 && (
        <section key={title} className="site-group start-turbines">
          <h3>{title}</h3>
          <ul>
            {assets.map((each) => (
              <TurbineRow key={each.tag} asset={each} chosen={false} onChoose={onChoose} />
            ))}
          </ul>
        </section>
      ),
  );
}
