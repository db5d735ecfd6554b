import type { Language } from "./choose-language.ts";
import type { Texts } from "./en.ts";

/** Each language is a chunk of its own, fetched when it is shown. */
const LOADERS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCn,
};

const loading = new Map<Language, Promise<Texts>>();

/** The words of a language; the same promise each time, as React's `use` needs it. A failed load is forgotten, so that it can be tried again. */
export function loadTexts(language: Language): Promise<Texts> {
  const known = loading.get(language);
  if (known) return known;
  const promise = LOADERS[language]().catch((error: unknown) => {
    loading.delete(language);
    throw error;
  });
  loading.set(language, promise);
  return promise;
}
