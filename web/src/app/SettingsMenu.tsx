import { useState } from "react";
import { PhoneSignIn } from "@/features/session/PhoneSignIn";
import type { Session } from "@/features/session/useSession";
import { useLanguage } from "@/shared/i18n/language";
import { isLanguage, languageCodes, languageNames, type WordKey } from "@/shared/i18n/languages";
import { spoken } from "@/shared/people";
import { type Theme, themes, useTheme } from "@/shared/theme";
import { Dialog } from "@/shared/ui/Dialog";
import { IconButton } from "@/shared/ui/IconButton";

const themeWords: Record<Theme, WordKey> = { system: "themeSystem", light: "themeLight", dark: "themeDark" };

/** Appearance, language, and who is signed in. */
export function SettingsMenu({ session }: { session: Session }) {
  const { t, language, setLanguage } = useLanguage();
  const [theme, setTheme] = useTheme();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton icon="settings" label={t("settings")} className="quiet" onClick={() => setOpen(true)} />
      <Dialog open={open} onClose={() => setOpen(false)} title={t("settings")}>
        <Choices
          name="theme"
          title={t("theme")}
          value={theme}
          options={themes.map((each) => ({ value: each, text: t(themeWords[each]) }))}
          onChange={(next) => setTheme(next as Theme)}
        />
        <Choices
          name="language"
          title={t("language")}
          value={language}
          options={languageCodes.map((code) => ({ value: code, text: languageNames[code], lang: code }))}
          onChange={(next) => isLanguage(next) && setLanguage(next)}
        />
        {session.person?.may_sign_in_a_phone && <PhoneSignIn />}
        {session.named && (
          <div className="dialog-actions">
            <span className="muted">{spoken(session.person?.name ?? "")}</span>
            <button type="button" className="button" onClick={() => void session.signOut()}>
              {t("signOut")}
            </button>
          </div>
        )}
      </Dialog>
    </>
  );
}

interface ChoicesProps {
  name: string;
  title: string;
  value: string;
  options: { value: string; text: string; lang?: string }[];
  onChange: (value: string) => void;
}

function Choices({ name, title, value, options, onChange }: ChoicesProps) {
  return (
    <fieldset className="choices">
      <legend>{title}</legend>
      {options.map((option) => (
        <label key={option.value} className="choice" lang={option.lang}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.text}
        </label>
      ))}
    </fieldset>
  );
}
