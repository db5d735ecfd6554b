import type { Settings } from "@skein/protocol";
import { useClient, useErrorText, useMe, useToast } from "@skein/react";
import { useCallback, useOptimistic, useTransition } from "react";

const NONE: Settings = {};

/** One's settings, changed at once here and a moment later on all devices. What the server refuses goes back and is told. */
export function useSettings(): readonly [Settings, (changes: Settings) => void] {
  const client = useClient();
  const toast = useToast();
  const errorText = useErrorText();
  const kept = useMe()?.settings ?? NONE;
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(kept, (before: Settings, changes: Settings) => ({ ...before, ...changes }));
  const change = useCallback(
    (changes: Settings) => {
      startTransition(async () => {
        show(changes);
        try {
          await client.call("account.settings", changes);
        } catch (error) {
          toast(errorText(error));
        }
      });
    },
    [client, toast, errorText, show],
  );
  return [shown, change];
}
