import { ApiError } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

/** What went wrong in one sentence, and the way to try again. */
export function LoadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useLanguage();
  const unreachable = !(error instanceof ApiError);
  const signedOut = error instanceof ApiError && error.status === 401;
  const text = signedOut ? t("signIn") : unreachable ? t("notReached") : error.message || t("notLoaded");
  return (
    <div className="load-error" role="alert">
      <p>{text}</p>
      <button type="button" className="button" onClick={onRetry}>
        {t("retry")}
      </button>
    </div>
  );
}
