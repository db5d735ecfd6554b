import type { Client } from "@skein/client";
import { isolate, useClient, useTexts, useToast } from "@skein/react";
import { useEffect } from "react";
import { onSelfEntries } from "../session/self-entries.ts";

/** Says what became of it when one has asked to come into a group; also of what was answered while one was away. */
export function useGroupAnswers(): void {
  const client = useClient();
  const toast = useToast();
  const { doors } = useTexts();
  useEffect(() => {
    const ends = new Set<() => void>();
    ends.add(
      onSelfEntries(client, ({ kind, body }) => {
        if (kind === "self.refused") toast(doors.notLetIn(isolate(body.name)));
        if (kind !== "self.joined" || !body.asked) return;
        const end = onceNamed(client, body.conv, (name) => {
          if (end) ends.delete(end);
          toast(doors.letIn(isolate(name)));
        });
        if (end) ends.add(end);
      }),
    );
    return () => {
      for (const end of ends) end();
    };
  }, [client, toast, doors]);
}

/** Calls once this device knows what a group is called; returns what ends the waiting, where there is any. */
function onceNamed(client: Client, id: string, call: (name: string) => void): (() => void) | undefined {
  const { view } = client.conversation(id);
  const known = view.get();
  if (known) {
    call(known.name ?? "");
    return undefined;
  }
  const end = view.subscribe(() => {
    const now = view.get();
    if (!now) return;
    end();
    call(now.name ?? "");
  });
  return end;
}
