import { chooseLanguage, type Language, useFormats } from "@skein/react";
import { use } from "react";
import type { LabTexts } from "./text/en.ts";

const LOADERS: Readonly<Record<Language, () => Promise<LabTexts>>> = {
  en: async () => (await import("./text/en.ts")).lab,
  "zh-CN": async () => (await import("./text/zh-cn.ts")).lab,
};

const loading = new Map<Language, Promise<LabTexts>>();

/** The words of the connection's page, in the language of the page around it. Suspends until they are here. */
export function useLabTexts(): LabTexts {
  const language = chooseLanguage("system", [useFormats().locale]);
  const promise = loading.get(language) ?? LOADERS[language]();
  loading.set(language, promise);
  return use(promise);
}
