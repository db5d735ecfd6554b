import { Database } from "bun:sqlite";
import { join } from "node:path";
import { openBarePages } from "../bare/pages.ts";
import { RAW_PAGE } from "../bare/raw-page.ts";
import { migrations, openSqliteInline, pagesOf } from "@skein/server";
import type { History, Target } from "../peer.ts";
import { Asking } from "./asking.ts";

/** Requests under way at once while the log is filled. */
const AT_ONCE = 2_000;
/** Who reads without a link: the first of the people. */
const READER = "u0";

/** One talk, filled by the server's own commands and read by them; and by SQLite alone, from the same file. */
export async function openHistory(target: Target): Promise<History> {
  const asking = new Asking(target);
  await asking.hello(target.credentials[0] ?? "");
  const conv = target.conversations[0] ?? "";
  const file = join(target.data ?? "", "skein.db");
  const database = new Database(file, { readonly: true });
  const storage = openSqliteInline({ file, synchronous: "FULL", migrations, epoch: "" }, Date.now);
  const own = pagesOf(storage);
  const bare = await openBarePages(file, conv);
  const raw = database.query<object, [string, number, number]>(RAW_PAGE);
  const params = (text: string) => ({ conv, key: Bun.randomUUIDv7(), kind: "text", body: { text } });
  return {
    async fill(messages, done) {
      let seq = 0;
      await each(messages, async (number) => {
        const place = (await asking.ask("message.send", params(`message ${number}, as long as people write`))) as {
          seq: number;
        };
        seq = Math.max(seq, place.seq);
      });
      // of twenty messages one is reacted to, of fifty one is edited
      await each(Math.floor(messages * done), async (number) => {
        const target = 1 + Math.floor((number / (messages * done)) * messages);
        const what = { conv, seq: target, key: Bun.randomUUIDv7() };
        if (number % 3 < 2) await asking.ask("message.react", { ...what, emoji: "👍", on: true });
        else await asking.ask("message.edit", { ...what, body: { text: `message ${target}, edited` } });
      });
      return messages + Math.floor(messages * done);
    },
    async page(before, limit) {
      const { entries } = (await asking.ask("message.list", { conv, before, limit })) as {
        entries: { fold?: object }[];
      };
      return { entries: entries.length, folded: entries.filter(({ fold }) => fold).length };
    },
    raw: (before, limit) => JSON.stringify(raw.all(conv, before, limit)).length,
    own: async (before, limit) => (await own(READER, { conv, before, limit })).length,
    bare,
    async close() {
      asking.close();
      database.close();
      await storage.close();
      await bare.close();
    },
  };
}

async function each(count: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
