import type { ConversationView } from "@skein/client";
import { Ellipsis, MicOff } from "lucide-react";
import type { ComponentPropsWithRef } from "react";
import { useNameHere } from "../hook/use-name-here.ts";
import { useNow } from "../hook/use-now.ts";
import { usePresence } from "../hook/use-presence.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Row, RowButton } from "../kit/row.tsx";
import { useClient } from "../provider.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { actsOn } from "./rights.ts";
import type { GroupMember } from "./use-group-members.ts";

export interface MemberRowProps extends Pick<ComponentPropsWithRef<"button">, "tabIndex"> {
  readonly view: ConversationView;
  readonly member: GroupMember;
  readonly me: boolean;
  /** A press: what can be done with them. */
  readonly onMenu: (member: GroupMember, place: Element) => void;
}

/** A member with role, presence and whether they may speak; a press tells what the reader may do with them. */
export function MemberRow({ view, member, me, onMenu, tabIndex }: MemberRowProps) {
  const { kit, group } = useTexts();
  const client = useClient();
  const { name, color, picture, person } = useNameHere(view.id, member.user);
  const formats = useFormats();
  const online = usePresence(member.user)?.online ?? false;
  const { mutedUntil = 0 } = member;
  const muted = mutedUntil > client.now();
  const called = (me ? view.nick : member.nick) || name;
  const own = person?.ownName ?? person?.name;
  const acts = actsOn(view, { me, role: member.role, muted });
  const parts = {
    leading: <Avatar name={called} color={color} picture={picture} size={40} online={me || online} />,
    title: (
      <>
        <bdi>{person?.ownName === undefined ? called : name}</bdi>
        {me && <span className="sk-row-you"> ({kit.you})</span>}
      </>
    ),
    titleEnd: member.role !== "member" && <span className="sk-role">{group.roles[member.role]}</span>,
    detail: (
      <>
        {muted && (
          <span className="sk-member-muted">
            <MicOff size={13} aria-hidden="true" /> {group.mutedUntil(formats.until(mutedUntil, client.now()))}
            {" · "}
          </span>
        )}
        {/* who goes by another name here is still known by their own */}
        {own !== undefined && own !== called && (
          <>
            <bdi>{own}</bdi>
            {" · "}
          </>
        )}
        {person?.ownName !== undefined && member.nick && (
          <>
            <bdi>{member.nick}</bdi>
            {" · "}
          </>
        )}
        <Here user={member.user} me={me} />
      </>
    ),
  };
  if (acts.length === 0) return <Row {...parts} />;
  return (
    <RowButton
      {...parts}
      tabIndex={tabIndex}
      aria-haspopup="menu"
      trailing={<Ellipsis className="sk-row-more" size={18} aria-hidden="true" />}
      onClick={(event) => onMenu(member, event.currentTarget)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(member, event.currentTarget);
      }}
    />
  );
}

/** "online", or when they were last here. */
function Here({ user, me }: { readonly user: string; readonly me: boolean }) {
  const { talk } = useTexts();
  const formats = useFormats();
  const now = useNow(60_000);
  const presence = usePresence(user);
  if (me || presence?.online) return <span className="sk-online">{talk.online}</span>;
  return presence?.seen === undefined ? talk.offline : talk.seen(formats.ago(presence.seen, now));
}
