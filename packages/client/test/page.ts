/** The page of the browser test: the SDK as a page has it, within reach of the test. */
import { type Client, createClient } from "../src/index.ts";
import { indexedDbStore } from "../src/store/indexeddb.ts";

/** What the test calls in the page. */
export interface Page {
  start(url: string, token: string, user: string): void;
  client(): Client;
  /** Whether this tab has a socket. */
  leads(): boolean;
  /** Of all that this tab has said over sockets, the type. */
  said(): readonly string[];
}

let client: Client | undefined;
const sockets: WebSocket[] = [];
const said: string[] = [];

class Counted extends WebSocket {
  constructor(url: string, protocols: string | string[]) {
    super(url, protocols);
    sockets.push(this);
  }

  override send(message: string): void {
    said.push(...message.split("\n").map((line) => (JSON.parse(line) as { type: string }).type));
    super.send(message);
  }
}

const page: Page = {
  start(url, token, user) {
    client = createClient({ url, token, user, store: indexedDbStore(), webSocket: Counted });
  },
  client() {
    if (!client) throw new Error("start first");
    return client;
  },
  said: () => said,
  leads: () => sockets.some(({ readyState }) => readyState === WebSocket.OPEN),
};

Object.assign(globalThis, { page });
