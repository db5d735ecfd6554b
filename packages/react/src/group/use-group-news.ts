import { useEffect } from "react";
import { useToast } from "../kit/toast.tsx";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";

/** Says so when somebody has taken the reader out of a group, also while they were away: it is gone from the list without a word otherwise. */
export function useGroupNews(): void {
  const client = useClient();
  const toast = useToast();
  const { group } = useTexts();
  useEffect(
    () =>
      client.on("self", ({ kind, body }) => {
        if (kind !== "self.left" || body.reason === "left") return;
        const name = isolate(client.conversation(body.conv).view.get()?.name ?? "");
        toast(body.reason === "banned" ? group.bannedFrom(name) : group.removedFrom(name));
      }),
    [client, toast, group],
  );
}
