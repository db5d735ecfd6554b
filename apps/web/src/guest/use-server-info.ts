import { SkeinError, serverInfo } from "@skein/client";
import type { Result } from "@skein/protocol";
import { useCallback, useEffect, useState } from "react";

export interface ServerInfo {
  /** Undefined while asked for. */
  readonly info: Result<"server.info"> | undefined;
  readonly error: SkeinError | undefined;
  readonly retry: () => void;
}

/** What this server is: whether it is set up, and how one becomes one of its people. */
export function useServerInfo(): ServerInfo {
  const [answer, setAnswer] = useState<Omit<ServerInfo, "retry">>({ info: undefined, error: undefined });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    serverInfo(location.origin)
      .then((info) => wanted && setAnswer({ info, error: undefined }))
      .catch((error: unknown) => wanted && setAnswer({ info: undefined, error: SkeinError.from(error) }));
    return () => {
      wanted = false;
    };
  }, [turn]);
  const retry = useCallback(() => setTurn((before) => before + 1), []);
  return { ...answer, retry };
}
