import { type Client, SkeinError } from "@skein/client";
import type { Bodies, Result } from "@skein/protocol";
import { useCallback, useEffect, useMemo, useState } from "react";
import { after } from "../../clock.ts";
import { useOnline } from "../../hook/use-connection.ts";
import { useClient } from "../../provider.tsx";
import { firstPage } from "./first-page.ts";

type Preview = NonNullable<Result<"link.preview">["preview"]>;

/** A page is asked once nothing was typed for so long. ms */
const QUIET = 500;

/** Servers that ask no pages are asked once. */
const silent = new WeakSet<Client>();

export interface LinkedPage {
  /** What the page says of itself, once it is known. */
  readonly page: Preview | undefined;
  /** It does not go along with the message. */
  readonly leaveOut: () => void;
  /** What a message says of it. */
  readonly named: Pick<Bodies["text"], "preview">;
}

/** What the first page that a text links to says of itself; nothing while one is offline, or where the server asks no pages. */
export function useLinkedPage(text: string): LinkedPage {
  const client = useClient();
  const online = useOnline();
  const url = useMemo(() => firstPage(text), [text]);
  const [known, setKnown] = useState<{ readonly url: string; readonly page: Preview | undefined }>();
  const [left, setLeft] = useState<string>();
  useEffect(() => {
    if (url === undefined || url === left || url === known?.url || !online || silent.has(client)) return undefined;
    let wanted = true;
    const callOff = after(QUIET, () => {
      client
        .call("link.preview", { url })
        .then(({ preview }) => wanted && setKnown({ url, page: preview }))
        .catch((fault: unknown) => {
          if (SkeinError.from(fault).name === "refused") silent.add(client);
          // a message is sent without it as well
        });
    });
    return () => {
      wanted = false;
      callOff();
    };
  }, [client, url, left, known?.url, online]);
  const page = url !== undefined && url === known?.url && url !== left ? known.page : undefined;
  const leaveOut = useCallback(() => setLeft(url), [url]);
  return { page, leaveOut, named: page && url !== undefined ? { preview: { url } } : {} };
}
