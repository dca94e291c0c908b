import { useMutation } from "@tanstack/react-query";
import type { PhoneCode } from "@/shared/api-types";
import { when } from "@/shared/dates";
import { postJson } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

/** A picture and a code that sign in one phone as the same person: no key is typed with gloves. */
export function PhoneSignIn() {
  const { t, language } = useLanguage();
  const given = useMutation({ mutationFn: () => postJson<PhoneCode>("/api/session/codes", {}) });
  const code = given.data;
  return (
    <div className="phone-sign-in">
      {code && (
        <>
          <img src={code.picture} alt={t("phonePicture")} width={240} height={240} />
          <p className="phone-code">{code.code}</p>
          <p className="muted">{t("phoneHint", { time: when(code.expires_at, language) })}</p>
        </>
      )}
      {given.isError && <p role="alert">{t("notReached")}</p>}
      <button type="button" className="button" disabled={given.isPending} onClick={() => given.mutate()}>
        {t(code ? "phoneAnother" : "phoneSignIn")}
      </button>
    </div>
  );
}
