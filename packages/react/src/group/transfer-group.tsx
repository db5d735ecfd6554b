import type { ConversationView } from "@skein/client";
import { useState } from "react";
import { useMe } from "../hook/use-me.ts";
import { useNameHere } from "../hook/use-name-here.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Confirm } from "../kit/confirm.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { RowButton } from "../kit/row.tsx";
import { Blank, Failure, RowsToCome } from "../kit/states.tsx";
import { SearchField } from "../list/search-field.tsx";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { type GroupMember, useGroupMembers } from "./use-group-members.ts";

export interface TransferGroupProps {
  readonly view: ConversationView;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Somebody else owns it now. */
  readonly onDone?: (() => void) | undefined;
}

/** Hands a group on to a member, found by name. */
export function TransferGroup({ view, open, onClose, onDone }: TransferGroupProps) {
  const { group } = useTexts();
  const client = useClient();
  const [to, setTo] = useState<string>();
  const [asking, setAsking] = useState(false);
  const name = isolate(useNameHere(view.id, to).name);
  return (
    <>
      <Dialog open={open} onClose={onClose} title={group.transferTo} size="tall">
        {open && (
          <Members
            view={view}
            onChosen={(user) => {
              setTo(user);
              setAsking(true);
            }}
          />
        )}
      </Dialog>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={group.transferTitle(name)}
        verb={group.transferVerb}
        onConfirm={async () => {
          if (to === undefined) return;
          await client.call("group.transfer", { conv: view.id, user: to });
          onClose();
          onDone?.();
        }}
      >
        {group.transferWords(name)}
      </Confirm>
    </>
  );
}

function Members({ view, onChosen }: { readonly view: ConversationView; readonly onChosen: (user: string) => void }) {
  const { group } = useTexts();
  const me = useMe()?.profile.id;
  const [query, setQuery] = useState("");
  const { members, loading, error, hasMore, more } = useGroupMembers(view, { query });
  const others = members.filter(({ user }) => user !== me);
  return (
    <div className="sk-picker">
      <SearchField label={group.searchMembers} value={query} onChange={setQuery} />
      <div className="sk-picker-list sk-scroll" role="region" aria-label={group.members} onKeyDown={moveByArrows}>
        {others.map((member) => (
          <Candidate key={member.user} view={view} member={member} onChosen={onChosen} />
        ))}
        {error && <Failure onRetry={more}>{error}</Failure>}
        {loading && <RowsToCome count={others.length === 0 ? 4 : 1} />}
        {others.length === 0 && !loading && !error && (
          <Blank title={query.trim() === "" ? group.transferNobody : group.nobody(isolate(query.trim()))} />
        )}
        {hasMore && !loading && !error && <Button onClick={more}>{group.more}</Button>}
      </div>
    </div>
  );
}

function Candidate({
  view,
  member,
  onChosen,
}: {
  readonly view: ConversationView;
  readonly member: GroupMember;
  readonly onChosen: (user: string) => void;
}) {
  const { group } = useTexts();
  const { name, color, picture } = useNameHere(view.id, member.user);
  return (
    <RowButton
      leading={<Avatar name={name} color={color} picture={picture} size={40} />}
      title={<bdi>{name}</bdi>}
      titleEnd={member.role !== "member" && <span className="sk-role">{group.roles[member.role]}</span>}
      onClick={() => onChosen(member.user)}
    />
  );
}
