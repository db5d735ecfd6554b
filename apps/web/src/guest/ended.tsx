import type { StopReason } from "@skein/client";
import { Button, isolate, useFormats } from "@skein/react";
import { useSession } from "../session/use-session.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { GuestFrame } from "./guest-frame.tsx";

/** Says why one is signed in no longer, and the way back in. */
export function Ended({ reason }: { readonly reason: StopReason }) {
  const { guest } = useAppTexts();
  const session = useSession();
  const { title, hint, words } = useWordsFor(reason);
  return (
    <GuestFrame title={title} hint={hint}>
      {words !== undefined && (
        <blockquote className="ended-words">
          <bdi>{words}</bdi>
        </blockquote>
      )}
      <Button look="primary" onClick={() => session.dismiss()}>
        {guest.again}
      </Button>
    </GuestFrame>
  );
}

/** What happened, by whom and when; and what the moderators say to it. */
function useWordsFor({ name, ended }: StopReason): { title: string; hint: string; words?: string } {
  const { guest } = useAppTexts();
  const formats = useFormats();
  if (ended) {
    const device = ended.by && isolate(ended.by.name);
    const when = formats.moment(ended.at);
    const until = ended.until === undefined ? undefined : formats.moment(ended.until);
    const { title, hint } = guest.ended[ended.why]({ device, when, until });
    return { title, hint: guest.endedDeleted(hint), ...(ended.words !== undefined && { words: ended.words }) };
  }
  if (name === "revoked" || name === "token_revoked")
    return { title: guest.endedRevoked, hint: guest.endedRevokedHint };
  if (name === "token_expired") return { title: guest.endedExpired, hint: guest.endedExpiredHint };
  return { title: guest.endedRefused, hint: guest.endedRefusedHint };
}
