import { useAssets } from "@/features/turbines/useAssets";
import type { Person } from "@/shared/api-types";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  person: Person;
  /** One site, or "" for everyone. */
  site: string;
  onSite: (site: string) => void;
}

/** Who may read what is added: a choice for people of every site, said to the others. */
export function Readers({ person, site, onSite }: Props) {
  const { t } = useLanguage();
  const { data: assets = [] } = useAssets();
  if (person.sites !== null)
    return <p className="small">{t("readersSite", { site: person.sites.join(", ") })}</p>;
  const sites = [...new Set(assets.map((asset) => asset.site).filter(Boolean))].sort();
  return (
    <label className="readers small">
      {t("readersOf")}{" "}
      <select className="field" value={site} onChange={(event) => onSite(event.target.value)}>
        <option value="">{t("readersAll")}</option>
        {sites.map((each) => (
          <option key={each} value={each}>
            {t("readersSite", { site: each })}
          </option>
        ))}
      </select>
    </label>
  );
}
