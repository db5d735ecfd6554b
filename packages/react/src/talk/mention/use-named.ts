import { useMemo } from "react";
import { useClient } from "../../provider.tsx";
import { type Mentions, namedIn } from "./named-in.ts";
import type { Named } from "./spans.ts";

const NOBODY: readonly Named[] = [];

/** Whom a message's text names; the same list as long as its mentions are the same. */
export function useNamed(mentions: Mentions | undefined): readonly Named[] {
  const { people } = useClient();
  return useMemo(() => {
    if (!mentions) return NOBODY;
    return namedIn(mentions, (user) => {
      const person = people.person(user).get();
      return person?.ownName ?? person?.name;
    });
  }, [mentions, people]);
}
