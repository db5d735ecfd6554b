import { SkeinError } from "@skein/client";
import type { Profile } from "@skein/protocol";
import { useCallback } from "react";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";

/** Why people could not be added, by name where that can be told: the server adds all of them or nobody. */
export function useAddError(id: string): (thrown: unknown, people: readonly Profile[]) => Promise<string> {
  const client = useClient();
  const errorText = useErrorText();
  const { doors } = useTexts();
  return useCallback(
    async (thrown, people) => {
      const { name } = SkeinError.from(thrown);
      if (name === "not_found" && people.length > 0) return doors.addGone;
      if (name !== "refused") return errorText(thrown);
      const [only] = people;
      if (only && people.length === 1) return doors.addBanned(isolate(only.name));
      try {
        const { bans } = await client.call("group.bans", { conv: id });
        const named = people.filter((person) => bans.some(({ user }) => user === person.id));
        if (named.length > 0) return doors.addBanned(doors.list(named.map((person) => isolate(person.name))));
      } catch (error) {
        // Who may add need not be one who may look at bans.
        console.debug("The bans cannot be read:", SkeinError.from(error).name);
      }
      return doors.addBannedSome;
    },
    [client, id, errorText, doors],
  );
}
