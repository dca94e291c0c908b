/** The words of the client. One pack a language, fetched when it is chosen; English is there from the start. */
import { createInstance } from "i18next";
import en from "@/shared/i18n/en.json";

type PluralEnding = "one" | "other";
type Base<Key extends string> = Key extends `${infer Name}_${PluralEnding}` ? Name : Key;
/** What can be said; of words with plurals (`days_one`, `days_other`) the name without its ending, to be used with `count`. */
export type WordKey = Base<keyof typeof en>;
export type Words = Record<keyof typeof en, string>;
export type Values = Record<string, string | number>;
export type LanguageCode = "en" | "da" | "de" | "es" | "hi" | "pt";

const packs: Record<LanguageCode, () => Promise<Words>> = {
  en: () => Promise.resolve(en),
  da: () => import("@/shared/i18n/da.json").then((pack) => pack.default),
  de: () => import("@/shared/i18n/de.json").then((pack) => pack.default),
  es: () => import("@/shared/i18n/es.json").then((pack) => pack.default),
  hi: () => import("@/shared/i18n/hi.json").then((pack) => pack.default),
  pt: () => import("@/shared/i18n/pt.json").then((pack) => pack.default),
};

export const languageNames: Record<LanguageCode, string> = {
  en: "English",
  da: "Dansk",
  de: "Deutsch",
  es: "Español",
  hi: "हिन्दी",
  pt: "Português",
};
export const languageCodes = Object.keys(languageNames) as LanguageCode[];

const library = createInstance();
void library.init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  interpolation: { prefix: "{", suffix: "}", escapeValue: false },
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
});

export function isLanguage(code: string | null | undefined): code is LanguageCode {
  return code != null && Object.hasOwn(packs, code);
}

/** The first of the wanted languages ("pt-BR", "en") that there is a pack for; English otherwise. */
export function chooseLanguage(wanted: readonly string[]): LanguageCode {
  for (const tag of wanted) {
    const code = tag.toLowerCase().split("-")[0];
    if (isLanguage(code)) return code;
  }
  return "en";
}

/** Fetch a language's words, once. Throws: `TypeError` when they cannot be reached. */
export async function loadLanguage(code: LanguageCode): Promise<void> {
  if (!library.hasResourceBundle(code, "translation"))
    library.addResourceBundle(code, "translation", await packs[code]());
}

/** The words for `key`, with `{name}` filled in and the plural that `count` asks for. */
export function translate(language: LanguageCode, key: WordKey, values: Values = {}): string {
  return library.t(key, { ...values, lng: language });
}

/** What a language is called in another: "German", "tysk". */
export function languageName(code: string, inLanguage: LanguageCode): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function isWord(key: string): key is WordKey {
  return Object.hasOwn(en, key);
}
