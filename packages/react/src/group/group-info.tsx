import type { ConversationView } from "@skein/client";
import type { Member } from "@skein/protocol";
import { LogOut, Pencil, UserPlus } from "lucide-react";
import { useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useMembers } from "../hook/use-members.ts";
import { useWatch } from "../hook/use-presence.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button, IconButton } from "../kit/button.tsx";
import { Confirm } from "../kit/confirm.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { AddPeople } from "./add-people.tsx";
import { EditGroup } from "./edit-group.tsx";
import { MemberRow } from "./member-row.tsx";
import { type GroupRole, mayChange } from "./rights.ts";

export interface GroupInfoProps {
  readonly view: ConversationView;
  readonly onMessage?: ((user: string) => void) | undefined;
  /** One is a member no longer. */
  readonly onLeft?: (() => void) | undefined;
}

const WATCHED = 50;

/** A group: its name, its members, and what the reader may change. */
export function GroupInfo({ view, onMessage, onLeft }: GroupInfoProps) {
  const { group, talk } = useTexts();
  const { conversation } = useConversation(view.id);
  const me = useMe()?.profile.id;
  const role: GroupRole = view.role ?? "member";
  const { members, loading, error, hasMore, more } = useMembers(view.id);
  const [dialog, setDialog] = useState<"add" | "edit" | "leave">();
  const [removing, setRemoving] = useState<{ readonly user: string; readonly name: string }>();
  const setRole = useAction((user: string, next: GroupRole) => conversation.setRole(user, next));
  useWatch(members.slice(0, WATCHED).map(({ user }) => user));
  const close = (): void => setDialog(undefined);
  return (
    <div className="sk-profile">
      <Avatar name={view.name ?? ""} color={view.color ?? 0} size={96} />
      <h3 className="sk-profile-name">
        <bdi>{view.name}</bdi>
        {mayChange(role) && (
          <IconButton label={group.edit} onClick={() => setDialog("edit")}>
            <Pencil size={16} aria-hidden="true" />
          </IconButton>
        )}
      </h3>
      <p className="sk-bar-status">{talk.members(view.members)}</p>
      {setRole.error && <Failure>{setRole.error}</Failure>}
      <section className="sk-profile-part" aria-label={group.members}>
        <h3 className="sk-section">{group.members}</h3>
        {mayChange(role) && (
          <Button look="quiet" icon={<UserPlus size={18} aria-hidden="true" />} onClick={() => setDialog("add")}>
            {group.add}
          </Button>
        )}
        <ul>
          {byRank(members).map((member) => (
            <li key={member.user}>
              <MemberRow
                member={member}
                me={member.user === me}
                role={role}
                onMessage={onMessage}
                onRemove={(user, name) => setRemoving({ user, name })}
                onRole={setRole.run}
              />
            </li>
          ))}
        </ul>
        {error && <Failure onRetry={more}>{error}</Failure>}
        {loading && <RowsToCome count={3} />}
        {hasMore && !loading && !error && <Button onClick={more}>{group.loadMore}</Button>}
      </section>
      <Button look="danger" icon={<LogOut size={18} aria-hidden="true" />} onClick={() => setDialog("leave")}>
        {group.leave}
      </Button>
      <AddPeople
        id={view.id}
        open={dialog === "add"}
        onClose={close}
        members={new Set(members.map(({ user }) => user))}
      />
      <EditGroup view={view} open={dialog === "edit"} onClose={close} />
      <Confirm
        open={dialog === "leave"}
        onClose={close}
        title={group.leaveTitle}
        verb={group.leaveVerb}
        onConfirm={async () => {
          await conversation.leave();
          onLeft?.();
        }}
      >
        {group.leaveWords}
      </Confirm>
      <Confirm
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={group.removeTitle(isolate(removing?.name ?? ""))}
        verb={group.removeVerb}
        onConfirm={async () => {
          if (removing) await conversation.remove(removing.user);
        }}
      >
        {group.removeWords(isolate(removing?.name ?? ""))}
      </Confirm>
    </div>
  );
}

const RANKS: readonly GroupRole[] = ["owner", "admin", "member"];

/** Those who look after the group first; among equals the order stays. */
function byRank(members: readonly Member[]): readonly Member[] {
  return members.toSorted((a, b) => RANKS.indexOf(a.role) - RANKS.indexOf(b.role));
}
