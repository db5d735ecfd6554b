import { type PictureSize, SkeinError } from "@skein/client";
import type { FileInfo } from "@skein/protocol";
import { useCallback, useEffect, useState } from "react";
import { useOnline } from "../hook/use-connection.ts";
import { objectUrl } from "./object-url.ts";
import { useFiles } from "./use-files.ts";

export interface Linked {
  /** Where it is; undefined until that is known. */
  readonly url: string | undefined;
  /** It is not to be had: gone, or one may not see it (any more). */
  readonly failed: boolean;
  /** The link did not work: another one is got, once or twice; then it has failed. */
  readonly refused: () => void;
  /** Tries anew. */
  readonly again: () => void;
}

interface State {
  readonly of: string;
  readonly url?: string | undefined;
  readonly failed?: boolean;
}

/** How often a link that did not work is got anew. */
const TRIES = 2;

/**
 * Where to show a file from: this device, while it has it, else a link of the server.
 *
 * @param wanted false: not yet
 */
export function useLink(file: FileInfo, size?: PictureSize, wanted = true): Linked {
  const files = useFiles();
  const online = useOnline();
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<State>({ of: "" });
  const { id, sizes } = file;
  // what it depends on, compared by what is in it
  const copy = size && sizes?.[size] ? size : undefined;
  const of = `${id} ${copy ?? ""}`;
  useEffect(() => {
    if (!files || !wanted) return undefined;
    let here = true;
    let release = (): void => undefined;
    const show = (blob: Blob): void => {
      const [url, end] = objectUrl(blob);
      release = end;
      setState({ of, url });
    };
    const find = async (): Promise<void> => {
      const blob = isLocal(id) ? await files.local(id) : undefined;
      if (!here) return;
      if (blob) return show(blob);
      if (isLocal(id)) return setState({ of, failed: true });
      const url = await files.url(file, copy);
      if (here) setState({ of, url });
    };
    const now = files.localNow(id);
    if (now) show(now);
    else
      find().catch((error: unknown) => {
        // without a link it is asked for again with the next one
        if (here) setState({ of, failed: SkeinError.from(error).retry === "never" });
      });
    return () => {
      here = false;
      release();
    };
  }, [files, file, id, of, copy, wanted, turn, online]);
  const known = state.of === of ? state : undefined;
  const url = known?.url ?? (wanted ? files?.urlNow(file, copy) : undefined);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  const refused = useCallback(() => {
    files?.refused(id);
    if (turn < TRIES) again();
    else setState({ of, failed: true });
  }, [files, id, of, turn, again]);
  return { url: known?.failed ? undefined : url, failed: known?.failed ?? false, refused, again };
}

/** Whether it is on this device alone, on its way. */
export function isLocal(id: string): boolean {
  return id.startsWith("local-");
}
