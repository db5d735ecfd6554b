import type { Client } from "@skein/client";
import type { Result } from "@skein/protocol";
import { useEffect } from "react";
import { useAnswer } from "../hook/use-answer.ts";
import { useClient } from "../provider.tsx";

export type Pack = Result<"sticker.pack">;

/** As they were told last: shown at once when the dialog opens again. */
const told = new WeakMap<Client, readonly Pack[]>();

export interface Packs {
  /** Undefined until they are known. */
  readonly packs: readonly Pack[] | undefined;
  readonly error: string | undefined;
  readonly again: () => void;
}

/** The packs that one has. */
export function usePacks(): Packs {
  const client = useClient();
  const { result, error, again } = useAnswer("sticker.packs", {});
  useEffect(() => {
    if (result) told.set(client, result.packs);
  }, [client, result]);
  return { packs: result?.packs ?? told.get(client), error, again };
}
