import type { Client } from "@skein/client";
import { chooseLanguage, SkeinProvider, useObservable } from "@skein/react";
import { useEffect } from "react";
import { Alerts } from "../alert/alerts.tsx";
import { UpdateBar } from "../offline/update-bar.tsx";
import { keepLook, keptLook } from "../session/look.ts";
import { LINKS } from "../route/links.ts";
import { AppTextsProvider } from "../text/app-texts.tsx";
import { useLookOfPage } from "../use-look-of-page.ts";
import { Home } from "./home.tsx";

/** Everything of somebody who is signed in, in the look they chose on any of their devices. */
export function SignedIn({ client }: { readonly client: Client }) {
  const settings = useObservable(client.me)?.settings;
  const kept = keptLook();
  const theme = settings ? (settings.theme ?? "system") : kept.theme;
  const wanted = settings ? (settings.language ?? "system") : kept.language;
  const language = chooseLanguage(wanted, navigator.languages);
  useEffect(() => {
    if (settings) keepLook({ theme, language: wanted });
  }, [settings, theme, wanted]);
  useLookOfPage({ theme, language });
  return (
    <SkeinProvider client={client} language={language} theme={theme} links={LINKS}>
      <AppTextsProvider language={language}>
        <Home />
        <Alerts />
        <UpdateBar />
      </AppTextsProvider>
    </SkeinProvider>
  );
}
