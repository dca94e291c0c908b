import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import {
  chooseLanguage,
  isLanguage,
  type LanguageCode,
  translate,
  type WordKey,
} from "@/shared/i18n/languages";
import { recall, remember } from "@/shared/storage";

export type Translate = (key: WordKey, values?: Record<string, string | number>) => string;

interface LanguageState {
  language: LanguageCode;
  setLanguage: (language: LanguageCode) => void;
  t: Translate;
}

const LanguageContext = createContext<LanguageState | null>(null);

function initial(): LanguageCode {
  const stored = recall("language");
  return isLanguage(stored) ? stored : chooseLanguage(navigator.languages);
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo<LanguageState>(
    () => ({
      language,
      setLanguage: (next) => {
        remember("language", next);
        setLanguage(next);
      },
      t: (key, values) => translate(language, key, values),
    }),
    [language],
  );
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

/** The words of the chosen language: `const { t } = useLanguage()`. */
export function useLanguage(): LanguageState {
  const state = use(LanguageContext);
  if (!state) throw new Error("useLanguage needs a LanguageProvider above it");
  return state;
}
