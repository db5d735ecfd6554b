import { createContext, use, useContext, useMemo, type ReactNode } from "react";
import { SurfaceProvider } from "../kit/surface.tsx";
import { type Language, localeOf } from "./choose-language.ts";
import type { Texts } from "./en.ts";
import { type Formats, formatsOf } from "./formats.ts";
import { loadTexts } from "./load-texts.ts";

/** Some of the kit's words in an integrator's own, group by group. */
export type TextOverrides = { readonly [G in keyof Texts]?: Partial<Texts[G]> };

interface Words {
  readonly texts: Texts;
  readonly formats: Formats;
}

const Words = createContext<Words | undefined>(undefined);

export interface LanguageProviderProps {
  readonly language: Language;
  readonly theme?: "system" | "light" | "dark" | undefined;
  readonly overrides?: TextOverrides | undefined;
  readonly children: ReactNode;
}

/** Suspends until the words of the language are here. */
export function LanguageProvider({ language, theme, overrides, children }: LanguageProviderProps) {
  const texts = use(loadTexts(language));
  const words = useMemo(
    () => ({ texts: override(texts, overrides), formats: formatsOf(localeOf(language, navigator.languages)) }),
    [texts, overrides, language],
  );
  return (
    <Words value={words}>
      <SurfaceProvider theme={theme} language={language}>
        {children}
      </SurfaceProvider>
    </Words>
  );
}

/** The same words below it, but of a channel where it is one. */
export function ChannelWords({ channel, children }: { readonly channel: boolean; readonly children: ReactNode }) {
  const words = useWords();
  const { groupOfChannel: group } = words.texts;
  const of = useMemo(
    () => (channel ? { ...words, texts: override(words.texts, { group }) } : words),
    [channel, words, group],
  );
  return <Words value={of}>{children}</Words>;
}

function override(texts: Texts, overrides: TextOverrides | undefined): Texts {
  if (!overrides) return texts;
  const groups = Object.entries(overrides).map(([group, words]) => [
    group,
    { ...texts[group as keyof Texts], ...words },
  ]);
  return { ...texts, ...(Object.fromEntries(groups) as Partial<Texts>) };
}

function useWords(): Words {
  const words = useContext(Words);
  if (!words) throw new Error("Wrap this in <SkeinProvider> or <LanguageProvider>.");
  return words;
}

/** The kit's words in the reader's language. */
export function useTexts(): Texts {
  return useWords().texts;
}

/** Times and numbers in the reader's language. */
export function useFormats(): Formats {
  return useWords().formats;
}
