import { ChevronRight, Eye, Pencil, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useName } from "../hook/use-person.ts";
import { Button } from "../kit/button.tsx";
import { Confirm } from "../kit/confirm.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Turned } from "../kit/turned.tsx";
import { useClient } from "../provider.tsx";
import { MarkupView } from "../talk/markup-view.tsx";
import { isolate } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { PanelRow } from "./panel-row.tsx";
import { ReaderLists } from "./reader-lists.tsx";
import { mayHere } from "./rights.ts";
import { useAnnouncement } from "./use-announcement.ts";
import { WriteAnnouncement } from "./write-announcement.tsx";

/** A group's announcement: read, and by whoever may written, taken down, and who has read it. */
export function AnnouncementDialog({ view, open, onClose }: PanelDialogProps) {
  const { doors, kit } = useTexts();
  const client = useClient();
  const { announcement } = useAnnouncement(view);
  const first = announcement === undefined ? "write" : "read";
  const [page, setPage] = useState<"read" | "write" | "readers">(first);
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setPage(first);
  }
  const back = (): void => setPage("read");
  const titles = {
    read: doors.announcement,
    write: announcement ? doors.announceEdit : doors.announce,
    readers: doors.readers,
  };
  return (
    <Dialog open={open} onClose={onClose} title={titles[page]}>
      <Turned page={page}>
        {page === "write" ? (
          <WriteAnnouncement
            id={view.id}
            text={announcement?.text ?? ""}
            onBack={announcement ? back : onClose}
            onDone={onClose}
          />
        ) : page === "readers" ? (
          <>
            <ReaderLists
              load={(unread, after) =>
                client.call("group.announcement.readers", {
                  conv: view.id,
                  ...(unread && { unread }),
                  ...(after !== undefined && { after }),
                })
              }
            />
            <div className="sk-form-end">
              <Button onClick={back}>{kit.back}</Button>
            </div>
          </>
        ) : (
          <Announcement view={view} open={open} onPage={setPage} onClose={onClose} />
        )}
      </Turned>
    </Dialog>
  );
}

interface AnnouncementProps extends PanelDialogProps {
  readonly onPage: (page: "write" | "readers") => void;
}

function Announcement({ view, open, onPage, onClose }: AnnouncementProps) {
  const { doors } = useTexts();
  const formats = useFormats();
  const client = useClient();
  const { announcement, fresh, read } = useAnnouncement(view);
  const author = useName(announcement?.by);
  const [removing, setRemoving] = useState(false);
  const may = mayHere(view, "announce");
  // To have it open is to have read it.
  useEffect(() => {
    if (open && fresh) read();
  }, [open, fresh, read]);
  if (!announcement) return <p className="sk-aside">{doors.noAnnouncement}</p>;
  return (
    <>
      <p className="sk-field-hint">{doors.announcedBy(isolate(author), formats.moment(announcement.at))}</p>
      <div className="sk-announcement-text">
        <MarkupView text={announcement.text} />
      </div>
      {may && (
        <PanelRow
          icon={<Eye size={18} aria-hidden="true" />}
          title={doors.readers}
          end={<ChevronRight size={16} aria-hidden="true" />}
          onClick={() => onPage("readers")}
        />
      )}
      <div className="sk-form-end">
        {may && (
          <>
            <Button icon={<Trash2 size={16} aria-hidden="true" />} look="danger" onClick={() => setRemoving(true)}>
              {doors.removeAnnouncement}
            </Button>
            <span className="sk-form-space" />
            <Button icon={<Pencil size={16} aria-hidden="true" />} onClick={() => onPage("write")}>
              {doors.edit}
            </Button>
          </>
        )}
        <Button look="primary" onClick={onClose}>
          {doors.gotIt}
        </Button>
      </div>
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={doors.removeTitle}
        verb={doors.removeAnnouncement}
        onConfirm={async () => {
          await client.call("group.announce", { conv: view.id, text: "" });
          onClose();
        }}
      >
        {doors.removeWords}
      </Confirm>
    </>
  );
}
