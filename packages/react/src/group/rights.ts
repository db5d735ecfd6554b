import type { ConversationView } from "@skein/client";
import { type GroupRight, mayInGroup, ROLE_RANK, type RoleInGroup } from "@skein/protocol";

/** What is offered of a group's member: `nick` to oneself, the rest to others. */
export type MemberAct =
  | "nick"
  | "message"
  | "makeOwner"
  | "makeAdmin"
  | "makeMember"
  | "transfer"
  | "mute"
  | "unmute"
  | "remove"
  | "ban";

type Group = Pick<ConversationView, "role" | "settings">;

export const roleIn = ({ role }: Pick<ConversationView, "role">): RoleInGroup => role ?? "member";

/** Whether the reader may do this here. The server decides; this spares buttons that would be refused. [GROUP-4] [GROUP-14] */
export function mayHere(view: Group, right: GroupRight | "owner"): boolean {
  if (view.settings?.dissolved !== undefined) return false;
  const role = roleIn(view);
  return right === "owner" ? role === "owner" : mayInGroup(view.settings?.permissions, role, right);
}

/** Whether one with this role may remove, ban or mute one with that: owners anybody else, others those below them. */
function isBelow(of: RoleInGroup, role: RoleInGroup): boolean {
  return role === "owner" || ROLE_RANK[of] < ROLE_RANK[role];
}

export interface OfMember {
  readonly me: boolean;
  readonly role: RoleInGroup;
  readonly muted: boolean;
}

/** What the reader may do with a member, the harmless first. */
export function actsOn(view: Group, { me, role, muted }: OfMember): readonly MemberAct[] {
  if (me) return mayHere(view, "nick") ? ["nick"] : [];
  const below = isBelow(role, roleIn(view));
  const owner = mayHere(view, "owner");
  const given = (
    [
      ["owner", "makeOwner"],
      ["admin", "makeAdmin"],
      ["member", "makeMember"],
    ] as const
  ).flatMap(([to, act]) => (owner && to !== role ? [act] : []));
  return [
    "message",
    ...given,
    ...(owner ? (["transfer"] as const) : []),
    ...(below && mayHere(view, "mute") ? [muted ? ("unmute" as const) : ("mute" as const)] : []),
    ...(below && mayHere(view, "remove") ? (["remove", "ban"] as const) : []),
  ];
}
