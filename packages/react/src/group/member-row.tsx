import type { Member } from "@skein/protocol";
import { Ellipsis, MessageSquare, ShieldCheck, UserMinus } from "lucide-react";
import { usePerson } from "../hook/use-person.ts";
import { usePresence } from "../hook/use-presence.ts";
import { Avatar } from "../kit/avatar.tsx";
import { IconButton } from "../kit/button.tsx";
import { Menu, type MenuAction } from "../kit/menu.tsx";
import { Row } from "../kit/row.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { useNow } from "../hook/use-now.ts";
import { type GroupRole, mayRemove, rolesToGive } from "./rights.ts";

export interface MemberRowProps {
  readonly member: Member;
  readonly me: boolean;
  /** The reader's own role. */
  readonly role: GroupRole;
  readonly onMessage?: ((user: string) => void) | undefined;
  readonly onRemove: (user: string, name: string) => void;
  readonly onRole: (user: string, role: GroupRole) => void;
}

/** A member with role, presence and what the reader may do with them. */
export function MemberRow({ member, me, role, onMessage, onRemove, onRole }: MemberRowProps) {
  const { group, kit, talk, person: words } = useTexts();
  const formats = useFormats();
  const now = useNow(60_000);
  const person = usePerson(member.user);
  const presence = usePresence(member.user);
  const name = person?.name ?? kit.somebody;
  const make = { owner: group.makeOwner, admin: group.makeAdmin, member: group.makeMember };
  const actions: MenuAction[] = [
    ...(onMessage && !me
      ? [
          {
            id: "message",
            label: words.message,
            icon: <MessageSquare aria-hidden="true" />,
            onSelect: () => onMessage(member.user),
          },
        ]
      : []),
    ...rolesToGive(role, member.role).map((next) => ({
      id: next,
      label: make[next],
      icon: <ShieldCheck aria-hidden="true" />,
      onSelect: () => onRole(member.user, next),
    })),
    ...(!me && mayRemove(role, member.role)
      ? [
          {
            id: "remove",
            label: group.remove,
            icon: <UserMinus aria-hidden="true" />,
            danger: true,
            onSelect: () => onRemove(member.user, name),
          },
        ]
      : []),
  ];
  const here = me || presence?.online;
  const seen = presence?.seen === undefined ? talk.offline : talk.seen(formats.ago(presence.seen, now));
  return (
    <Row
      leading={<Avatar name={name} color={person?.color ?? 0} size={40} online={here ?? false} />}
      title={
        <>
          <bdi>{name}</bdi>
          {me && <span className="sk-row-you"> ({kit.you})</span>}
        </>
      }
      titleEnd={member.role === "member" ? undefined : <span className="sk-role">{group.roles[member.role]}</span>}
      detail={here ? <span className="sk-online">{talk.online}</span> : presence ? seen : undefined}
      trailing={
        actions.length > 0 && (
          <Menu
            actions={actions}
            trigger={
              <IconButton label={group.actionsFor(name)}>
                <Ellipsis size={18} aria-hidden="true" />
              </IconButton>
            }
          />
        )
      }
    />
  );
}
