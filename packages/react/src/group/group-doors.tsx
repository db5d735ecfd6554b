import type { ConversationView } from "@skein/client";
import { Link2, UserRoundPlus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTexts } from "../text/language.tsx";
import { mayNow } from "./may-now.ts";
import { PanelRow } from "./panel-row.tsx";
import { RequestsBadge } from "./requests-badge.tsx";

const InviteLinks = lazy(async () => ({ default: (await import("./invite-links.tsx")).InviteLinks }));
const JoinRequests = lazy(async () => ({ default: (await import("./join-requests.tsx")).JoinRequests }));

/** The ways into a group, for those who keep them: its links, and who asks to come in. */
export function GroupDoors({ view }: { readonly view: ConversationView }) {
  const { doors } = useTexts();
  const [dialog, setDialog] = useState<{ readonly which: "links" | "requests"; readonly open: boolean }>();
  const links = mayNow(view, "invite");
  const requests = mayNow(view, "approve");
  if (!links && !requests && !dialog) return null;
  const close = (): void => setDialog(dialog && { ...dialog, open: false });
  return (
    <section className="sk-profile-part sk-profile-rows" aria-label={doors.title}>
      {requests && (
        <PanelRow
          icon={<UserRoundPlus size={18} aria-hidden="true" />}
          title={doors.requests}
          end={<RequestsBadge view={view} />}
          onClick={() => setDialog({ which: "requests", open: true })}
        />
      )}
      {links && (
        <PanelRow
          icon={<Link2 size={18} aria-hidden="true" />}
          title={doors.links}
          detail={doors.linksHint}
          onClick={() => setDialog({ which: "links", open: true })}
        />
      )}
      <Suspense fallback={null}>
        {dialog?.which === "links" && <InviteLinks view={view} open={dialog.open} onClose={close} />}
        {dialog?.which === "requests" && <JoinRequests id={view.id} open={dialog.open} onClose={close} />}
      </Suspense>
    </section>
  );
}
