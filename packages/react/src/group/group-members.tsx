import type { ConversationView } from "@skein/client";
import type { Member } from "@skein/protocol";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useMembers } from "../hook/use-members.ts";
import { useWatch } from "../hook/use-presence.ts";
import { Button } from "../kit/button.tsx";
import { Confirm } from "../kit/confirm.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { AddPeople } from "./add-people.tsx";
import { MemberRow } from "./member-row.tsx";
import { type GroupRole, mayChange } from "./rights.ts";

export interface GroupMembersProps {
  readonly view: ConversationView;
  readonly onMessage?: ((user: string) => void) | undefined;
}

const WATCHED = 50;

/** Who is in a group, and what the reader may do with them. */
export function GroupMembers({ view, onMessage }: GroupMembersProps) {
  const { group } = useTexts();
  const { conversation } = useConversation(view.id);
  const me = useMe()?.profile.id;
  const role: GroupRole = view.role ?? "member";
  const { members, loading, error, hasMore, more } = useMembers(view.id);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<{ readonly user: string; readonly name: string }>();
  const setRole = useAction((user: string, next: GroupRole) => conversation.setRole(user, next));
  useWatch(members.slice(0, WATCHED).map(({ user }) => user));
  return (
    <section className="sk-profile-part" aria-label={group.members}>
      <h3 className="sk-section">{group.members}</h3>
      {setRole.error && <Failure>{setRole.error}</Failure>}
      {mayChange(role) && (
        <Button look="quiet" icon={<UserPlus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
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
      <AddPeople
        id={view.id}
        open={adding}
        onClose={() => setAdding(false)}
        members={new Set(members.map(({ user }) => user))}
      />
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
    </section>
  );
}

const RANKS: readonly GroupRole[] = ["owner", "admin", "member"];

/** Those who look after the group first; among equals the order stays. */
function byRank(members: readonly Member[]): readonly Member[] {
  return members.toSorted((a, b) => RANKS.indexOf(a.role) - RANKS.indexOf(b.role));
}
