import { useState } from "react";
import { AssetStatus } from "@/features/turbines/AssetStatus";
import { groupBySite } from "@/features/turbines/assetState";
import { useAssets } from "@/features/turbines/useAssets";
import { useRecent } from "@/features/turbines/useRecent";
import type { Asset } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";
import { LoadError } from "@/shared/ui/LoadError";

interface Props {
  chosen: string | null;
  onChoose: (tag: string) => void;
}

/** From so many on, the last ones are worth a list of their own. */
const MANY = 8;

export function TurbinePicker({ chosen, onChoose }: Props) {
  const { t } = useLanguage();
  const [query, setQuery] = useState("");
  const assets = useAssets();
  const groups = groupBySite(assets.data ?? [], query);
  const recentTags = useRecent(chosen);
  const recent = (assets.data ? recentTags : [])
    .filter((tag) => tag !== chosen) // which stands in its site's list, marked
    .flatMap((tag) => assets.data?.find((asset) => asset.tag === tag) ?? []);
  const useful = !query && (assets.data?.length ?? 0) >= MANY && recent.length > 0;
  const shown = useful ? [{ site: t("recentTurbines"), assets: recent }, ...groups] : groups;
  const choose = (tag: string) => {
    setQuery("");
    onChoose(tag);
  };
  return (
    <section className="turbines" aria-labelledby="turbines-title">
      <h2 id="turbines-title">{t("turbines")}</h2>
      <input
        type="search"
        className="field"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          const only = groups[0]?.assets[0];
          if (event.key === "Enter" && query && only) choose(only.tag);
        }}
        placeholder={t("findTurbine")}
        aria-label={t("findTurbine")}
      />
      {assets.isPending && <div className="skeleton-list" aria-hidden="true" />}
      {assets.isError && <LoadError error={assets.error} onRetry={() => void assets.refetch()} />}
      {assets.data && groups.length === 0 && <p className="muted">{t("noTurbine", { query })}</p>}
      {shown.map((group) => (
        <div key={group.site} className="site-group">
          <h3>{group.site}</h3>
          <ul>
            {group.assets.map((asset) => (
              <TurbineRow key={asset.tag} asset={asset} chosen={asset.tag === chosen} onChoose={choose} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface RowProps {
  asset: Asset;
  chosen: boolean;
  onChoose: (tag: string) => void;
}

/** A turbine with its state and open jobs, to choose. */
export function TurbineRow({ asset, chosen, onChoose }: RowProps) {
  const { t } = useLanguage();
  const jobs = asset.open_work_orders ?? 0;
  return (
    <li>
      <button type="button" className="row" aria-pressed={chosen} onClick={() => onChoose(asset.tag)}>
        <span className="row-main">
          <strong>{asset.tag}</strong>
          <AssetStatus asset={asset} />
        </span>
        <span className="row-sub">
          <span>{asset.model}</span>
          {jobs > 0 && <span>{t("openJobs", { count: jobs })}</span>}
        </span>
      </button>
    </li>
  );
}
