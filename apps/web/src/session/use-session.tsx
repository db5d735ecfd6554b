import { useObservable } from "@skein/react";
import { createContext, useContext, type ReactNode } from "react";
import type { Session, SessionState } from "./session.ts";

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("Wrap this in <SessionProvider>.");
  return session;
}

export function useSessionState(): SessionState {
  return useObservable(useSession());
}
