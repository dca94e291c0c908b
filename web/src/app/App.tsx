import { Workplace } from "@/app/Workplace";
import { SignIn } from "@/features/session/SignIn";
import { useSession } from "@/features/session/useSession";
import { useLanguage } from "@/shared/i18n/language";
import { Modal } from "@/shared/ui/Modal";

/** The client, behind the sign-in where the server asks for a key. A session that ends is taken up again in its place. */
export function App() {
  const session = useSession();
  const { t } = useLanguage();
  const { person, signedOut } = session;
  if (!person && signedOut) return <SignIn onSignIn={session.signIn} />;
  if (!person) return session.unreachable ? <p className="sign-in">{t("notReached")}</p> : null;
  return (
    <>
      <div hidden={signedOut}>
        <Workplace person={person} session={session} />
      </div>
      <Modal open={signedOut} className="dialog" label={t("signInButton")}>
        <SignIn onSignIn={session.signIn} again={person.name} />
      </Modal>
    </>
  );
}
