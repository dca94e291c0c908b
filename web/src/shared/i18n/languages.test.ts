import { beforeAll, describe, expect, it } from "vitest";
import da from "@/shared/i18n/da.json";
import de from "@/shared/i18n/de.json";
import en from "@/shared/i18n/en.json";
import es from "@/shared/i18n/es.json";
import hi from "@/shared/i18n/hi.json";
import { chooseLanguage, languageCodes, loadLanguage, translate } from "@/shared/i18n/languages";
import pt from "@/shared/i18n/pt.json";

const packs: Record<string, Record<string, string>> = { en, da, de, es, hi, pt };
const placeholders = (text: string | undefined) => (text?.match(/\{\w+\}/g) ?? []).sort();

beforeAll(() => Promise.all(languageCodes.map(loadLanguage)));

describe("the language packs", () => {
  it.each(languageCodes)("%s has every word, with the same placeholders as English", (code) => {
    expect(Object.keys(packs[code] ?? {}).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect(packs[code]?.[key], key).toBeTruthy();
      expect(placeholders(packs[code]?.[key]), key).toEqual(placeholders(text));
    }
  });

  it.each([
    [["pt-BR", "en"], "pt"],
    [["fr", "DE-at"], "de"],
    [["fr"], "en"],
    [[], "en"],
  ])("chooses for %j the pack %s", (wanted, code) => expect(chooseLanguage(wanted)).toBe(code));

  it("fills in values and keeps unknown placeholders", () => {
    expect(translate("en", "pageOf", { n: 3 })).toBe("Page 3 of {total}");
  });

  it("counts as each language does", () => {
    expect([0, 1, 2].map((count) => translate("en", "days", { count }))).toEqual([
      "0 days",
      "1 day",
      "2 days",
    ]);
    expect([0, 1, 2].map((count) => translate("hi", "openJobs", { count }))).toEqual([
      "0 खुला कार्य",
      "1 खुला कार्य",
      "2 खुले कार्य",
    ]);
  });
});
