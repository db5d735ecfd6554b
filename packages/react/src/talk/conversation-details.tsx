import { X } from "lucide-react";
import { useEffect } from "react";
import { useConversation, useReady } from "../hook/use-conversations.ts";
import { GroupInfo } from "../group/group-info.tsx";
import { KeepTiles } from "../keep/keep-tiles.tsx";
import { IconButton } from "../kit/button.tsx";
import { PersonProfile } from "../people/person-profile.tsx";
import { useTexts } from "../text/language.tsx";

export interface ConversationDetailsProps {
  readonly id: string;
  readonly onClose: () => void;
  /** Opens the direct talk with somebody. */
  readonly onMessage?: ((user: string) => void) | undefined;
  /** One has left the group. */
  readonly onLeft?: (() => void) | undefined;
}

/** Beside a talk: the group and its members, or the person. */
export function ConversationDetails({ id, onClose, onMessage, onLeft }: ConversationDetailsProps) {
  const { kit, group, person } = useTexts();
  const { view } = useConversation(id);
  const gone = useReady() && !view;
  // one was removed while it was open: there is nothing more to show, and an empty pane says nothing
  useEffect(() => {
    if (gone) onClose();
  }, [gone, onClose]);
  if (!view) return null;
  const title = view.kind === "group" ? group.info : person.info;
  return (
    <section className="sk-details" aria-label={title}>
      <header className="sk-bar">
        <h2 className="sk-pane-title">{title}</h2>
        <IconButton label={kit.close} onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </header>
      <div className="sk-details-body sk-scroll">
        <KeepTiles view={view} />
        {view.kind === "group" ? (
          <GroupInfo key={id} view={view} onMessage={onMessage} onLeft={onLeft} />
        ) : (
          <PersonProfile user={view.peer ?? ""} />
        )}
      </div>
    </section>
  );
}
