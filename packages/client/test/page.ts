/** The page of the browser test: the SDK as a page has it, within reach of the test. */
import { type Client, createClient } from "../src/index.ts";
import { indexedDbStore } from "../src/store/indexeddb.ts";

/** What the test calls in the page. */
export interface Page {
  start(url: string, token: string, user: string): void;
  client(): Client;
}

let client: Client | undefined;

const page: Page = {
  start(url, token, user) {
    client = createClient({ url, token, user, store: indexedDbStore() });
  },
  client() {
    if (!client) throw new Error("start first");
    return client;
  },
};

Object.assign(globalThis, { page });
