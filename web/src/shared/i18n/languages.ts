/** The five language packs; every pack must have every word of the English one, or the build fails. */
import da from "@/shared/i18n/da.json";
import de from "@/shared/i18n/de.json";
import en from "@/shared/i18n/en.json";
import es from "@/shared/i18n/es.json";
import pt from "@/shared/i18n/pt.json";

export type WordKey = keyof typeof en;
export type Words = Record<WordKey, string>;
export type LanguageCode = "en" | "da" | "de" | "pt" | "es";

const packs: Record<LanguageCode, Words> = { en, da, de, pt, es };

export const languageNames: Record<LanguageCode, string> = {
  en: "English",
  da: "Dansk",
  de: "Deutsch",
  pt: "Português",
  es: "Español",
};
export const languageCodes = Object.keys(languageNames) as LanguageCode[];

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

/** The words for `key`, with `{name}` filled in. */
export function translate(
  language: LanguageCode,
  key: WordKey,
  values: Record<string, string | number> = {},
): string {
  return packs[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

export function isWord(key: string): key is WordKey {
  return Object.hasOwn(en, key);
}
