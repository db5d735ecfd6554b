import { LINK_PATH } from "@skein/protocol";
import { once, type Section, slowly } from "../check.ts";
import { now, wait } from "../clock.ts";
import { equal, Failure, holds, like, meanwhile, Skipped } from "../expect.ts";
import { letters } from "../random.ts";
import type { Stage } from "../stage.ts";
import { EventText, type StreamEvent } from "../wire/event-text.ts";

/** What is asked for next, over one link that is read by hand in answers that end. */
class ByHand {
  last = 0;
  id = "";
  readonly events: StreamEvent[] = [];

  constructor(private readonly stage: Stage) {}

  async open(message: string): Promise<this> {
    const answer = await this.stage.fetch(`${LINK_PATH}?wait=1000`, { method: "POST", body: message });
    like(answer, { status: 200 }, "the answer to the opening message");
    this.take(answer.text);
    return this;
  }

  /** Reads on behind `after`. */
  async read(ms: number, after = this.last): Promise<StreamEvent[]> {
    const { status, text } = await this.stage.fetch(`${LINK_PATH}/${this.id}?after=${after}&wait=${ms}`);
    equal(status, 200, "the status of a read");
    return this.take(text);
  }

  say(n: number, frame: object, more = "") {
    const body = JSON.stringify(frame);
    return this.stage.fetch(`${LINK_PATH}/${this.id}?n=${n}${more}`, { method: "POST", body });
  }

  /** Reads until something holds these words. */
  async until(holding: string): Promise<StreamEvent> {
    const end = now() + this.stage.patience;
    for (;;) {
      const found = this.events.find(({ data }) => data.includes(holding));
      if (found) return found;
      if (now() > end) throw new Failure(`waiting for ${holding}`, holding, this.events);
      await this.read(1_000);
    }
  }

  take(text: string): StreamEvent[] {
    const events = new EventText().push(text);
    for (const event of events) {
      if (event.name === "open") this.id = (JSON.parse(event.data) as { link: string }).link;
      if (event.id !== "") this.last = Math.max(this.last, Number(event.id));
    }
    this.events.push(...events);
    return events;
  }

  close(): Promise<unknown> {
    return this.stage.fetch(`${LINK_PATH}/${this.id}?close=1000`, { method: "POST" });
  }
}

const hello = (stage: Stage) => JSON.stringify({ type: "hello", id: 1, token: stage.person("cleo").token });
const byHand = (stage: Stage) => new ByHand(stage).open(hello(stage));

