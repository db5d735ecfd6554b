import { ArrowLeft, PanelRight, Search } from "lucide-react";
import type { ConversationView } from "@skein/client";
import { useConversation } from "../hook/use-conversations.ts";
import { useNow } from "../hook/use-now.ts";
import { usePresence, useWatch } from "../hook/use-presence.ts";
import { useTitle } from "../hook/use-title.ts";
import { IconButton } from "../kit/button.tsx";
import { TalkMenu } from "../keep/talk-menu.tsx";
import { ConversationAvatar } from "../list/conversation-row.tsx";
import { QuietMark } from "../list/row-badges.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { useTypingText } from "./use-typing-text.ts";

interface BarProps extends ConversationBarProps {
  /** Opens or closes the search in the talk. */
  readonly onSearch?: (() => void) | undefined;
  readonly searching?: boolean;
}

export interface ConversationBarProps {
  readonly id: string;
  /** Goes back to the list; the button shows where there is room for one pane only. */
  readonly onBack?: (() => void) | undefined;
  /** Opens or closes the details. */
  readonly onDetails?: (() => void) | undefined;
  readonly detailsOpen?: boolean;
}

/** Over a talk: whose it is, whether they are here, what they do. */
export function ConversationBar({ id, onBack, onDetails, detailsOpen = false, onSearch, searching = false }: BarProps) {
  const { kit, talk, search } = useTexts();
  const { view } = useConversation(id);
  const title = useTitle(view);
  return (
    <header className="sk-bar">
      {onBack && (
        <IconButton className="sk-only-narrow" label={kit.back} onClick={onBack}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
      )}
      {view && <ConversationAvatar view={view} size={40} />}
      <div className="sk-bar-words">
        <h2 className="sk-bar-title">
          <bdi>{view ? title.name : ""}</bdi>
          {title.hint && <span className="sk-name-hint"> {title.hint}</span>}
          {view && <QuietMark view={view} />}
        </h2>
        {view && !title.saved && <Status view={view} />}
      </div>
      {view && onSearch && (
        <IconButton className="sk-only-wide" label={search.inTalk} aria-pressed={searching} onClick={onSearch}>
          <Search size={20} aria-hidden="true" />
        </IconButton>
      )}
      {view && onDetails && !title.saved && (
        <IconButton label={talk.details} aria-pressed={detailsOpen} onClick={onDetails}>
          <PanelRight size={20} aria-hidden="true" />
        </IconButton>
      )}
      {view && <TalkMenu view={view} onSearch={onSearch} />}
    </header>
  );
}

function Status({ view }: { readonly view: ConversationView }) {
  const { talk, keep } = useTexts();
  const typing = useTypingText(view);
  if (typing !== undefined) return <p className="sk-bar-status sk-preview-typing">{typing}</p>;
  if (view.kind === "group")
    return <p className="sk-bar-status">{(view.channel ? keep.subscribers : talk.members)(view.members)}</p>;
  return <PresenceWords user={view.peer ?? ""} />;
}

/** "online", or when they were last here. */
export function PresenceWords({ user }: { readonly user: string }) {
  const { talk } = useTexts();
  const formats = useFormats();
  const now = useNow();
  useWatch([user]);
  const presence = usePresence(user);
  if (!presence) return <p className="sk-bar-status">&nbsp;</p>;
  if (presence.online) return <p className="sk-bar-status sk-online">{talk.online}</p>;
  return (
    <p className="sk-bar-status">
      {presence.seen === undefined ? talk.offline : talk.seen(formats.ago(presence.seen, now))}
    </p>
  );
}
