import { describe, expect, it } from "vitest";
import en from "@/shared/i18n/en.json";
import { chooseLanguage, languageCodes, translate, type WordKey } from "@/shared/i18n/languages";

const keys = Object.keys(en) as WordKey[];
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe("the language packs", () => {
  it.each(languageCodes)("%s has every word, with the same placeholders as English", (code) => {
    for (const key of keys) {
      const text = translate(code, key);
      expect(text, key).not.toBe("");
      expect(placeholders(text), key).toEqual(placeholders(en[key]));
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
});
