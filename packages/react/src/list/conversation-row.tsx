import type { ConversationView } from "@skein/client";
import { Bookmark, Users } from "lucide-react";
import type { MouseEvent } from "react";
import { useNow } from "../hook/use-now.ts";
import { usePresence } from "../hook/use-presence.ts";
import { useTitle } from "../hook/use-title.ts";
import { Avatar } from "../kit/avatar.tsx";
import { followHere } from "../kit/follow-here.ts";
import { RowLink } from "../kit/row.tsx";
import { useFormats } from "../text/language.tsx";
import { isMessage } from "../talk/kind/kinds.ts";
import { Ticks } from "../talk/ticks.tsx";
import { Preview } from "./preview.tsx";
import { QuietMark, RowBadges } from "./row-badges.tsx";

export interface ConversationRowProps {
  readonly view: ConversationView;
  readonly href: string;
  readonly current: boolean;
  readonly onOpen: () => void;
  readonly onMenu?: (event: MouseEvent) => void;
}

/** One conversation in a list. */
export function ConversationRow({ view, href, current, onOpen, onMenu }: ConversationRowProps) {
  const formats = useFormats();
  const title = useTitle(view);
  const now = useNow();
  return (
    <RowLink
      href={href}
      current={current}
      className={view.pinned === undefined ? undefined : "sk-row-pinned"}
      onClick={followHere(onOpen)}
      onContextMenu={onMenu}
      leading={<ConversationAvatar view={view} size={48} />}
      title={
        <>
          <bdi>{title.name}</bdi>
          {title.hint && <span className="sk-name-hint"> {title.hint}</span>}
          <QuietMark view={view} />
        </>
      }
      titleEnd={
        <>
          {view.lastState && view.last && isMessage(view.last) && !view.draft && !title.saved && (
            <Ticks state={view.lastState} />
          )}
          <time dateTime={new Date(view.at).toISOString()}>{formats.listTime(view.at, now)}</time>
        </>
      }
      detail={<Preview view={view} />}
      detailEnd={<RowBadges view={view} />}
    />
  );
}

/** The face of a conversation: the other person with their presence, the group's initials, or the bookmark of saved messages. */
export function ConversationAvatar({ view, size }: { readonly view: ConversationView; readonly size: number }) {
  const { name, color, picture, saved } = useTitle(view);
  const online = usePresence(view.kind === "direct" && !saved ? view.peer : undefined)?.online ?? false;
  if (saved) return <Avatar name={name} color={color} size={size} icon={<Bookmark aria-hidden="true" />} />;
  if (view.kind === "group" && name === "")
    return <Avatar name={name} color={color} picture={picture} size={size} icon={<Users aria-hidden="true" />} />;
  return <Avatar name={name} color={color} picture={picture} size={size} online={online} />;
}
