import { useState } from "react";
import { ApiError } from "@/shared/http";
import { useLanguage } from "@/shared/i18n/language";

interface Props {
  onSignIn: (key: string) => Promise<void>;
  /** Whose session ended; absent where nobody was signed in. */
  again?: string;
}

/** Where the server asks for a key, the only thing to do is to give it. */
export function SignIn({ onSignIn, again }: Props) {
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
      {again && <p>{t("sessionEnded", { name: again })}</p>}
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
