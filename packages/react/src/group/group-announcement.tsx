import type { ConversationView } from "@skein/client";
import { plainText } from "@skein/protocol";
import { Megaphone } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTexts } from "../text/language.tsx";
import { mayNow } from "./may-now.ts";
import { PanelRow } from "./panel-row.tsx";
import { useAnnouncement } from "./use-announcement.ts";

const AnnouncementDialog = lazy(async () => ({
  default: (await import("./announcement-dialog.tsx")).AnnouncementDialog,
}));

/** What a group announces, for everybody; where there is nothing, for whoever may. */
export function GroupAnnouncement({ view }: { readonly view: ConversationView }) {
  const { doors } = useTexts();
  const { announcement } = useAnnouncement(view);
  const [open, setOpen] = useState<boolean>();
  const shown = announcement !== undefined || mayNow(view, "announce");
  if (!shown && !open) return null;
  return (
    <section className="sk-profile-part sk-profile-rows" aria-label={doors.announcement}>
      {shown && (
        <PanelRow
          icon={<Megaphone size={18} aria-hidden="true" />}
          title={doors.announcement}
          detail={announcement ? <bdi>{plainText(announcement.text)}</bdi> : doors.noAnnouncement}
          onClick={() => setOpen(true)}
        />
      )}
      {open !== undefined && (
        <Suspense fallback={null}>
          <AnnouncementDialog view={view} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  );
}
