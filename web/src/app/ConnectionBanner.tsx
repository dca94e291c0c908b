import { useConnection } from "@/shared/connection";
import { useLanguage } from "@/shared/i18n/language";

export function ConnectionBanner() {
  const { t } = useLanguage();
  const connection = useConnection();
  return (
    <div role="status">
      {connection !== "online" && <p className={`banner banner-${connection}`}>{t(connection)}</p>}
    </div>
  );
}
