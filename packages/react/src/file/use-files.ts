import type { Client, Files } from "@skein/client";
import { useEffect, useState } from "react";
import { useOnline } from "../hook/use-connection.ts";
import { useClient } from "../provider.tsx";

const known = new WeakMap<Client, Files>();

/** Files of the nearest client; undefined until that part of it is loaded. */
export function useFiles(): Files | undefined {
  const client = useClient();
  const online = useOnline();
  const [, setLoaded] = useState(known.has(client));
  useEffect(() => {
    if (known.has(client)) return undefined;
    let wanted = true;
    client
      .files()
      .then((files) => {
        known.set(client, files);
        if (wanted) setLoaded(true);
      })
      // it is asked for again with the next link
      .catch(() => wanted && setLoaded(false));
    return () => {
      wanted = false;
    };
  }, [client, online]);
  return known.get(client);
}
