import type { Result } from "@skein/client";
import { useEffect, useState } from "react";
import { after } from "../../clock.ts";
import { useClient } from "../../provider.tsx";

export type GroupMember = Result<"group.members">["members"][number];

interface Known {
  readonly members: readonly GroupMember[];
  /** They are all there are. */
  readonly whole: boolean;
  /** What was asked for already. */
  readonly asked: readonly string[];
}

const NOTHING: Known = { members: [], whole: false, asked: [] };
/** Who goes on typing is not interrupted, ms. */
const PAUSE = 150;
const PAGE = 50;

/**
 * Members of a group for what was typed, as far as they are known: of a small group all of them after the first word, of a large one
 * those that the server has found so far. Nothing is asked while there is no word.
 *
 * @param id undefined: no group
 */
export function useMembersFound(id: string | undefined, query: string | undefined): readonly GroupMember[] {
  const client = useClient();
  const [known, setKnown] = useState(NOTHING);
  const { whole, asked } = known;
  const wanted = query !== undefined && !whole && !asked.includes(query);
  useEffect(() => {
    if (id === undefined || query === undefined || !wanted) return undefined;
    let current = true;
    const ask = async (): Promise<void> => {
      const { members, next } = await client.call("group.members", {
        conv: id,
        limit: PAGE,
        ...(query !== "" && { query }),
      });
      if (current) setKnown((before) => grown(before, members, query, query === "" && next === undefined));
    };
    const stop = after(query === "" ? 0 : PAUSE, () => {
      ask().catch((error: unknown) => console.debug("No members were found:", error));
    });
    return () => {
      current = false;
      stop();
    };
  }, [client, id, query, wanted]);
  return known.members;
}

function grown({ members, asked }: Known, found: readonly GroupMember[], query: string, whole: boolean): Known {
  const all = new Map([...members, ...found].map((member) => [member.user, member]));
  return { members: [...all.values()], whole, asked: [...asked, query] };
}
