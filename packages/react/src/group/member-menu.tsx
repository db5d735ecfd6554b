import type { ConversationView } from "@skein/client";
import {
  ArrowRightLeft,
  Ban,
  Crown,
  MessageSquare,
  Mic,
  MicOff,
  Shield,
  Tag,
  UserMinus,
  UserRound,
} from "lucide-react";
import { useState, type ReactNode } from "react";
import { useMe } from "../hook/use-me.ts";
import { useNameHere } from "../hook/use-name-here.ts";
import { Confirm } from "../kit/confirm.tsx";
import { type MenuPlace, PlacedMenu } from "../kit/menu.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { BanMember } from "./ban-member.tsx";
import { MuteMember } from "./mute-member.tsx";
import { NickDialog } from "./my-nick.tsx";
import { actsOn, type MemberAct } from "./rights.ts";
import type { GroupMember } from "./use-group-members.ts";

/** Which member is asked about, and where the menu opens. */
export interface OpenMember {
  readonly member: GroupMember;
  readonly place: MenuPlace;
}

export interface MemberMenuProps {
  readonly view: ConversationView;
  readonly menu: OpenMember | undefined;
  readonly onClose: () => void;
  readonly onMessage?: ((user: string) => void) | undefined;
}

/** What the reader may do with a member, asked again where it cannot simply be undone. One for all rows of a list. */
export function MemberMenu({ view, menu, onClose, onMessage }: MemberMenuProps) {
  // Kept while it fades, and for the dialogs that its items open.
  const [shown, setShown] = useState(menu);
  if (menu && menu !== shown) setShown(menu);
  if (!shown) return null;
  return (
    <Acts
      key={shown.member.user}
      view={view}
      member={shown.member}
      place={menu?.place}
      onClose={onClose}
      onMessage={onMessage}
    />
  );
}

interface ActsProps extends Omit<MemberMenuProps, "menu"> {
  readonly member: GroupMember;
  readonly place: MenuPlace | undefined;
}

function Acts({ view, member, place, onClose, onMessage }: ActsProps) {
  const { group } = useTexts();
  const client = useClient();
  const { user } = member;
  const { id: conv } = view;
  const me = useMe()?.profile.id === user;
  const name = isolate(useNameHere(conv, user).name);
  const [asking, setAsking] = useState<MemberAct>();
  const done = (): void => setAsking(undefined);
  const now = useOutcome();
  const setRole = (role: "owner" | "admin" | "member") => now(() => client.call("group.role", { conv, user, role }));
  const run: Readonly<Record<MemberAct, () => void>> = {
    nick: () => setAsking("nick"),
    message: () => onMessage?.(user),
    makeOwner: () => setRole("owner"),
    makeAdmin: () => setRole("admin"),
    makeMember: () => setRole("member"),
    transfer: () => setAsking("transfer"),
    mute: () => setAsking("mute"),
    unmute: () => now(() => client.call("group.mute", { conv, user, until: 0 })),
    remove: () => setAsking("remove"),
    ban: () => setAsking("ban"),
  };
  const acts = actsOn(view, { me, role: member.role, muted: (member.mutedUntil ?? 0) > client.now() });
  return (
    <>
      <PlacedMenu
        place={place}
        onClose={onClose}
        actions={acts
          .filter((act) => act !== "message" || onMessage)
          .map((act) => ({
            id: act,
            label: group.act[act],
            icon: ICONS[act],
            danger: act === "remove" || act === "ban",
            onSelect: run[act],
          }))}
      />
      <Confirm
        open={asking === "transfer"}
        onClose={done}
        title={group.transferTitle(name)}
        verb={group.transferVerb}
        onConfirm={() => client.call("group.transfer", { conv, user }).then(() => undefined)}
      >
        {group.transferWords(name)}
      </Confirm>
      <Confirm
        open={asking === "remove"}
        onClose={done}
        title={group.removeTitle(name)}
        verb={group.removeVerb}
        onConfirm={() => client.call("group.remove", { conv, user }).then(() => undefined)}
      >
        {group.removeWords(name)}
      </Confirm>
      <BanMember conv={conv} user={user} name={name} open={asking === "ban"} onClose={done} />
      <MuteMember conv={conv} user={user} name={name} open={asking === "mute"} onClose={done} />
      <NickDialog view={view} open={asking === "nick"} onClose={done} />
    </>
  );
}

const ICONS: Readonly<Record<MemberAct, ReactNode>> = {
  nick: <Tag aria-hidden="true" />,
  message: <MessageSquare aria-hidden="true" />,
  makeOwner: <Crown aria-hidden="true" />,
  makeAdmin: <Shield aria-hidden="true" />,
  makeMember: <UserRound aria-hidden="true" />,
  transfer: <ArrowRightLeft aria-hidden="true" />,
  mute: <MicOff aria-hidden="true" />,
  unmute: <Mic aria-hidden="true" />,
  remove: <UserMinus aria-hidden="true" />,
  ban: <Ban aria-hidden="true" />,
};

/** Runs what a menu asks for; a menu is gone when it fails, so a toast says so. */
function useOutcome(): (work: () => Promise<unknown>) => void {
  const toast = useToast();
  const { run } = useAction(async (work: () => Promise<unknown>, failed: (error: unknown) => void) => {
    await work().catch(failed);
  });
  const words = useErrorText();
  return (work) => run(work, (error) => toast(words(error)));
}
