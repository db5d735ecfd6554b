/** The page of the browser test: the SDK as a page has it, within reach of the test. */
import { type Client, createClient } from "../src/index.ts";
import { indexedDbStore } from "../src/store/indexeddb.ts";

/** What the test calls in the page. */
export interface Page {
  start(url: string, token: string, user: string): void;
  client(): Client;
  /** Whether this tab has a socket. */
  leads(): boolean;
}

let client: Client | undefined;
const sockets: WebSocket[] = [];

class Counted extends WebSocket {
  constructor(url: string, protocols: string | string[]) {
    super(url, protocols);
    sockets.push(this);
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
  leads: () => sockets.some(({ readyState }) => readyState === WebSocket.OPEN),
};

Object.assign(globalThis, { page });
