import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { providerAddress, providerProblem } from "@/features/session/signInAddress";
import type { Credential } from "@/features/session/useSession";
import type { SignInWays } from "@/shared/api-types";
import { ApiError, getJson } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";
import { spoken } from "@/shared/people";

interface Props {
  onSignIn: (given: Credential) => Promise<void>;
  /** Read by the phone's camera; it is sent when its owner says so. */
  code?: string | null;
  /** Whose session ended; absent where nobody was signed in. */
  again?: string;
}

/** Where the server asks who it is: at the company's provider, with a key, or with a code of another device. */
export function SignIn({ onSignIn, code = null, again }: Props) {
  const { t } = useLanguage();
  const { data: ways } = useQuery({
    queryKey: ["ways"],
    queryFn: ({ signal }) => getJson<SignInWays>("/api/session/ways", signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [byCode, setByCode] = useState(code !== null);
  const [typed, setTyped] = useState(code ?? "");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(() => {
    const word = providerProblem();
    return word ? t(word) : "";
  });
  const provider = ways?.provider ?? null;
  const submit = async () => {
    setBusy(true);
    setProblem("");
    try {
      await onSignIn(byCode ? { code: typed.trim() } : { key: typed.trim() });
    } catch (error) {
      setProblem(problemOf(error, byCode));
      setBusy(false);
    }
  };
  const problemOf = (error: unknown, code: boolean) => {
    if (!(error instanceof ApiError)) return t("notReached");
    return error.status === 401 || error.status === 422 ? t(code ? "codeWrong" : "keyWrong") : error.message;
  };
  return (
    <main className="sign-in">
      <h1>Nacelle</h1>
      {again && <p>{t("sessionEnded", { name: spoken(again) })}</p>}
      {problem && <p role="alert">{problem}</p>}
      {provider !== null && !code && (
        <a className="button button-primary" href={providerAddress()}>
          {provider ? t("signInWith", { name: provider }) : t("signInCompany")}
        </a>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label className="stacked">
          <span>{t(byCode ? "codeLabel" : "keyLabel")}</span>
          <input
            key={byCode ? "code" : "key"}
            className={byCode ? "field code-field" : "field"}
            type={byCode ? "text" : "password"}
            autoComplete={byCode ? "one-time-code" : "current-password"}
            autoCapitalize={byCode ? "characters" : "none"}
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button
          type="submit"
          className={provider === null || code ? "button button-primary" : "button"}
          disabled={busy || !typed.trim()}
        >
          {t("signInButton")}
        </button>
      </form>
      <button
        type="button"
        className="button button-quiet"
        onClick={() => {
          setByCode(!byCode);
          setTyped("");
          setProblem("");
        }}
      >
        {t(byCode ? "useKey" : "useCode")}
      </button>
    </main>
  );
}
