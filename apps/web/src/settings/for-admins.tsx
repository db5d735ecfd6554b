import { NotAllowed, RowsToCome, useMe } from "@skein/react";
import type { ReactNode } from "react";
import { useAppTexts } from "../text/app-texts.tsx";

/** What only whoever runs the server may see; nothing of it is asked for, or shown, before it is known who that is. */
export function ForAdmins({ children }: { readonly children: ReactNode }) {
  const { settings: texts } = useAppTexts();
  const role = useMe()?.role;
  if (role === undefined) return <RowsToCome count={3} />;
  return role === "member" ? <NotAllowed>{texts.notAllowed}</NotAllowed> : children;
}
