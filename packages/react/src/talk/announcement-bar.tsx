import type { ConversationView } from "@skein/client";
import { Megaphone, X } from "lucide-react";
import { plainText } from "@skein/protocol";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useOnline } from "../hook/use-connection.ts";
import { IconButton } from "../kit/button.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { useAnnouncement } from "../group/use-announcement.ts";

const AnnouncementDialog = lazy(async () => ({
  default: (await import("../group/announcement-dialog.tsx")).AnnouncementDialog,
}));

/** Over the talk of a group, as long as one has not read what it announces. */
export function AnnouncementBar({ view }: { readonly view: ConversationView }) {
  const { doors } = useTexts();
  const { announcement, fresh, read } = useAnnouncement(view);
  const [dialog, setDialog] = useState<boolean>();
  const bar = useRef<HTMLDivElement>(null);
  useTellRead(view);
  if (!announcement) return null;
  /** The bar goes, so the focus goes on to what it stood over: the message that Tab reaches. */
  const goOn = (): void => {
    const talk = bar.current?.closest(".sk-talk");
    talk?.querySelector<HTMLElement>("[role=log] [data-row][tabindex='0']")?.focus({ preventScroll: true });
  };
  return (
    <>
      {(fresh || dialog) && (
        <div className="sk-announcement" role="region" aria-label={doors.announcement} ref={bar}>
          <button type="button" className="sk-announcement-open" onClick={() => setDialog(true)}>
            <Megaphone size={18} aria-hidden="true" />
            <span className="sk-announcement-words">
              <span className="sk-announcement-title">{doors.announcement}</span>
              <bdi className="sk-announcement-line">{plainText(announcement.text)}</bdi>
            </span>
          </button>
          <IconButton
            label={doors.readIt}
            onClick={() => {
              goOn();
              read();
            }}
          >
            <X size={18} aria-hidden="true" />
          </IconButton>
        </div>
      )}
      {dialog !== undefined && (
        <Suspense fallback={null}>
          <AnnouncementDialog
            view={view}
            open={dialog}
            onClose={() => {
              goOn();
              setDialog(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** Tells the server what was read on this page, as soon as there is a link. */
function useTellRead(view: ConversationView): void {
  const client = useClient();
  const online = useOnline();
  const { announcement, untold } = useAnnouncement(view);
  const id = untold ? announcement?.id : undefined;
  useEffect(() => {
    if (!online || id === undefined) return;
    // One that was replaced meanwhile is over, and without a link it is told with the next.
    client
      .call("group.announcement.read", { conv: view.id, id })
      .catch((error: unknown) => console.debug("The announcement counts as unread on other devices:", error));
  }, [client, online, view.id, id]);
}
