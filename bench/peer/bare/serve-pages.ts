import { Database } from "bun:sqlite";
import { RAW_PAGE } from "./raw-page.ts";

/**
 * The least that answers for a page of history: a WebSocket, JSON, the raw query on the server's own file. No sign-in, no rights, no
 * thread of its own that a slow disk would hold up instead of everybody, nothing of what was done to the messages.
 */
const [file = "", conv = ""] = process.argv.slice(2);
const raw = new Database(file, { readonly: true }).query<object, [string, number, number]>(RAW_PAGE);

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch: (request, self) => (self.upgrade(request) ? undefined : new Response(null, { status: 400 })),
  websocket: {
    message(link, message) {
      const { id, before, limit } = JSON.parse(String(message)) as { id: number; before: number; limit: number };
      link.send(JSON.stringify({ id, entries: raw.all(conv, before, limit) }));
    },
  },
});
console.log(`ready ${server.port}`);
