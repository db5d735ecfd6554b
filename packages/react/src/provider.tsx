import type { Client } from "@skein/client";
import { createContext, Suspense, useContext, useMemo, type ReactNode } from "react";
import { LiveRegion } from "./kit/live-region.tsx";
import { ToastProvider } from "./kit/toast.tsx";
import { type Links, LinksContext } from "./links.tsx";
import { type CustomKinds, CustomKindsContext } from "./talk/kind/custom.tsx";
import { chooseLanguage, type Language } from "./text/choose-language.ts";
import { LanguageProvider, type TextOverrides } from "./text/language.tsx";

const NONE: CustomKinds = {};
const NO_LINKS: Links = {};
const ClientContext = createContext<Client | undefined>(undefined);

export interface SkeinProviderProps {
  /** Made with `createClient` of @skein/client. Whoever makes it closes it. */
  readonly client: Client;
  /** `system`, the default, takes the first of the browser's languages that the kit speaks. */
  readonly language?: Language | "system" | undefined;
  /** `system`, the default, follows the reader's system. */
  readonly theme?: "system" | "light" | "dark" | undefined;
  /** Words of your own instead of some of the kit's. */
  readonly texts?: TextOverrides | undefined;
  /** Components for types of messages of your own, by their names. Held stable by you. */
  readonly kinds?: CustomKinds | undefined;
  /** How your app makes addresses of groups, and opens addresses of its own that stand in messages. Held stable by you. */
  readonly links?: Links | undefined;
  readonly children: ReactNode;
}

/**
 * Gives everything below it one client, one language and one theme.
 *
 * @example
 * <SkeinProvider client={client} language="zh-CN"><ConversationList … /></SkeinProvider>
 */
export function SkeinProvider({
  client,
  language = "system",
  theme,
  texts,
  kinds = NONE,
  links = NO_LINKS,
  children,
}: SkeinProviderProps) {
  const chosen = useMemo(() => chooseLanguage(language, navigator.languages), [language]);
  return (
    <ClientContext value={client}>
      <Suspense fallback={null}>
        <LanguageProvider language={chosen} theme={theme} overrides={texts}>
          <ToastProvider>
            <CustomKindsContext value={kinds}>
              <LinksContext value={links}>
                <LiveRegion>{children}</LiveRegion>
              </LinksContext>
            </CustomKindsContext>
          </ToastProvider>
        </LanguageProvider>
      </Suspense>
    </ClientContext>
  );
}

/** The same where there may be none, as before somebody has signed in. */
export function useMaybeClient(): Client | undefined {
  return useContext(ClientContext);
}

/** The client of the nearest provider. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error("Wrap this in <SkeinProvider client={…}>.");
  return client;
}
