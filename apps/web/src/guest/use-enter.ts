import type { Result } from "@skein/protocol";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useSession } from "../session/use-session.tsx";

/** Takes a fresh sign-in and goes on into the app. */
export function useEnter(): (signedIn: Result<"account.signin">) => void {
  const session = useSession();
  return ({ token, me }) => {
    // Codes of one-time links leave the address bar, and are no step to come back to.
    if (/^\/(?:setup|signin|join)\b/.test(location.pathname)) navigate(pathTo.home, { replace: true });
    session.enter({ token, user: me.profile.id });
  };
}
