import { chooseLanguage, LanguageProvider, ToastProvider } from "@skein/react";
import { lazy, Suspense, type ReactNode } from "react";
import { Broken } from "./broken.tsx";
import { Ended } from "./guest/ended.tsx";
import { useRoute } from "./route/router.tsx";
import { keptLook } from "./session/look.ts";
import type { Session } from "./session/session.ts";
import { SessionProvider, useSessionState } from "./session/use-session.tsx";
import { AppTextsProvider } from "./text/app-texts.tsx";
import { useLookOfPage } from "./use-look-of-page.ts";

const Home = lazy(async () => ({ default: (await import("./home/signed-in.tsx")).SignedIn }));
const Guest = lazy(async () => ({ default: (await import("./guest/guest.tsx")).Guest }));

/** The whole app: who is signed in decides what is drawn, the address decides where. */
export function App({ session }: { readonly session: Session }) {
  return (
    <Broken>
      <SessionProvider session={session}>
        <Suspense fallback={null}>
          <Pages />
        </Suspense>
      </SessionProvider>
    </Broken>
  );
}

function Pages() {
  const state = useSessionState();
  const { page } = useRoute();
  // A one-time link signs in whoever holds it, also where somebody is signed in already.
  const forGuests = page === "setup" || page === "signin" || page === "join";
  if (state.phase === "in" && !forGuests) return <Home key={state.user} client={state.client} />;
  return <Outside>{state.phase === "ended" ? <Ended reason={state.reason} /> : <Guest />}</Outside>;
}

/** What pages before the sign-in need: words and a look, from what was chosen last on this device. */
function Outside({ children }: { readonly children: ReactNode }) {
  const look = keptLook();
  const language = chooseLanguage(look.language, navigator.languages);
  useLookOfPage({ theme: look.theme, language });
  return (
    <LanguageProvider language={language} theme={look.theme}>
      <AppTextsProvider language={language}>
        <ToastProvider>{children}</ToastProvider>
      </AppTextsProvider>
    </LanguageProvider>
  );
}
