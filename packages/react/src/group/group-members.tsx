import type { ConversationView } from "@skein/client";
import { UserPlus, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useOffline, useOnline } from "../hook/use-connection.ts";
import { useMe } from "../hook/use-me.ts";
import { useWatch } from "../hook/use-presence.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useTexts } from "../text/language.tsx";
import { AddPeople } from "./add-people.tsx";
import { MemberMenu, type OpenMember } from "./member-menu.tsx";
import { MemberRow } from "./member-row.tsx";
import { PanelRow } from "./panel-row.tsx";
import { mayHere, roleIn } from "./rights.ts";
import { useGroupMembers } from "./use-group-members.ts";

const AllMembers = lazy(async () => ({ default: (await import("./all-members.tsx")).AllMembers }));

export interface GroupMembersProps {
  readonly view: ConversationView;
  readonly onMessage?: ((user: string) => void) | undefined;
}

/** So many are in sight at once; the others are behind a row, where they can be searched. */
const SHOWN = 8;

/** Who is in a group, and what the reader may do with them. */
export function GroupMembers(props: GroupMembersProps) {
  const { group } = useTexts();
  const { view } = props;
  // of a channel its readers are not told who else reads
  const hidden = view.channel && roleIn(view) === "member";
  return (
    <section className="sk-profile-part" aria-label={group.members}>
      <h3 className="sk-section">{group.members}</h3>
      {hidden ? <p className="sk-aside">{group.membersHidden}</p> : <Members {...props} />}
    </section>
  );
}

function Members({ view, onMessage }: GroupMembersProps) {
  const { group } = useTexts();
  const me = useMe()?.profile.id;
  const online = useOnline();
  const offline = useOffline();
  const { members, loading, error, more } = useGroupMembers(view);
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState<boolean>();
  const [menu, setMenu] = useState<OpenMember>();
  const shown = members.slice(0, SHOWN);
  useWatch(shown.map(({ user }) => user));
  return (
    <>
      {mayHere(view, "add") && (
        <PanelRow icon={<UserPlus size={18} aria-hidden="true" />} title={group.add} onClick={() => setAdding(true)} />
      )}
      <ul onKeyDown={moveByArrows}>
        {shown.map((member) => (
          <li key={member.user}>
            <MemberRow
              view={view}
              member={member}
              me={member.user === me}
              onMenu={(one, place) => setMenu({ member: one, place })}
            />
          </li>
        ))}
      </ul>
      {error && <Failure onRetry={more}>{error}</Failure>}
      {(loading || !(online || offline)) && members.length === 0 && <RowsToCome count={Math.min(3, view.members)} />}
      {members.length === 0 && offline && <p className="sk-aside">{group.membersOffline}</p>}
      {view.members > SHOWN && (
        <PanelRow
          icon={<Users size={18} aria-hidden="true" />}
          title={group.allMembers(view.members)}
          onClick={() => setAll(true)}
        />
      )}
      <AddPeople
        id={view.id}
        open={adding}
        onClose={() => setAdding(false)}
        members={new Set(members.map(({ user }) => user))}
      />
      {all !== undefined && (
        <Suspense fallback={null}>
          <AllMembers view={view} open={all} onClose={() => setAll(false)} onMessage={onMessage} />
        </Suspense>
      )}
      <MemberMenu view={view} menu={menu} onClose={() => setMenu(undefined)} onMessage={onMessage} />
    </>
  );
}
