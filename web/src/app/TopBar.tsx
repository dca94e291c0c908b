import { SettingsMenu } from "@/app/SettingsMenu";
import type { Session } from "@/features/session/useSession";
import { AssetStatus } from "@/features/turbines/AssetStatus";
import type { Asset } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { IconButton } from "@/shared/ui/IconButton";

interface Props {
  asset: Asset | null;
  session: Session;
  onMenu: (() => void) | null;
  onNew: () => void;
}

export function TopBar({ asset, session, onMenu, onNew }: Props) {
  const { t } = useLanguage();
  return (
    <header className="top-bar">
      {onMenu ? (
        <IconButton icon="menu" label={t("menu")} className="quiet" data-menu onClick={onMenu} />
      ) : (
        <span className="brand">
          <img src="/icon.svg" alt="" width={28} height={28} />
          Nacelle
        </span>
      )}
      <div className="top-asset">
        {asset ? (
          <>
            <h1>{asset.tag}</h1>
            <AssetStatus asset={asset} />
            <span className="muted top-detail">
              {[asset.model, asset.site, asset.serial].filter(Boolean).join(" · ")}
            </span>
          </>
        ) : (
          <h1 className="muted">{t("noTurbineChosen")}</h1>
        )}
      </div>
      <IconButton icon="plus" label={t("newQuestion")} className="quiet" onClick={onNew} />
      <SettingsMenu session={session} />
    </header>
  );
}
