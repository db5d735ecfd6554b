import type { ConversationView, Params, Result } from "@skein/client";
import { ROLE_RANK } from "@skein/protocol";
import { useCallback, useEffect, useRef, useState } from "react";
import { after } from "../clock.ts";
import { useOnline } from "../hook/use-connection.ts";
import { useClient } from "../provider.tsx";
import { peopleOf } from "../talk/notice-text.ts";
import { useErrorText } from "../text/error-text.ts";

export type GroupMember = Result<"group.members">["members"][number];
export type MemberFilter = "all" | "lead" | "muted";

export interface Asked {
  readonly query?: string;
  readonly filter?: MemberFilter;
}

export interface GroupMembers {
  /** Those read so far: owners and admins first. */
  readonly members: readonly GroupMember[];
  readonly loading: boolean;
  readonly error: string | undefined;
  readonly hasMore: boolean;
  /** Reads the next page, or the failed one again. */
  readonly more: () => void;
}

/** A page; the server gives no more at a time. */
const PAGE = 200;
/** A screen of them: owners and admins are lists of their own, and often short. */
const SCREEN = 50;
/** While one types, what was typed is not asked for at once. */
const PAUSE = 150;
/** Beyond so many that were read, a change is looked up alone instead of reading all of them again. */
const READ_AGAIN = 3 * PAGE;

/** One list after the other makes the whole: the server knows no order but that of ids. */
type Part = Pick<Params<"group.members">, "query" | "role" | "muted">;

interface Place {
  readonly part: number;
  readonly after?: string;
}

interface Read {
  readonly members: readonly GroupMember[];
  readonly next: Place | undefined;
  readonly loading: boolean;
  readonly error: string | undefined;
}

const NOTHING: Read = { members: [], next: { part: 0 }, loading: true, error: undefined };

/** Members of a group of any size, a page at a time, and in step with what the log tells of them. */
export function useGroupMembers(view: ConversationView, { query = "", filter = "all" }: Asked = {}): GroupMembers {
  const { id } = view;
  const client = useClient();
  const online = useOnline();
  const errorText = useErrorText();
  const [read, setRead] = useState(NOTHING);
  const words = query.trim();
  const small = view.members <= PAGE;
  // what an answer belongs to: those that come late are for nobody
  const round = useRef(0);

  const readFrom = useCallback(
    async (place: Place, atLeast: number): Promise<Pick<Read, "members" | "next">> => {
      const parts = partsOf(words, filter, small);
      const members: GroupMember[] = [];
      let next: Place | undefined = place;
      while (next && members.length < atLeast) {
        const at: Place = next;
        const page: Result<"group.members"> = await client.call("group.members", {
          conv: id,
          limit: PAGE,
          ...parts[at.part],
          ...(at.after !== undefined && { after: at.after }),
        });
        members.push(...page.members);
        const further = at.part + 1 < parts.length ? { part: at.part + 1 } : undefined;
        next = page.next === undefined ? further : { part: at.part, after: page.next };
      }
      // of a small group all are here: they are put in order here
      return { members: small ? members.toSorted((a, b) => ROLE_RANK[b.role] - ROLE_RANK[a.role]) : members, next };
    },
    [client, id, words, filter, small],
  );

  const begin = useCallback(
    (atLeast: number): Promise<void> => {
      round.current += 1;
      const turn = round.current;
      return readFrom({ part: 0 }, atLeast).then(
        (all) => {
          if (turn === round.current) setRead({ ...all, loading: false, error: undefined });
        },
        (error: unknown) => {
          if (turn === round.current) setRead((before) => ({ ...before, loading: false, error: errorText(error) }));
        },
      );
    },
    [readFrom, errorText],
  );

  useEffect(() => {
    if (!online) return undefined;
    return after(words === "" ? 0 : PAUSE, () => {
      setRead((before) => ({ ...before, loading: true, error: undefined }));
      begin(SCREEN).catch((error: unknown) => reportError(error));
    });
  }, [begin, words, online]);

  // The newest system entry stands for the state of the membership.
  const last = view.last && !view.last.said ? view.last : undefined;
  const told = useRef(last?.id);
  const count = read.members.length;
  useEffect(() => {
    if (!last || last.id === told.current || !online) return;
    told.current = last.id;
    const users = [last.from, ...peopleOf(last)];
    const lookUp = async (): Promise<void> => {
      const { members: now } = await client.call("group.members", { conv: id, users });
      setRead((before) => ({ ...before, members: changed(before.members, users, now) }));
    };
    (count <= READ_AGAIN ? begin(Math.max(SCREEN, count)) : lookUp()).catch((error: unknown) =>
      setRead((before) => ({ ...before, error: errorText(error) })),
    );
  }, [last, online, begin, client, id, count, errorText]);

  const more = useCallback(() => {
    const { next, members } = read;
    if (!next || (read.loading && !read.error)) return;
    const turn = round.current;
    setRead((before) => ({ ...before, loading: true, error: undefined }));
    readFrom(next, SCREEN)
      .then(
        (page) =>
          turn === round.current &&
          setRead({ members: [...members, ...page.members], next: page.next, loading: false, error: undefined }),
      )
      .catch(
        (error: unknown) =>
          turn === round.current && setRead((before) => ({ ...before, loading: false, error: errorText(error) })),
      );
  }, [read, readFrom, errorText]);

  return {
    members: read.members,
    loading: read.loading && online,
    error: read.error,
    hasMore: read.next !== undefined,
    more,
  };
}

function partsOf(query: string, filter: MemberFilter, small: boolean): readonly Part[] {
  const words = query === "" ? {} : { query };
  if (filter === "muted") return [{ ...words, muted: true }];
  const lead = [
    { ...words, role: "owner" },
    { ...words, role: "admin" },
  ] as const;
  if (filter === "lead") return lead;
  return small ? [words] : [...lead, { ...words, role: "member" }];
}

/** With these people as they are now, or without those who are no members any more. */
function changed(
  members: readonly GroupMember[],
  users: readonly string[],
  now: readonly GroupMember[],
): readonly GroupMember[] {
  return members.flatMap((member) =>
    users.includes(member.user) ? (now.find(({ user }) => user === member.user) ?? []) : [member],
  );
}
