import { useState } from "react";
import { Workplace } from "@/app/Workplace";
import { SignIn } from "@/features/session/SignIn";
import { takeCodeFromAddress } from "@/features/session/signInAddress";
import { type Credential, useSession } from "@/features/session/useSession";
import { useLanguage } from "@/shared/i18n/language";
import { Modal } from "@/shared/ui/Modal";

/** The client, behind the sign-in where the server asks for one. A session that ends is taken up again in its place. */
export function App() {
  const session = useSession();
  const { t } = useLanguage();
  const [code, setCode] = useState(takeCodeFromAddress);
  const { person, signedOut } = session;
  const signIn = async (given: Credential) => {
    if (!person) setCode(null); // else it would be asked for once more over the page that appears
    await session.signIn(given);
    setCode(null);
  };
  if (!person && (signedOut || code)) return <SignIn onSignIn={signIn} code={code} />;
  if (!person) return session.unreachable ? <p className="sign-in">{t("notReached")}</p> : null;
  const forAnother = code !== null && !signedOut;
  return (
    <>
      <div hidden={signedOut}>
        <Workplace person={person} session={session} />
      </div>
      <Modal
        open={signedOut || forAnother}
        {...(forAnother ? { onClose: () => setCode(null) } : {})}
        className="dialog"
        label={t("signInButton")}
      >
        <SignIn onSignIn={signIn} code={code} {...(signedOut ? { again: person.name } : {})} />
      </Modal>
    </>
  );
}
