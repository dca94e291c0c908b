import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import {
  chooseLanguage,
  isLanguage,
  type LanguageCode,
  loadLanguage,
  translate,
  type Values,
  type WordKey,
} from "@/shared/i18n/languages";
import { recall, remember } from "@/shared/storage";

export type Translate = (key: WordKey, values?: Values) => string;

interface LanguageState {
  language: LanguageCode;
  setLanguage: (language: LanguageCode) => void;
  t: Translate;
}

const LanguageContext = createContext<LanguageState | null>(null);

/** The language that this device was last used in, else the first that its owner reads. */
export function preferredLanguage(): LanguageCode {
  const stored = recall("language");
  return isLanguage(stored) ? stored : chooseLanguage(navigator.languages);
}

/** `initial` has been loaded already. */
export function LanguageProvider({
  children,
  initial = "en",
}: {
  children: ReactNode;
  initial?: LanguageCode;
}) {
  const [language, setLanguage] = useState(initial);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo<LanguageState>(
    () => ({
      language,
      setLanguage: (next) =>
        void loadLanguage(next).then(
          () => {
            remember("language", next);
            setLanguage(next);
          },
          () => undefined, // out of reach: the words stay as they are
        ),
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
