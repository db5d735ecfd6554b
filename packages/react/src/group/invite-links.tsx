import type { GroupLink } from "@skein/protocol";
import { Link2, Plus } from "lucide-react";
import { useState } from "react";
import { type Answer, useAnswer } from "../hook/use-answer.ts";
import { Answered } from "../kit/answered.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { RowButton } from "../kit/row.tsx";
import { Blank } from "../kit/states.tsx";
import { Turned } from "../kit/turned.tsx";
import { useTexts } from "../text/language.tsx";
import { InviteLink } from "./invite-link.tsx";
import { NewInviteLink } from "./new-invite-link.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";
import { useAddress, useLinkFacts } from "./use-link-words.ts";

/** The links into a group: those there are, a new one, and each with its QR code. */
export function InviteLinks({ view, open, onClose }: PanelDialogProps) {
  const { doors } = useTexts();
  const [page, setPage] = useState<"list" | "new" | GroupLink>("list");
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setPage("list");
  }
  const toList = (): void => setPage("list");
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={page === "list" ? doors.links : page === "new" ? doors.newLink : doors.link}
      size="tall"
    >
      <Turned page={typeof page === "string" ? page : page.code}>
        {page === "list" ? (
          <List id={view.id} onOpen={setPage} onNew={() => setPage("new")} />
        ) : page === "new" ? (
          <NewInviteLink id={view.id} onBack={toList} onMade={setPage} />
        ) : (
          <InviteLink view={view} link={page} onBack={toList} />
        )}
      </Turned>
    </Dialog>
  );
}

interface ListProps {
  readonly id: string;
  readonly onOpen: (link: GroupLink) => void;
  readonly onNew: () => void;
}

function List({ id, onOpen, onNew }: ListProps) {
  const { doors } = useTexts();
  const answer: Answer<"group.link.list"> = useAnswer("group.link.list", { conv: id });
  return (
    <>
      <Button className="sk-wide" look="primary" icon={<Plus size={18} aria-hidden="true" />} onClick={onNew}>
        {doors.newLink}
      </Button>
      <Answered answer={answer}>
        {({ links }) =>
          links.length === 0 ? (
            <Blank art={<Link2 size={32} />} title={doors.noLinks}>
              {doors.noLinksHint}
            </Blank>
          ) : (
            <ul>
              {links.map((link) => (
                <li key={link.code}>
                  <LinkRow link={link} onOpen={() => onOpen(link)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  );
}

function LinkRow({ link, onOpen }: { readonly link: GroupLink; readonly onOpen: () => void }) {
  const address = useAddress(link);
  const facts = useLinkFacts(link);
  return (
    <RowButton
      className="sk-link-row"
      leading={<Link2 size={18} aria-hidden="true" />}
      title={<bdi dir="ltr">{address.replace(/^https?:\/\//, "")}</bdi>}
      detail={facts.slice(0, 3).join(" · ")}
      onClick={onOpen}
    />
  );
}
