import { useState } from "react";
import { ApiError } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

/** Where the server asks for a key: the one thing to do is to give it. */
export function SignIn({ onSignIn }: { onSignIn: (key: string) => Promise<void> }) {
  const { t } = useLanguage();
  const [key, setKey] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async () => {
    setBusy(true);
    setProblem("");
    try {
      await onSignIn(key.trim());
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 401 ? t("keyWrong") : t("notReached"));
      setBusy(false);
    }
  };
  return (
    <main className="sign-in">
      <h1>Nacelle</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <label className="stacked">
          <span>{t("keyLabel")}</span>
          <input
            className="field"
            type="password"
            autoComplete="current-password"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        {problem && <p role="alert">{problem}</p>}
        <button type="submit" className="button button-primary" disabled={busy || !key.trim()}>
          {t("signInButton")}
        </button>
      </form>
    </main>
  );
}
