import type { ConversationView } from "@skein/client";
import { MicOff, SearchX } from "lucide-react";
import { useId, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useOffline, useOnline } from "../hook/use-connection.ts";
import { useMe } from "../hook/use-me.ts";
import { useWatch } from "../hook/use-presence.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Blank, Failure, Offline, RowsToCome } from "../kit/states.tsx";
import { SearchField } from "../list/search-field.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { MemberMenu, type OpenMember } from "./member-menu.tsx";
import { MemberRow } from "./member-row.tsx";
import { type MemberFilter, useGroupMembers } from "./use-group-members.ts";

export interface AllMembersProps {
  readonly view: ConversationView;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onMessage?: ((user: string) => void) | undefined;
}

/** All members of a group of any size: found by name, virtual, a page at a time. */
export function AllMembers({ view, open, onClose, onMessage }: AllMembersProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.allMembers(view.members)} size="tall">
      {open && (
        <List
          view={view}
          onMessage={
            onMessage &&
            ((user) => {
              onClose();
              onMessage(user);
            })
          }
        />
      )}
    </Dialog>
  );
}

const FILTERS: readonly MemberFilter[] = ["all", "lead", "muted"];
/** So many rows before the end the next page is asked for. */
const AHEAD = 30;
/** Presence is asked for those in sight and some around them. */
const AROUND = 20;

function List({ view, onMessage }: Pick<AllMembersProps, "view" | "onMessage">) {
  const { group } = useTexts();
  const me = useMe()?.profile.id;
  const online = useOnline();
  const offline = useOffline();
  const radio = useId();
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<MemberFilter>("all");
  const [menu, setMenu] = useState<OpenMember>();
  const [sight, setSight] = useState({ from: 0, to: AROUND });
  const scroll = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { members, loading, error, hasMore, more } = useGroupMembers(view, { query, filter });
  useWatch(members.slice(Math.max(0, sight.from - AROUND), sight.to + AROUND).map(({ user }) => user));
  const look = (): void => {
    const handle = list.current;
    if (!handle) return;
    const from = handle.findItemIndex(handle.scrollOffset);
    const to = handle.findItemIndex(handle.scrollOffset + handle.viewportSize);
    if (hasMore && !loading && !error && to > members.length - AHEAD) more();
    // told by tens, so that not each row that passes asks anew
    const rough = { from: Math.floor(from / 10) * 10, to: Math.ceil(to / 10) * 10 };
    if (rough.from !== sight.from || rough.to !== sight.to) setSight(rough);
  };
  const words = query.trim();
  return (
    <div className="sk-picker">
      <SearchField label={group.searchMembers} value={query} onChange={setQuery} />
      <div className="sk-filters" role="radiogroup" aria-label={group.whichMembers}>
        {FILTERS.map((one) => (
          <label key={one} className="sk-filter">
            <input
              className="sk-hidden"
              type="radio"
              name={radio}
              checked={one === filter}
              onChange={() => setFilter(one)}
            />
            {group.filters[one]}
          </label>
        ))}
      </div>
      <div
        className="sk-picker-list sk-scroll"
        ref={scroll}
        role="region"
        aria-label={group.members}
        onKeyDown={moveByArrows}
      >
        <Virtualizer
          ref={list}
          as="ul"
          item="li"
          scrollRef={scroll}
          data={members}
          bufferSize={400}
          onScroll={look}
          onScrollEnd={look}
        >
          {(member, at) => (
            <MemberRow
              key={member.user}
              view={view}
              member={member}
              me={member.user === me}
              // Tab goes to the first and then on; the arrows go to the others
              tabIndex={at === 0 ? 0 : -1}
              onMenu={(one, place) => setMenu({ member: one, place })}
            />
          )}
        </Virtualizer>
        {error && <Failure onRetry={more}>{error}</Failure>}
        {(loading || (members.length === 0 && !online && !offline)) && (
          <RowsToCome count={members.length === 0 ? 6 : 2} />
        )}
        {members.length === 0 && offline && !error && <Offline>{group.membersOffline}</Offline>}
        {members.length === 0 && online && !loading && !error && (
          <Blank
            art={filter === "muted" && words === "" ? <MicOff size={32} /> : <SearchX size={32} />}
            title={filter === "muted" && words === "" ? group.nobodyMuted : group.nobody(isolate(words))}
          />
        )}
      </div>
      <MemberMenu view={view} menu={menu} onClose={() => setMenu(undefined)} onMessage={onMessage} />
    </div>
  );
}
