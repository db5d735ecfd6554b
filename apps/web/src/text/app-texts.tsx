import type { Language } from "@skein/react";
import { createContext, use, useContext, type ReactNode } from "react";
import type { AppTexts } from "./en.ts";

const LOADERS: Readonly<Record<Language, () => Promise<AppTexts>>> = {
  en: async () => (await import("./en.ts")).en,
  "zh-CN": async () => (await import("./zh-cn.ts")).zhCn,
};

const loading = new Map<Language, Promise<AppTexts>>();

function load(language: Language): Promise<AppTexts> {
  const promise = loading.get(language) ?? LOADERS[language]();
  loading.set(language, promise);
  return promise;
}

const Context = createContext<AppTexts | undefined>(undefined);

/** Suspends until the app's words in this language are here. */
export function AppTextsProvider({
  language,
  children,
}: {
  readonly language: Language;
  readonly children: ReactNode;
}) {
  return <Context value={use(load(language))}>{children}</Context>;
}

/** The app's words in the reader's language. */
export function useAppTexts(): AppTexts {
  const texts = useContext(Context);
  if (!texts) throw new Error("Wrap this in <AppTextsProvider>.");
  return texts;
}
