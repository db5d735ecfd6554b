import { X } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useConversation, useReady } from "../hook/use-conversations.ts";
import { GroupInfo } from "../group/group-info.tsx";
import { KeepTiles } from "../keep/keep-tiles.tsx";
import { NotifyChoice } from "../keep/notify-choice.tsx";
import { IconButton } from "../kit/button.tsx";
import { PersonProfile } from "../people/person-profile.tsx";
import { ChannelWords, useTexts } from "../text/language.tsx";

const SharedFiles = lazy(async () => ({ default: (await import("../file/shared/shared-files.tsx")).SharedFiles }));

export interface ConversationDetailsProps {
  readonly id: string;
  readonly onClose: () => void;
  /** Opens the direct talk with somebody. */
  readonly onMessage?: ((user: string) => void) | undefined;
  /** Goes to a message in the talk; without it there is no such way from here. */
  readonly onJump?: ((seq: number) => void) | undefined;
  /** One has left the group. */
  readonly onLeft?: (() => void) | undefined;
}

/** Beside a talk: the group and its members, or the person. */
export function ConversationDetails({ id, onClose, onMessage, onJump, onLeft }: ConversationDetailsProps) {
  const { kit, group, groupOfChannel, person } = useTexts();
  const { view } = useConversation(id);
  const gone = useReady() && !view;
  // one was removed while it was open: there is nothing more to show, and an empty pane says nothing
  useEffect(() => {
    if (gone) onClose();
  }, [gone, onClose]);
  if (!view) return null;
  const title = view.kind === "group" ? (view.channel ? groupOfChannel.info : group.info) : person.info;
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
        <NotifyChoice view={view} />
        {view.kind === "group" ? (
          <ChannelWords channel={view.channel}>
            <GroupInfo key={id} view={view} onMessage={onMessage} onLeft={onLeft} />
          </ChannelWords>
        ) : (
          <PersonProfile user={view.peer ?? ""} />
        )}
        <Suspense fallback={null}>
          <SharedFiles key={id} id={id} onJump={onJump} />
        </Suspense>
      </div>
    </section>
  );
}
