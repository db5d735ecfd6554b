import { type Transport, webSocketTransport } from "@skein/client";
import { longPollTransport, sseTransport } from "@skein/client/requests";
import type { ServerFrame } from "@skein/protocol/schema";
import { textOfEntry } from "../skein/link.ts";
import type { Ear, Target } from "../peer.ts";

/** The SDK's own transports. */
export const TRANSPORTS = { websocket: webSocketTransport, sse: () => sseTransport, longPoll: () => longPollTransport };

/** Listens on a link, as the SDK carries it: says hello, answers pings. */
export async function linked(
  { hostname, port, credentials }: Target,
  user: number,
  told: (text: string) => void,
  transport: Transport,
): Promise<Ear> {
  const ready = Promise.withResolvers<undefined>();
  let closed = false;
  const take = (frame: ServerFrame): void => {
    if (frame.type === "ping") link.send('{"type":"pong"}');
    else if (frame.type === "welcome") ready.resolve(undefined);
    else if (frame.type === "error") ready.reject(new Error(JSON.stringify(frame)));
    else if (frame.type === "entry") {
      const text = textOfEntry(frame);
      if (text !== undefined) told(text);
    }
  };
  const link = transport(`http://${hostname}:${port}`, {
    opened: () => link.send(JSON.stringify({ type: "hello", id: 1, token: credentials[user] })),
    message: (message) => {
      for (const line of message.split("\n")) take(JSON.parse(line) as ServerFrame);
    },
    closed: (code) => {
      if (!closed) told(`fault: closed with ${code}`);
      ready.reject(new Error(`closed with ${code}`));
    },
  });
  await ready.promise;
  return {
    close() {
      closed = true;
      link.close(1000, "done");
      return Promise.resolve();
    },
  };
}
