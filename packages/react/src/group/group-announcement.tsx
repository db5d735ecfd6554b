import type { ConversationView } from "@skein/client";
import { plainText } from "@skein/protocol";
import { Megaphone } from "lucide-react";
import { lazy } from "react";
import { useTexts } from "../text/language.tsx";
import { PanelOpener } from "./panel-opener.tsx";
import { mayHere } from "./rights.ts";
import { useAnnouncement } from "./use-announcement.ts";

const AnnouncementDialog = lazy(async () => ({
  default: (await import("./announcement-dialog.tsx")).AnnouncementDialog,
}));

/** What a group announces, for everybody; where there is nothing, for whoever may. */
export function GroupAnnouncement({ view }: { readonly view: ConversationView }) {
  const { doors } = useTexts();
  const { announcement } = useAnnouncement(view);
  if (!announcement && !mayHere(view, "announce")) return null;
  return (
    <section className="sk-profile-part sk-profile-rows" aria-label={doors.announcement}>
      <PanelOpener
        view={view}
        Opens={AnnouncementDialog}
        icon={<Megaphone size={18} aria-hidden="true" />}
        title={doors.announcement}
        detail={announcement ? <bdi>{plainText(announcement.text)}</bdi> : doors.noAnnouncement}
      />
    </section>
  );
}
