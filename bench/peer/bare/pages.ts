import { WebSocketClient } from "../../wire/websocket.ts";
import { inBench, startProcess } from "../process.ts";

/** Pages of a log from the least that could serve them. */
export interface BarePages {
  readonly pid: number;
  /** Answers how many entries came. */
  page(before: number, limit: number): Promise<number>;
  close(): Promise<void>;
}

/** @param file the server's own, read beside it */
export async function openBarePages(file: string, conv: string): Promise<BarePages> {
  const child = await startProcess({ run: [process.execPath, inBench("peer", "bare", "serve-pages.ts"), file, conv] });
  const open = Promise.withResolvers<undefined>();
  const waiting = new Map<number, (entries: number) => void>();
  const client = new WebSocketClient(
    { hostname: "127.0.0.1", port: Number(child.said), path: "/" },
    {
      open: () => open.resolve(undefined),
      text(payload) {
        const { id, entries } = JSON.parse(payload) as { id: number; entries: object[] };
        waiting.get(id)?.(entries.length);
        waiting.delete(id);
      },
      closed: (code) => open.reject(new Error(`The link was closed with ${code}`)),
    },
  );
  await client.dial();
  await open.promise;
  let id = 0;
  return {
    pid: child.pid,
    page: (before, limit) =>
      new Promise((resolve) => {
        waiting.set(++id, resolve);
        client.send(JSON.stringify({ id, before, limit }));
      }),
    async close() {
      client.close();
      await child.stop();
    },
  };
}
