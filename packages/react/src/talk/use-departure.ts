import type { Bodies } from "@skein/protocol";
import { useEffect, useState } from "react";
import { useClient } from "../provider.tsx";

type Reason = Bodies["self.left"]["reason"];

/** How one came to be in a conversation no longer, while one looks at it. */
export function useDeparture(id: string): Reason | undefined {
  const client = useClient();
  const [gone, setGone] = useState<{ readonly id: string; readonly reason: Reason }>();
  useEffect(
    () =>
      client.on("self", ({ kind, body }) => {
        if (kind === "self.left" && body.conv === id) setGone({ id, reason: body.reason });
        if (kind === "self.joined" && body.conv === id) setGone(undefined);
      }),
    [client, id],
  );
  return gone?.id === id ? gone.reason : undefined;
}