export const carried: Section = {
  number: 23,
  title: "Links over requests",
  checks: [
    once("[CARRY-1] the opening message is answered by a stream that first tells the link's id", async (stage) => {
      const link = await byHand(stage);
      equal(link.events[0]?.name, "open", "the first event");
      holds(link.id.length >= 16, "an id that nobody guesses", link.id);
      const other = await byHand(stage);
      equal(other.id === link.id, false, "whether two links have one id");
      const guessed = `${link.id.slice(0, -8)}${letters(8)}`;
      for (const id of [guessed, letters(24)]) {
        equal((await stage.fetch(`${LINK_PATH}/${id}?after=0&wait=0`)).status, 404, "the status of a read of no link");
        const said = await stage.fetch(`${LINK_PATH}/${id}?n=2`, { method: "POST", body: "{}" });
        equal(said.status, 404, "the status of a word to no link");
      }
      await Promise.all([link.close(), other.close()]);
    }),
    once("[CARRY-2] messages down are numbered, and kept until they are acknowledged", async (stage) => {
      const link = await byHand(stage);
      await link.until('"welcome"');
      for (const n of [2, 3, 4]) {
        like(await link.say(n, { type: "account.get", id: n }), { status: 204 }, "the answer to a word");
        await link.until(`"id":${n},`);
      }
      const numbered = link.events.filter(({ id }) => id !== "");
      equal(
        numbered.map(({ id }) => Number(id)),
        numbered.map((_, at) => at + 1),
        "the numbers of the messages",
      );
      const { last } = link;
      await link.say(5, { type: "account.get", id: 5 });
      await link.until('"id":5,');
      for (let tries = 0; tries < 2; tries++) {
        const again = await link.read(0, last);
        equal(again[0]?.id, String(last + 1), "the number of the message that is read again");
      }
      await link.say(6, { type: "account.get", id: 6 }, `&ack=${link.last}`);
      await link.until('"id":6,');
      await link.close();
    }),
    once("[CARRY-3] messages up are taken once and in order", async (stage) => {
      const link = await byHand(stage);
      await link.until('"welcome"');
      const frame = { type: "account.get", id: 7 };
      for (let tries = 0; tries < 3; tries++) like(await link.say(2, frame), { status: 204 }, "the same message");
      equal((await link.say(9, { type: "account.get", id: 8 })).status, 409, "one that came before its predecessor");
      await link.say(3, { type: "account.get", id: 9 });
      for (const answer of ['"id":7,', '"id":9,']) await link.until(answer);
      equal(link.events.filter(({ data }) => data.includes('"id":7,')).length, 1, "how often it was answered");
      equal(link.events.filter(({ data }) => data.includes('"id":8,')).length, 0, "how often the early one was");
      await link.close();
    }),
    once(
      "[CARRY-4] with wait an answer comes as soon as there is something, or when the time is over",
      async (stage) => {
        const link = await byHand(stage);
        await link.until('"welcome"');
        const begun = now();
        await link.read(400);
        holds(now() - begun >= 300, "an answer is held while there is nothing", now() - begun);
        const reading = meanwhile(link.read(9_000));
        await wait(50);
        await link.say(2, { type: "account.get", id: 5 });
        holds(
          (await reading).some(({ data }) => data.includes('"id":5,')),
          "what is read at once",
          link.events,
        );
        holds(now() - begun < 9_000, "without waiting for the time", now() - begun);
        const { headers } = await stage.fetch(`${LINK_PATH}/${link.id}?after=${link.last}&wait=0`);
        equal(headers.get("content-type")?.startsWith("text/event-stream"), true, "the type of an answer");
        equal(/no-store|no-cache/.test(headers.get("cache-control") ?? ""), true, "whether it says that none is kept");
        const earlier = meanwhile(link.read(9_000));
        await wait(100);
        const later = link.read(200);
        await Promise.all([earlier, later]);
        holds(now() - begun < 9_000, "the earlier of two readers is ended", now() - begun);
        await link.close();
      },
    ),
    once("[CARRY-5] the end of a link is its last event, with the code that a WebSocket would have", async (stage) => {
      const link = await new ByHand(stage).open('{"type":"account.get","id":1}');
      await link.until("4500");
      const last = link.events.at(-1) as StreamEvent;
      equal([last.name, (JSON.parse(last.data) as { code: number }).code], ["close", 4500], "the last event");
    }),
    slowly.once("[CARRY-6] a link that nobody asks for is closed after 15 s, and not before", async (stage) => {
      const [left, held] = [await byHand(stage), await byHand(stage)];
      const begun = now();
      const status = async (id: string) => (await stage.fetch(`${LINK_PATH}/${id}?ack=0`, { method: "POST" })).status;
      let alive = 204;
      while (now() - begun < 22_000) {
        await wait(4_000);
        alive = Math.max(alive, await status(held.id));
      }
      equal(alive, 204, "the link that is asked for");
      // whatever is acknowledged of a link that is no more is answered alike, so it is read
      const gone = await stage.fetch(`${LINK_PATH}/${left.id}?after=0&wait=0`);
      equal(gone.status, 404, "the status of the link that nobody asked for");
      await held.close();
    }),
    slowly.once("[CARRY-6] on a stream without a message a comment goes", async (stage) => {
      const abort = new AbortController();
      const answer = await fetch(`${stage.url}${LINK_PATH}`, {
        method: "POST",
        body: hello(stage),
        signal: abort.signal,
      });
      const events = new EventText();
      const decoder = new TextDecoder();
      const end = now() + 25_000;
      try {
        for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
          events.push(decoder.decode(piece, { stream: true }));
          if (events.comments > 0) return;
          if (now() > end) throw new Skipped("pings of the server keep the stream busy");
        }
        throw new Failure("a stream without a message", "a comment", "its end");
      } finally {
        abort.abort();
      }
    }),
    once(
      "[CARRY-7] pages of another site, what is too large and what is no text end as on a WebSocket",
      async (stage) => {
        const asking = { method: "POST", body: hello(stage), headers: { Origin: "https://evil.example" } };
        const { status } = await stage.fetch(`${LINK_PATH}?wait=0`, asking);
        const open = status === 200;
        if (!open) equal(status, 403, "the status for a page of another site");
        const link = await byHand(stage);
        const large = await stage.fetch(`${LINK_PATH}/${link.id}?n=2`, { method: "POST", body: "x".repeat(131_073) });
        equal(large.status, 413, "the status of a message over the limit");
        // where another node has the link it hears of it a moment later
        const end = now() + stage.patience;
        let after = 0;
        while (after !== 404 && now() < end) after = (await link.say(2, { type: "pong" })).status;
        equal(after, 404, "the link after it");
      },
    ),
    once("[CARRY-8] any address of the server takes a request for any link", async (stage) => {
      if (stage.nodes < 2) throw new Skipped("needs two addresses of one server: give more than one URL");
      const link = await byHand(stage);
      await link.until('"welcome"');
      for (let n = 2; n < 2 + 2 * stage.nodes; n++) {
        like(await link.say(n, { type: "account.get", id: n }), { status: 204 }, "a word at the next address");
        await link.until(`"id":${n},`);
      }
      await link.close();
    }),
  ],
};
