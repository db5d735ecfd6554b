import type { ConversationView } from "@skein/client";
import { Link2, UserRoundPlus } from "lucide-react";
import { lazy } from "react";
import { useTexts } from "../text/language.tsx";
import { PanelOpener } from "./panel-opener.tsx";
import { RequestsBadge } from "./requests-badge.tsx";
import { mayHere } from "./rights.ts";

const InviteLinks = lazy(async () => ({ default: (await import("./invite-links.tsx")).InviteLinks }));
const JoinRequests = lazy(async () => ({ default: (await import("./join-requests.tsx")).JoinRequests }));

/** The ways into a group, for those who keep them: its links, and who asks to come in. */
export function GroupDoors({ view }: { readonly view: ConversationView }) {
  const { doors } = useTexts();
  const links = mayHere(view, "invite");
  const requests = mayHere(view, "approve");
  if (!links && !requests) return null;
  return (
    <section className="sk-profile-part sk-profile-rows" aria-label={doors.title}>
      {requests && (
        <PanelOpener
          view={view}
          Opens={JoinRequests}
          icon={<UserRoundPlus size={18} aria-hidden="true" />}
          title={doors.requests}
          end={<RequestsBadge view={view} />}
        />
      )}
      {links && (
        <PanelOpener
          view={view}
          Opens={InviteLinks}
          icon={<Link2 size={18} aria-hidden="true" />}
          title={doors.links}
          detail={doors.linksHint}
        />
      )}
    </section>
  );
}
