import type { ServerWebSocket } from "bun";
import type { Population } from "../peer.ts";
import type { SendFrame } from "./wire.ts";

/** A batch on its way to the disk: columns, because an array of objects costs several times as much to hand over. */
export interface Batch {
  readonly conv: number[];
  readonly from: number[];
  readonly at: number[];
  readonly text: string[];
}

/** Makes a batch durable, then calls `kept` with the number of each message in its conversation. One at a time. */
export type Keep = (batch: Batch, kept: (seqs: readonly number[]) => void) => void;

/** What somebody hears who is not on this line: their number and the frame. */
export type Heard = [user: number, frame: string];

/** Tells other lines what their people hear; it calls back with what those tell. */
export type Carry = (heard: (told: readonly Heard[]) => void) => (told: readonly Heard[]) => void;

interface Person {
  readonly user: number;
  /** Frames of the batch that is being sent. */
  frames: string[];
}
type Link = ServerWebSocket<Person>;

/** More in one transaction buys nothing and delays the first of them. */
const LARGEST_BATCH = 2048;

/**
 * The bare line: a message arrives, it is made durable with others by one fsync, then the ack and the deliveries
 * leave, one write a connection and batch. No sign-in, no rights, no keys, no limits, no marks, no resume: what is
 * left when everything that makes a product is taken away, so the ceiling for a line on this machine.
 *
 * @returns its port on loopback
 */
export function serveLine({ conversations }: Population, keep: Keep, carry?: Carry): number {
  const links = new Map<number, Link>();
  const touched = new Set<Link>();
  let waiting: { frame: SendFrame; link: Link; at: number }[] = [];
  let flying: typeof waiting = [];

  const queue = (link: Link, frame: string) => {
    touched.add(link);
    link.data.frames.push(frame);
  };
  const flush = () => {
    for (const link of touched) {
      link.send(`[${link.data.frames.join(",")}]`);
      link.data.frames = [];
    }
    touched.clear();
  };
  const tell = carry?.((told) => {
    for (const [user, frame] of told) {
      const link = links.get(user);
      if (link) queue(link, frame);
    }
    flush();
  });

  function commitNext(): void {
    if (flying.length > 0 || waiting.length === 0) return;
    flying = waiting.length > LARGEST_BATCH ? waiting.splice(0, LARGEST_BATCH) : waiting;
    if (flying === waiting) waiting = [];
    const batch: Batch = {
      conv: flying.map(({ frame }) => frame.conv),
      from: flying.map(({ link }) => link.data.user),
      at: flying.map(({ at }) => at),
      text: flying.map(({ frame }) => frame.text),
    };
    keep(batch, (seqs) => {
      const committed = flying;
      flying = [];
      commitNext();
      deliver(committed, seqs);
    });
  }

  function deliver(committed: typeof waiting, seqs: readonly number[]): void {
    const elsewhere: Heard[] = [];
    committed.forEach(({ frame: { n, conv, text }, link, at }, i) => {
      const seq = seqs[i] ?? 0;
      const from = link.data.user;
      queue(link, `{"ack":${n},"seq":${seq}}`);
      const entry = `{"conv":${conv},"seq":${seq},"from":${from},"at":${at},"text":${JSON.stringify(text)}}`;
      for (const user of conversations[conv] ?? []) {
        if (user === from) continue;
        const receiver = links.get(user);
        if (receiver) queue(receiver, entry);
        else if (tell) elsewhere.push([user, entry]);
      }
    });
    if (elsewhere.length > 0) tell?.(elsewhere);
    flush();
  }

  const server = Bun.serve<Person>({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request, self) {
      const user = Number(new URL(request.url).pathname.slice(1));
      return self.upgrade(request, { data: { user, frames: [] } }) ? undefined : new Response(null, { status: 400 });
    },
    websocket: {
      open(link) {
        links.set(link.data.user, link);
      },
      message(link, message) {
        waiting.push({ frame: JSON.parse(String(message)) as SendFrame, link, at: Date.now() });
        // The rest of what this turn of the loop brings still joins the batch.
        if (flying.length === 0 && waiting.length === 1) setImmediate(commitNext);
      },
      close(link) {
        links.delete(link.data.user);
      },
    },
  });
  if (server.port === undefined) throw new Error("The line has no port");
  return server.port;
}
