import type { StopReason } from "@skein/client";
import { Button } from "@skein/react";
import { useSession } from "../session/use-session.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import type { AppTexts } from "../text/en.ts";
import { GuestFrame } from "./guest-frame.tsx";

/** Says why one is signed in no longer, and the way back in. */
export function Ended({ reason }: { readonly reason: StopReason }) {
  const { guest } = useAppTexts();
  const session = useSession();
  const [title, hint] = wordsFor(reason.name, guest);
  return (
    <GuestFrame title={title} hint={hint}>
      <Button look="primary" onClick={() => session.dismiss()}>
        {guest.again}
      </Button>
    </GuestFrame>
  );
}

function wordsFor(name: string, guest: AppTexts["guest"]): readonly [title: string, hint: string] {
  if (name === "revoked" || name === "token_revoked") return [guest.endedRevoked, guest.endedRevokedHint];
  if (name === "token_expired") return [guest.endedExpired, guest.endedExpiredHint];
  return [guest.endedRefused, guest.endedRefusedHint];
}
