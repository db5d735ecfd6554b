import { expect, test } from "bun:test";
import { chooseLanguage, localeOf } from "./choose-language.ts";

test("the language is the one chosen, else the first of the reader's that the kit speaks, else English", () => {
  expect(chooseLanguage("zh-CN", ["en"])).toBe("zh-CN");
  expect(chooseLanguage("system", ["fr-FR", "zh-TW", "en"])).toBe("zh-CN");
  expect(chooseLanguage("system", ["de", "EN-au"])).toBe("en");
  expect(chooseLanguage("system", ["de"])).toBe("en");
});

test("dates follow the reader's own region of the language", () => {
  expect(localeOf("en", ["de-DE", "en-GB"])).toBe("en-GB");
  expect(localeOf("en", ["de-DE"])).toBe("en");
  expect(localeOf("zh-CN", ["zh-Hant-TW"])).toBe("zh-CN");
});
